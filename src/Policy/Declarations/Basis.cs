namespace Starface.Policy;

/// <summary>How sure the direction, protocol and port of a requirement are.</summary>
public enum Basis
{
    /// <summary>The source leaves the direction (or a port) to be concluded from who connects.</summary>
    Inferred,

    /// <summary>The source says it in words.</summary>
    Stated,

    /// <summary>Operators of such systems ask for it; the vendor's table has no such row.</summary>
    Operator,
}
