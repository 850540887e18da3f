namespace Starface.Generators;

/// <summary>The names of the pipeline's steps, by which tests see what an edit runs again.</summary>
internal static class TrackingNames
{
    /// <summary>Services, as parsed.</summary>
    public const string Services = nameof(Services);

    /// <summary>Policies, as parsed.</summary>
    public const string Policies = nameof(Policies);

    /// <summary>The entries of services in the catalogue.</summary>
    public const string ServiceEntries = nameof(ServiceEntries);

    /// <summary>The entries of policies in the catalogue.</summary>
    public const string PolicyEntries = nameof(PolicyEntries);

    /// <summary>Names of files that differ in letter case alone.</summary>
    public const string Clashes = nameof(Clashes);

    /// <summary>The project's root namespace.</summary>
    public const string RootNamespace = nameof(RootNamespace);

    /// <summary>The catalogue.</summary>
    public const string Catalog = nameof(Catalog);
}
