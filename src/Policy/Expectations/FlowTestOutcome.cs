namespace Starface.Policy.Expectations;

/// <summary>How a test ends.</summary>
internal enum FlowTestOutcome
{
    /// <summary>What it expects is so.</summary>
    Holds,

    /// <summary>What it expects is not so, or it is about nothing.</summary>
    Fails,

    /// <summary>It depends on the members of names, which are not known here.</summary>
    Undecided,
}
