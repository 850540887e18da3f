namespace Starface.Policy.Explanations;

/// <summary>What is known about a flow.</summary>
internal enum Verdict
{
    /// <summary>It is allowed.</summary>
    Allowed,

    /// <summary>It is denied.</summary>
    Denied,

    /// <summary>It depends on what is not known here.</summary>
    Unknown,
}
