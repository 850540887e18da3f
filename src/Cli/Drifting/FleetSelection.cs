using System.Collections.Immutable;
using Starface.Cli.Selection;
using Starface.Drift.Searching;
using Starface.Policy;
using Starface.Policy.Planning;

namespace Starface.Cli.Drifting;

/// <summary>The instances whose clouds are compared.</summary>
/// <param name="Targets">The instances.</param>
/// <param name="Directory">The folder of the stacks' files.</param>
internal sealed record FleetSelection(ImmutableArray<FleetTarget> Targets, string Directory)
{
    /// <summary>Selects instances.</summary>
    /// <exception cref="MistakeException">The selection or a stack's file has mistakes.</exception>
    public static FleetSelection Select(ImmutableArray<string> stacks, bool all, string? directory, string? name, PolicyCatalog catalog, CliEnvironment environment)
    {
        var folder = StackDirectory.Find(directory, environment);
        if (stacks.IsEmpty && !all)
            throw new MistakeException($"Name a stack with --stack, or take all with --all. There are: {string.Join(", ", folder.Stacks)}.");
        var selection = new InstanceSelection { Stacks = stacks.IsEmpty ? folder.Stacks : stacks, Directory = directory, Name = name };
        if (selection.Stacks.IsEmpty) throw new MistakeException($"{folder.Display} holds no stack: there is no Pulumi.<stack>.yaml.");
        var instances = InstanceSelector.Select(selection, catalog, environment);
        RejectDoubles(instances);
        var plans = PlannedInstance.All(instances);
        return new FleetSelection(
            [.. plans.Zip(instances, (planned, instance) => new FleetTarget(planned.Plan, instance.Config.Cloud == Cloud.Aws ? instance.Config.Request.Region : null))],
            Path.GetDirectoryName(folder.FileOf("any"))!);
    }

    /// <summary>Groups are found by the instance's name, so one name for two instances would compare each with the other's groups.</summary>
    private static void RejectDoubles(ImmutableArray<SelectedInstance> instances)
    {
        var doubles = instances.GroupBy(instance => instance.Config.Request.Name, StringComparer.Ordinal).Where(same => same.Skip(1).Any()).ToList();
        if (doubles.Count > 0)
            throw new MistakeException([.. doubles.Select(same => $"'{same.Key}' is an instance of {string.Join(" and ", same.Select(instance => instance.Source ?? instance.Stack))}: give each a name of its own, or compare the stacks one by one.")]);
    }
}
