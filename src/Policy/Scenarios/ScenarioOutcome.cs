namespace Starface.Policy.Scenarios;

/// <summary>How a scenario ends for an instance.</summary>
internal enum ScenarioOutcome
{
    /// <summary>Every flow of it is permitted.</summary>
    Works,

    /// <summary>Every flow of it is permitted for some of the peers' addresses, and some flow is missing for the others.</summary>
    WorksPartly,

    /// <summary>A flow of it is missing for all of the peers' addresses.</summary>
    DoesNotWork,

    /// <summary>Whether it works depends on the members of names, which are not known.</summary>
    Undecided,

    /// <summary>It is not meant for the instance, whose policy or peers lack what takes part in it.</summary>
    NotApplicable,
}
