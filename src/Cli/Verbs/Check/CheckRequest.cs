using System.Collections.Immutable;
using Starface.Cli.Selection;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;

namespace Starface.Cli.Verbs.Check;

/// <summary>What is checked.</summary>
/// <param name="Selection">The stacks, where none means all of the folder, the folder, and the part of the instances.</param>
internal sealed record CheckRequest(InstanceSelection Selection)
{
    /// <summary>What is permitted now, or null: then nothing is said about the way to the plans.</summary>
    public ImmutableArray<Permissions>? Before { get; init; }

    /// <summary>The file of accepted findings, or null for the usual one.</summary>
    public string? AcceptFile { get; init; }

    /// <summary>The services whose flows may be cut.</summary>
    public string[]? AllowedCuts { get; init; }

    /// <summary>Whether scenarios are checked too.</summary>
    public bool HasScenarios { get; init; }

    /// <summary>
    /// The stacks whose instances are planned; null for all of them. The others are read, so that what is wrong between stacks is found.
    /// </summary>
    public ImmutableHashSet<string>? PlannedStacks { get; init; }

    /// <summary>Receives each instance that can be read, planned or not.</summary>
    public Action<SelectedInstance> Selected { get; init; } = static _ => { };

    /// <summary>
    /// Reads the plan of each instance that has one, on any thread; the plan is not kept. What it returns is called in the order of the
    /// instances.
    /// </summary>
    public Func<SelectedInstance, Plan, Action> Planned { get; init; } = static (_, _) => static () => { };
}
