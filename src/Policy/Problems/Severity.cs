namespace Starface.Policy;

/// <summary>The severity of a problem.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing has to be done.</summary>
    Info,

    /// <summary>It works, but is probably not what was meant, or is wider than needed.</summary>
    Warning,

    /// <summary>It has to be fixed before the plan can be made or applied.</summary>
    Error,
}
