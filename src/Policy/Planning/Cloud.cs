namespace Starface.Policy.Planning;

/// <summary>A cloud that plans are made for.</summary>
public enum Cloud
{
    /// <summary>Amazon Web Services: security groups.</summary>
    Aws,

    /// <summary>Microsoft Azure: network security groups.</summary>
    Azure,
}
