using System.Diagnostics.CodeAnalysis;
using Starface.Cli.Hosting;
using Starface.Policy;

namespace Starface.Cli.Assemblies;

/// <summary>Where the command line says that policies are, beside the shipped ones.</summary>
/// <param name="Assembly">The assembly, or null.</param>
/// <param name="Project">The project that is built first, or null.</param>
internal sealed record PolicySource(string? Assembly, string? Project)
{
    /// <summary>The option that names an assembly.</summary>
    public const string AssemblyOption = "--assembly";

    /// <summary>The option that names a project.</summary>
    public const string BuildOption = "--build";

    /// <summary>How policies that are not shipped are named, as the end of a sentence.</summary>
    public const string Way = $"; policies of your own need {AssemblyOption} or {BuildOption}";

    /// <summary>Whether the command line names any.</summary>
    public bool IsGiven => Assembly is not null || Project is not null;

    /// <summary>Whether this program can load assemblies: the native one, which has no compiler, cannot.</summary>
    // IL4000: that the switch is off where code is left out is what Cli.csproj says of the native tool.
#pragma warning disable IL4000
    [FeatureSwitchDefinition("Starface.Cli.LoadsAssemblies")]
    [FeatureGuard(typeof(RequiresUnreferencedCodeAttribute))]
    public static bool CanLoad => !AppContext.TryGetSwitch("Starface.Cli.LoadsAssemblies", out var isOn) || isOn;
#pragma warning restore IL4000

    /// <summary>The policies, with the shipped ones.</summary>
    /// <param name="shipped">The shipped ones.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="path">The assembly, which was built where a project is given.</param>
    /// <exception cref="UsageException">They cannot be loaded.</exception>
    public PolicyCatalog Load(PolicyCatalog shipped, CliEnvironment environment, out string path)
    {
        if (Assembly is not null && Project is not null)
        {
            throw new UsageException(UsageProblem.Option(
                $"{AssemblyOption} cannot be combined with {BuildOption}", "remove one of the two"));
        }

        if (!CanLoad) throw new InvalidOperationException("This program cannot load assemblies.");
        path = Assembly is not null
            ? Path.GetFullPath(Named(AssemblyOption, Assembly), environment.CurrentDirectory)
            : ProjectBuild.Run(Named(BuildOption, Project!), environment);
        return new PolicyAssembly(path, DisplayPath.From(path, environment), environment).Load(shipped);
    }

    private static string Named(string option, string text) =>
        text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : throw new UsageException(UsageProblem.Option($"{option} does not name a file", "give the path of one"));
}
