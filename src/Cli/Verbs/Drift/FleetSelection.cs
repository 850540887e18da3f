using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Fleet;
using Starface.Policy;
using Starface.Policy.Rules;
using Starface.Policy.Comparison;

namespace Starface.Cli.Verbs.Drift;

/// <summary>The instances whose clouds are compared.</summary>
/// <param name="Instances">The instances, each with a name that no other has.</param>
/// <param name="Folder">The folder of the stacks' files.</param>
internal sealed record FleetSelection(ImmutableArray<SelectedInstance> Instances, StackDirectory Folder)
{
    private readonly Dictionary<string, SelectedInstance> _byName =
        Instances.ToDictionary(instance => instance.Config.Request.Name, StringComparer.Ordinal);

    /// <summary>The path of the folder.</summary>
    public string Directory => Path.GetDirectoryName(Folder.FileOf("any"))!;

    /// <summary>The stacks whose files could not be read.</summary>
    public ImmutableArray<UnreadStack> Unread { get; private init; } = [];

    /// <summary>The stack that creates an instance.</summary>
    public string StackOf(string instance) => _byName[instance].Stack;

    /// <summary>The region of an instance, or null where the cloud has none or the machine's own setting counts.</summary>
    public string? RegionOf(string instance) => RegionOf(_byName[instance]);

    /// <summary>Selects instances and plans them.</summary>
    /// <param name="stacks">The stacks by name.</param>
    /// <param name="all">Whether all instances of all stacks are meant.</param>
    /// <param name="directory">The folder with the stacks' files, or null to look for it.</param>
    /// <param name="name">One instance, or null.</param>
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
            return (new FleetSelection(instances, folder), Plan(instances, use));
        }
        catch (UsageException) when (selection.Stacks.Length > 1 && selection.Stacks.All(stack => folder.Stacks.Contains(stack)))
        {
            // One by one, so that a file with a problem does not hide what the clouds of all other stacks permit. A problem in the only
            // stack, or in the names that were asked for, is the person's own and ends the command.
            var read = selection.Stacks
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(stack => ReadOne(selection, stack, catalog, environment, use))
                .ToList();
            ImmutableArray<SelectedInstance> instances = [.. read.SelectMany(stack => stack.Instances)];
            ImmutableArray<UnreadStack> unread = [.. read.Select(stack => stack.Unread).OfType<UnreadStack>()];
            if (instances.IsEmpty || unread.IsEmpty) throw;
            RejectDoubles(instances);
            return (new FleetSelection(instances, folder) { Unread = unread }, [.. read.SelectMany(stack => stack.Results)]);
        }
    }

    private static (ImmutableArray<SelectedInstance> Instances, ImmutableArray<TResult> Results, UnreadStack? Unread) ReadOne<TResult>(
        InstanceSelection selection,
        string stack,
        Lazy<PolicyCatalog> catalog,
        CliEnvironment environment,
        Func<FleetTarget, TResult> use)
    {
        try
        {
            ImmutableArray<SelectedInstance> instances =
                [
                    .. InstanceSelector
                        .Select(selection with { Stacks = [stack], Name = null }, catalog, environment)
                        .Where(instance => selection.Name is null || instance.Config.Request.Name == selection.Name),
                ];
            return (instances, Plan(instances, use), null);
        }
        catch (UsageException usage)
        {
            return ([], [], new UnreadStack(stack, usage.Problems));
        }
    }

    /// <summary>The results of instances, each planned for its own. With a problem in one, the problems of all are reported.</summary>
    private static ImmutableArray<TResult> Plan<TResult>(ImmutableArray<SelectedInstance> instances, Func<FleetTarget, TResult> use)
    {
        var results = ImmutableArray.CreateBuilder<TResult>(instances.Length);
        foreach (var family in OrderedParallel.Select([.. FindFamilies(instances)], PlanFamily))
        {
            if (family is null) return [.. PlannedInstance.All(instances).Zip(instances, Use)];
            results.AddRange(family);
        }

        return results.ToImmutable();

        List<TResult>? PlanFamily(ImmutableArray<SelectedInstance> family)
        {
            // A policy keeps the rules that it has computed. Those of the copies go with the plans.
            ImmutableArray<SelectedInstance> copies = [.. family.Select(WithCopiedPolicy)];
            var (plans, problems) = PlannedInstance.Plannable(copies, progress: null);
            return problems.IsEmpty ? [.. plans.Zip(copies, Use)] : null;
        }

        TResult Use(PlannedInstance planned, SelectedInstance instance) => use(new FleetTarget(planned.Plan, RegionOf(instance)));
    }

    /// <summary>
    /// The instances of each stack in families: the name of each is that of the first, or begins with it and a hyphen. Resources are named
    /// after their instance in the same way, or with an underscore, which no instance has in its name, so that only those of one family can
    /// have the same name.
    /// </summary>
    private static IEnumerable<ImmutableArray<SelectedInstance>> FindFamilies(ImmutableArray<SelectedInstance> instances)
    {
        var family = ImmutableArray.CreateBuilder<SelectedInstance>();
        // No character of a name is before the hyphen, so that a family is in one place.
        var ordered = instances
            .OrderBy(instance => instance.Stack, StringComparer.Ordinal)
            .ThenBy(instance => instance.Config.Request.Name, StringComparer.Ordinal);
        foreach (var instance in ordered)
        {
            if (family.Count > 0 && !IsOfFamily(family[0], instance)) yield return family.DrainToImmutable();
            family.Add(instance);
        }

        yield return family.DrainToImmutable();
    }

    private static SelectedInstance WithCopiedPolicy(SelectedInstance instance)
    {
        var request = instance.Config.Request;
        return instance with { Config = instance.Config with { Request = new(request, new CopiedPolicy(request.Policy)) } };
    }

    private static bool IsOfFamily(SelectedInstance first, SelectedInstance other) =>
        other.Stack == first.Stack
        && $"{other.Config.Request.Name}-".StartsWith($"{first.Config.Request.Name}-", StringComparison.Ordinal);

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
