using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Live;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;

namespace Starface.Cli.Verbs.Check;

/// <summary>
/// Every validation there is without a cloud: whether the stacks' files mean something, whether their plans can be made and applied, and
/// what the compiler would say of the policies they use.
/// </summary>
internal sealed class Checker
{
    private readonly CliEnvironment _environment;
    private readonly string? _root;
    private readonly PolicySources _sources;
    private readonly List<ReportItem> _items = [];
    private readonly HashSet<ReportItem> _unchecked = [];

    private Checker(CliEnvironment environment)
    {
        _environment = environment;
        _root = Repository.RootOf(environment);
        _sources = _root is null ? new PolicySources() : PolicySources.Scan(_root, Path.Combine(_root, "policies"));
    }

    /// <summary>Checks stacks.</summary>
    /// <param name="stacks">The stacks; none means all of the folder.</param>
    /// <param name="directory">The folder of the stacks' files, or null for the nearest.</param>
    /// <param name="before">What is permitted now, or null: then nothing is said about the way to the plans.</param>
    /// <param name="allowedCuts">The services whose flows may be cut.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="progress">Receives the number of checked stacks, or null.</param>
    /// <exception cref="UsageException">There is no such folder or stack.</exception>
    public static CheckResult Check(
        ImmutableArray<string> stacks,
        string? directory,
        ImmutableArray<Permissions>? before,
        string[]? allowedCuts,
        Lazy<PolicyCatalog> catalog,
        CliEnvironment environment,
        ProgressLine? progress)
    {
        var folder = StackDirectory.Find(directory, environment);
        var names = InstanceSelector.Named(stacks, folder);
        var checker = new Checker(environment);
        var instances = new List<SelectedInstance>();
        for (var i = 0; i < names.Length; i++)
        {
            progress?.Report("checked", i, names.Length);
            instances.AddRange(checker.Read(names[i], folder, catalog));
        }

        foreach (var (twice, last) in InstanceSelector.DoubleNames(instances))
            checker.AddUnchecked(twice, last.Stack, checker.PlaceIn(folder, last.Stack, last.Config.Place));
        var plans = AgainstOptions.Place(before, [.. instances])
            .Select(instance => (Instance: instance, Plan: checker.Plan(instance, folder)))
            .Where(planned => planned.Plan is not null)
            .ToList();
        foreach (var stack in plans.GroupBy(planned => planned.Instance.Stack, StringComparer.Ordinal))
        {
            foreach (var (plan, collision) in PlanCollisions.Find(stack.Select(planned => planned.Plan!)))
                checker.AddAbout(stack.First(planned => planned.Plan == plan).Instance, collision, folder);
        }

        if (before is { } permitted) checker.Compare(permitted, plans, allowedCuts, folder);
        var policies = instances
            .Select(instance => instance.Config.Request.Policy.Definition)
            .DistinctBy(policy => policy.Id, StringComparer.Ordinal)
            .ToList();
        checker.Review(policies);
        return new CheckResult(
            [
                .. checker._items
                    .OrderByDescending(item => item.Severity)
                    .ThenBy(item => item.Place?.File, StringComparer.Ordinal)
                    .ThenBy(item => item.Place?.Line)
                    .ThenBy(item => item.Place?.Column)
                    .ThenBy(item => item.Rule, StringComparer.Ordinal)
                    .ThenBy(item => item.Message, StringComparer.Ordinal),
            ],
            names,
            instances.Count,
            policies.Count,
            [.. checker._unchecked]);
    }

    private ImmutableArray<SelectedInstance> Read(string stack, StackDirectory folder, Lazy<PolicyCatalog> catalog)
    {
        var notes = new List<Problem>();
        try
        {
            return [.. StackFile.Read(folder, stack, catalog, _environment, notes).Select(instance => instance.On(_environment.Today))];
        }
        catch (UsageException usage)
        {
            foreach (var problem in usage.Problems)
                AddUnchecked(problem with { Place = KeyOf(problem) }, stack, PlaceIn(folder, stack, problem.Place));

            return [];
        }
        finally
        {
            foreach (var note in notes) Add(note with { Place = KeyOf(note) }, stack, PlaceIn(folder, stack, note.Place));
        }
    }

    /// <summary>
    /// What the plans would cut although it must never be cut. An instance that is not checked does not count as removed.
    /// </summary>
    private void Compare(
        ImmutableArray<Permissions> before,
        List<(SelectedInstance Instance, Plan? Plan)> plans,
        string[]? allowedCuts,
        StackDirectory folder)
    {
        ImmutableArray<Permissions> after = [.. plans.Select(planned => Permissions.From(planned.Plan!))];
        var known = before.Length == 1 && after.Length == 1
            ? before
            : [.. before.Where(side => after.Any(plan => plan.Name == side.Name))];
        foreach (var cut in ForbiddenCut.Find(PolicyChange.Pair(known, after, _environment.Clouds)))
        {
            var instance = plans.First(planned => planned.Plan!.Name == cut.Instance).Instance;
            foreach (var refusal in AgainstOptions.Refusals([cut], allowedCuts)) AddAbout(instance, refusal, folder);
        }
    }

    private void AddAbout(SelectedInstance instance, Problem problem, StackDirectory folder) => Add(
        problem with { Place = new Place { Key = instance.Config.Request.Name } },
        instance.Stack,
        PlaceIn(folder, instance.Stack, instance.Config.Place));

    /// <summary>The plan of an instance, whose findings are added; null where there can be none.</summary>
    private Plan? Plan(SelectedInstance instance, StackDirectory folder)
    {
        var (name, place) = (instance.Config.Request.Name, PlaceIn(folder, instance.Stack, instance.Config.Place));
        try
        {
            var plan = instance.Config.Cloud.Plan(instance.Config.Request);
            foreach (var finding in plan.Findings) Add(finding with { Place = new Place { Key = name } }, instance.Stack, place);
            return plan;
        }
        catch (PolicyException refusal)
        {
            foreach (var problem in refusal.Problems)
                AddUnchecked(problem with { Place = new Place { Key = name } }, instance.Stack, place);
            return null;
        }
    }

    /// <summary>What the compiler says in the editor, for those whose policies come from a package.</summary>
    private void Review(List<PolicyDefinition> policies)
    {
        foreach (var policy in policies)
        {
            foreach (var problem in DeclarationReview.Review(policy, _environment.Clouds))
            {
                var service = problem.DeclarationPlace is { Index: >= 0 and var index } ? policy.Allowances[index].Service.Id : null;
                Add(problem, null, _sources.Find(policy.Id, service));
            }
        }

        foreach (var service in policies.SelectMany(policy => policy.Services).DistinctBy(service => service.Id, StringComparer.Ordinal))
        {
            foreach (var problem in DeclarationReview.Review(service, _environment.Clouds))
                Add(problem, null, _sources.FindService(service.Id));
        }
    }

    private static Place? KeyOf(Problem problem) => problem.Place?.Key is { } key ? new Place { Key = key } : null;

    /// <summary>The place in its file, which is the stack's, the project's or that of the instances.</summary>
    private SourcePlace PlaceIn(StackDirectory folder, string stack, Place? place)
    {
        var file = place?.File is { } named ? Path.GetFullPath(named, _environment.CurrentDirectory) : folder.FileOf(stack);
        return new(Repository.Relative(_root, file, _environment), place?.Line ?? 1, place?.Column);
    }

    /// <summary>Adds a problem that keeps a stack or instance from being checked.</summary>
    private void AddUnchecked(Problem problem, string stack, SourcePlace place) => _unchecked.Add(Add(problem, stack, place));

    /// <summary>Messages repeat what is written in files, which in a pull request are a stranger's.</summary>
    private ReportItem Add(Problem problem, string? stack, SourcePlace? place)
    {
        var message = problem.Describe();
        var item = new ReportItem(
            problem,
            stack,
            problem.Id,
            SafeText.From(message),
            ReportItem.FingerprintOf($"{stack}\n{problem.Id}\n{message}"),
            place);
        _items.Add(item);
        return item;
    }
}
