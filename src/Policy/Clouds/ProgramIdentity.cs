using System.Collections.Immutable;

namespace Starface.Policy.Clouds;

/// <summary>
/// The identities that Pulumi knows a planned resource by. The stack program, the component package and a compiled program register the
/// same resources below other parents, whose types are part of a URN. Each names the identities of the others as aliases, so that a stack
/// can go from one to another and nothing is replaced.
/// </summary>
internal static class ProgramIdentity
{
    /// <summary>The name of the project, of the component package, and of the namespace of configuration keys.</summary>
    public const string Package = "starface";

    private const string Module = Package + ":index:";

    /// <summary>The type of the component that registers a plan's resources.</summary>
    public static string ComponentFor(CloudTarget cloud) => Module + "Policy" + cloud.ComponentNoun;

    /// <summary>The type of the component package's component, which holds the other one.</summary>
    public static string PackagedFor(CloudTarget cloud) => Module + "Instance" + cloud.ComponentNoun;

    /// <summary>
    /// The types of a resource's parents, outermost first, as a URN has them: in the stack program, in the component package, and last in a
    /// compiled program, where resources have none.
    /// </summary>
    public static ImmutableArray<string> ParentsFor(CloudTarget cloud) =>
        [$"{ComponentFor(cloud)}$", $"{PackagedFor(cloud)}${ComponentFor(cloud)}$", ""];

    /// <summary>A resource's URN.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="project">The project.</param>
    /// <param name="parents">The types of the parents, each with a dollar sign behind it.</param>
    /// <param name="type">The resource's type.</param>
    /// <param name="name">The resource's name.</param>
    public static string Urn(string stack, string project, string parents, string type, string name) =>
        $"urn:pulumi:{stack}::{project}::{parents}{type}::{name}";
}
