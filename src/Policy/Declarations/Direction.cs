namespace Starface.Policy;

/// <summary>Who opens the connection, seen from the instance the policy protects.</summary>
public enum Direction
{
    /// <summary>A remote side connects to the instance. AWS calls it ingress.</summary>
    Inbound,

    /// <summary>The instance connects to a remote side. AWS calls it egress.</summary>
    Outbound,
}
