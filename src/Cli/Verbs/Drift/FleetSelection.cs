using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Fleet;
using Starface.Policy;
using Starface.Policy.Comparison;

namespace Starface.Cli.Verbs.Drift;

/// <summary>The instances whose clouds are compared.</summary>
/// <param name="Targets">The instances.</param>
/// <param name="Folder">The folder of the stacks' files.</param>
internal sealed record FleetSelection(ImmutableArray<FleetTarget> Targets, StackDirectory Folder)
{
    /// <summary>The path of the folder.</summary>
    public string Directory => Path.GetDirectoryName(Folder.FileOf("any"))!;

    /// <summary>The stacks whose files could not be read.</summary>
    public ImmutableArray<UnreadStack> Unread { get; private init; } = [];

    /// <summary>The instance of a name, which no other has.</summary>
    public FleetTarget TargetOf(string instance) => Targets.First(target => target.Plan.Name == instance);

    /// <summary>Selects instances.</summary>
    /// <exception cref="UsageException">The selection or a stack's file has problems.</exception>
    public static FleetSelection Select(
        ImmutableArray<string> stacks, bool all, string? directory, string? name, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var folder = StackDirectory.Find(directory, environment);
        if (stacks.IsEmpty && !all)
        {
            throw new UsageException(UsageProblem.Option("No stack is named", "name one with --stack "
                + $"({string.Join(", ", folder.Stacks)}), or compare all with --all"));
        }
        var selection = new InstanceSelection { Stacks = stacks.IsEmpty ? folder.Stacks : stacks, Directory = directory, Name = name };
        if (selection.Stacks.IsEmpty) throw new UsageException(UsageProblem.File(folder.Display, InstanceSelector.NoStack));
        var read = Read(selection, folder, catalog, environment);
        return new FleetSelection(
            [
                .. read.Plans.Zip(
                    read.Instances, (planned, instance) =>
                        new FleetTarget(
                            planned.Plan,
                            instance.Config.Cloud.HasRegions ? instance.Config.Request.Region ?? instance.ProviderRegion : null)
                        {
                            Stack = planned.Stack,
                        }),
            ],
            folder)
        { Unread = read.Unread };
    }

    /// <summary>
    /// All stacks together, and where that fails one by one, so that a file with a problem does not hide what the clouds of all other
    /// stacks permit. A problem in the only stack, or in the names that were asked for, is the person's own and ends the command.
    /// </summary>
    private static (
        ImmutableArray<SelectedInstance> Instances, ImmutableArray<PlannedInstance> Plans, ImmutableArray<UnreadStack> Unread) Read(
        InstanceSelection selection, StackDirectory folder, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        try
        {
            var instances = InstanceSelector.Select(selection, catalog, environment);
            RejectDoubles(instances);
            return (instances, PlannedInstance.All(instances), []);
        }
        catch (UsageException) when (selection.Stacks.Length > 1 && selection.Stacks.All(stack => folder.Stacks.Contains(stack)))
        {
            var stacks = selection.Stacks
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(stack => ReadOne(selection, stack, catalog, environment))
                .ToList();
            ImmutableArray<SelectedInstance> instances = [.. stacks.SelectMany(stack => stack.Instances)];
            ImmutableArray<PlannedInstance> plans = [.. stacks.SelectMany(stack => stack.Plans)];
            ImmutableArray<UnreadStack> unread = [.. stacks.Select(stack => stack.Unread).OfType<UnreadStack>()];
            if (instances.IsEmpty || unread.IsEmpty) throw;
            RejectDoubles(instances);
            return (instances, plans, unread);
        }
    }

    private static (ImmutableArray<SelectedInstance> Instances, ImmutableArray<PlannedInstance> Plans, UnreadStack? Unread) ReadOne(
        InstanceSelection selection, string stack, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        try
        {
            ImmutableArray<SelectedInstance> instances =
                [
                    .. InstanceSelector
                        .Select(selection with { Stacks = [stack], Name = null }, catalog, environment)
                        .Where(instance => selection.Name is null || instance.Config.Request.Name == selection.Name),
                ];
            return (instances, PlannedInstance.All(instances), null);
        }
        catch (UsageException usage)
        {
            return ([], [], new UnreadStack(stack, usage.Problems));
        }
    }

    /// <summary>
    /// Groups are found by the instance's name, so one name for two instances would compare each with the other's groups.
    /// </summary>
    private static void RejectDoubles(ImmutableArray<SelectedInstance> instances)
    {
        ImmutableArray<Problem> doubles =
            [
                .. InstanceSelector.DoubleNames(instances)
                    .Select(twice => twice.Problem with { Fix = $"{twice.Problem.Fix}, or compare the stacks one by one" }),
            ];
        if (!doubles.IsEmpty) throw new UsageException(doubles);
    }
}
