namespace Starface.Generators;

/// <summary>The names of the steps of the pipeline, by which tests observe which steps an edit runs again.</summary>
internal static class TrackingNames
{
    /// <summary>Parsed services.</summary>
    public const string Services = nameof(Services);

    /// <summary>Parsed policies.</summary>
    public const string Policies = nameof(Policies);

    /// <summary>Parsed scenarios.</summary>
    public const string Scenarios = nameof(Scenarios);

    /// <summary>The entries of services in the catalog.</summary>
    public const string ServiceEntries = nameof(ServiceEntries);

    /// <summary>The entries of policies in the catalog.</summary>
    public const string PolicyEntries = nameof(PolicyEntries);

    /// <summary>The entries of scenarios in the catalog.</summary>
    public const string ScenarioEntries = nameof(ScenarioEntries);

    /// <summary>Names of files that differ only in case.</summary>
    public const string Clashes = nameof(Clashes);

    /// <summary>The project's root namespace.</summary>
    public const string RootNamespace = nameof(RootNamespace);

    /// <summary>The catalog.</summary>
    public const string Catalog = nameof(Catalog);
}
