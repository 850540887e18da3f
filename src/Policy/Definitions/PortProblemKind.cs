namespace Starface.Policy;

/// <summary>What kind of mistake the ports of a requirement have.</summary>
public enum PortProblemKind
{
    /// <summary>A port lies outside of 1 to 65535.</summary>
    OutOfRange,

    /// <summary>The last port is below the first.</summary>
    Inverted,

    /// <summary>The text is neither a port nor a range.</summary>
    Malformed,

    /// <summary>The ports are given both as numbers and as text.</summary>
    GivenTwice,

    /// <summary>A protocol with ports is given none.</summary>
    Missing,

    /// <summary>A protocol without ports is given some.</summary>
    NotTaken,

    /// <summary>The protocol is no member of <see cref="Protocol"/>.</summary>
    UnknownProtocol,
}
