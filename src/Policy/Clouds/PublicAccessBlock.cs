namespace Starface.Policy.Clouds;

/// <summary>What VPC Block Public Access keeps from passing an Internet gateway.</summary>
internal enum PublicAccessBlock
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Connections that are opened from the Internet.</summary>
    Inbound,

    /// <summary>Connections in both directions.</summary>
    Both,
}
