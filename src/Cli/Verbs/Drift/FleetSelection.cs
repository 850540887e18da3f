using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Fleet;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Cli.Verbs.Drift;

/// <summary>The instances whose clouds are compared.</summary>
/// <param name="instances">The instances, each with a name that no other has.</param>
/// <param name="folder">The folder of the stacks' files.</param>
internal sealed class FleetSelection(ImmutableArray<SelectedInstance> instances, StackDirectory folder)
{
    private readonly Dictionary<string, SelectedInstance> _byName =
        instances.ToDictionary(instance => instance.Config.Request.Name, StringComparer.Ordinal);

    /// <summary>The instances, each with a name that no other has.</summary>
    public ImmutableArray<SelectedInstance> Instances => instances;

    /// <summary>The folder of the stacks' files.</summary>
    public StackDirectory Folder => folder;

    /// <summary>The path of the folder.</summary>
    public string Directory => Path.GetDirectoryName(folder.FileOf("any"))!;

    /// <summary>The stacks whose files could not be read.</summary>
    public ImmutableArray<UnreadStack> Unread { get; private init; } = [];

    /// <summary>The part of the fleet that they are, or null where they are all of it.</summary>
    public ReportPart? Part { get; private init; }

    /// <summary>The stack that creates an instance.</summary>
    public string StackOf(string instance) => _byName[instance].Stack;

    /// <summary>The region of an instance, or null where the cloud has none or the machine's own setting counts.</summary>
    public string? RegionOf(string instance) => RegionOf(_byName[instance]);

    /// <summary>Selects instances and plans them.</summary>
    /// <param name="stacks">The stacks by name.</param>
    /// <param name="all">Whether all instances of all stacks are meant.</param>
    /// <param name="directory">The folder with the stacks' files, or null to look for it.</param>
    /// <param name="name">One instance, or null.</param>
    /// <param name="shard">The part of the instances that is meant, or null for all.</param>
    /// <param name="keepsUnread">
    /// Whether a selection of which no stack can be read is a result, as for a program that reads the report, and not an error.
    /// </param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="use">
    /// Makes the result of an instance that was planned; it may run on any thread. The plans of a fleet need more memory than all else, and
    /// none is kept that the result does not keep.
    /// </param>
    /// <returns>The selection, and the results of its instances.</returns>
    /// <exception cref="UsageException">The selection or a stack's file has problems.</exception>
    public static (FleetSelection Selected, ImmutableArray<TResult> Results) Select<TResult>(
        ImmutableArray<string> stacks,
        bool all,
        string? directory,
        string? name,
        Shard? shard,
        bool keepsUnread,
        Lazy<PolicyCatalog> catalog,
        CliEnvironment environment,
        Func<FleetTarget, TResult> use)
    {
        var folder = StackDirectory.Find(directory, environment);
        if (stacks.IsEmpty && !all)
        {
            throw new UsageException(UsageProblem.Option("No stack is named", "name one with --stack "
                + $"({string.Join(", ", folder.Stacks)}), or compare all with --all"));
        }
        var selection = new InstanceSelection { Stacks = stacks.IsEmpty ? folder.Stacks : stacks, Directory = directory, Name = name };
        if (selection.Stacks.IsEmpty) throw new UsageException(UsageProblem.File(folder.Display, InstanceSelector.NoStack));
        try
        {
            var instances = InstanceSelector.Select(selection, catalog, environment);
            RejectDoubles(instances);
            return (From(instances, instances, []), Plan(PartOf(instances), use));
        }
        catch (UsageException) when (
            (keepsUnread || selection.Stacks.Length > 1) && selection.Stacks.All(stack => folder.Stacks.Contains(stack)))
        {
            // One by one, so that a file with a problem does not hide what the clouds of all other stacks permit. A person reads the
            // problems of the only stack as an error; those of the names that were asked for are one for everybody.
            var read = selection.Stacks
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(stack => ReadOne(selection, stack, catalog, environment, planned => Plan(PartOf(planned), use)))
                .ToList();
            ImmutableArray<SelectedInstance> instances =
                [.. read.Where(stack => stack.Unread is null).SelectMany(stack => stack.Instances)];
            ImmutableArray<UnreadStack> unread = [.. read.Select(stack => stack.Unread).OfType<UnreadStack>()];
            if (unread.IsEmpty || (instances.IsEmpty && !keepsUnread)) throw;
            RejectDoubles(instances);
            return (
                From(instances, read.SelectMany(stack => stack.Instances), unread),
                [.. read.SelectMany(stack => stack.Results)]);
        }

        // A stack that cannot be planned here may be planned by another part, which has other instances of it.
        FleetSelection From(
            ImmutableArray<SelectedInstance> instances, IEnumerable<SelectedInstance> fleet, ImmutableArray<UnreadStack> unread) =>
            new([.. PartOf(instances).Where(instance => !instance.IsRelative)], folder)
            {
                Part = shard?.ToReportPart(fleet),
                Unread = unread,
            };

        ImmutableArray<SelectedInstance> PartOf(ImmutableArray<SelectedInstance> instances) => shard?.Of(instances) ?? instances;
    }

    private static (ImmutableArray<SelectedInstance> Instances, ImmutableArray<TResult> Results, UnreadStack? Unread) ReadOne<TResult>(
        InstanceSelection selection,
        string stack,
        Lazy<PolicyCatalog> catalog,
        CliEnvironment environment,
        Func<ImmutableArray<SelectedInstance>, ImmutableArray<TResult>> plan)
    {
        ImmutableArray<SelectedInstance> instances = [];
        try
        {
            instances =
                [
                    .. InstanceSelector
                        .Select(selection with { Stacks = [stack], Name = null }, catalog, environment)
                        .Where(instance => selection.Name is null || instance.Config.Request.Name == selection.Name),
                ];
            return (instances, plan(instances), null);
        }
        catch (UsageException usage)
        {
            return (instances, [], new UnreadStack(stack, usage.Problems));
        }
    }

    /// <summary>The results of instances, each planned for its own. With a problem in one, the problems of all are reported.</summary>
    private static ImmutableArray<TResult> Plan<TResult>(ImmutableArray<SelectedInstance> instances, Func<FleetTarget, TResult> use)
    {
        var results = ImmutableArray.CreateBuilder<TResult>(instances.Length);
        foreach (var family in OrderedParallel.Select([.. InstanceFamily.Find(instances)], PlanFamily))
        {
            if (family is null) return [.. PlannedInstance.All(instances).Zip(instances.Where(instance => !instance.IsRelative), Use)];
            results.AddRange(family);
        }

        return results.ToImmutable();

        List<TResult>? PlanFamily(ImmutableArray<SelectedInstance> family)
        {
            var (plans, problems) = PlannedInstance.Plannable(family);
            return problems.IsEmpty ? [.. plans.Zip(family.Where(instance => !instance.IsRelative), Use)] : null;
        }

        TResult Use(PlannedInstance planned, SelectedInstance instance) => use(TargetOf(instance, planned.Plan));
    }

    /// <summary>An instance whose cloud is to be compared with its plan.</summary>
    public static FleetTarget TargetOf(SelectedInstance instance, Plan plan) => new(plan, RegionOf(instance))
    {
        Unread = instance.Unread,
        Replan = before => FindObstacles(instance, before),
        Guard = drift => LiveGuardrails.FindBroken(instance.Config.Request, instance.Config.Cloud, drift),
    };

    /// <summary>Why an update of an instance would stop in the middle, from what is there before it.</summary>
    private static ImmutableArray<Problem> FindObstacles(SelectedInstance instance, RecordedGroups before)
    {
        var request = new PlanRequest(instance.Config.Request) { Recorded = before };
        return Permissions.From(instance.Config.Cloud.Plan(request)).Obstacles;
    }

    private static string? RegionOf(SelectedInstance instance) =>
        instance.Config.Cloud.HasRegions ? instance.Config.Request.Region ?? instance.ProviderRegion : null;

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
