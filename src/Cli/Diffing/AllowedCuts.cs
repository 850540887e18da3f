using System.Collections.Immutable;
using System.CommandLine;
using Starface.Policy.Changes;

namespace Starface.Cli.Diffing;

/// <summary>The cuts that a person allows with <c>--allow-cut</c>.</summary>
internal static class AllowedCuts
{
    private const string Name = "--allow-cut";

    /// <summary>The option.</summary>
    public static Option<string[]> Option() => new(Name) { HelpName = "SERVICE", Description = "A service marked as never to be cut whose flows may be cut this once. Repeatable." };

    /// <summary>The messages about the cuts that nobody allowed.</summary>
    /// <param name="cuts">The cuts.</param>
    /// <param name="allowed">The services whose flows may be cut.</param>
    public static ImmutableArray<string> Refusals(ImmutableArray<ForbiddenCut> cuts, string[]? allowed) =>
        [.. cuts.Where(cut => allowed?.Contains(cut.Lost.Service) != true).Select(cut => cut.Refusal($"say {Name} {cut.Lost.Service}"))];
}
