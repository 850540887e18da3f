namespace Starface.Policy.Expectations;

/// <summary>What a test expects of its flows.</summary>
internal enum Expectation
{
    /// <summary>All of them are permitted.</summary>
    Allow,

    /// <summary>None of them is permitted.</summary>
    Deny,
}
