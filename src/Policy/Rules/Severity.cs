namespace Starface.Policy;

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Works, but is probably not what was meant or wider than needed.</summary>
    Warning,

    /// <summary>The plan cannot be applied.</summary>
    Error,
}
