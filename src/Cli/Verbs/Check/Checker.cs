using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Fleet;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;
using Starface.Policy.Scenarios;

namespace Starface.Cli.Verbs.Check;

/// <summary>
/// Every validation there is without a cloud: whether the stacks' files mean something, whether their plans can be made and applied, and
/// what the compiler would say of the policies they use.
/// </summary>
internal sealed class Checker
{
    /// <summary>The file with accepted findings.</summary>
    public static readonly EntryFile<AcceptList> AcceptFile = new("policy-accept.yaml", "accept", AcceptList.Read);

    private readonly CliEnvironment _environment;
    private readonly string? _root;
    private readonly PolicySources _sources;
    private readonly List<ReportItem> _items = [];
    private readonly HashSet<ReportItem> _unchecked = [];
    private readonly AcceptList _accepted;
    private readonly HashSet<AcceptedFinding> _used = [];
    private readonly HashSet<AcceptedFinding> _forErrors = [];

    private Checker(CliEnvironment environment, AcceptList accepted)
    {
        _environment = environment;
        _accepted = accepted;
        _root = Repository.RootOf(environment);
        _sources = _root is null ? new PolicySources() : PolicySources.Scan(_root, Path.Combine(_root, "policies"));
    }

    /// <summary>Checks stacks.</summary>
    /// <param name="request">What is checked.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="progress">Receives the number of checked stacks, or null.</param>
    /// <exception cref="UsageException">There is no such folder or stack.</exception>
    public static CheckResult Check(
        CheckRequest request, Lazy<PolicyCatalog> catalog, CliEnvironment environment, ProgressLine? progress)
    {
        var (selection, before) = (request.Selection, request.Before);
        var folder = StackDirectory.Find(selection.Directory, environment);
        var names = InstanceSelector.Named(selection.Stacks, folder);
        var checker = new Checker(
            environment,
            AcceptFile.Find(request.AcceptFile, folder.StacksPath, environment) is { } acceptPath
                ? AcceptFile.Read(acceptPath, environment)
                : AcceptList.Empty);
        var instances = new List<SelectedInstance>();
        foreach (var (file, name) in OrderedParallel
            .Select(names, name => InstanceSelector.ReadFile(folder, name, catalog, environment))
            .Zip(names))
        {
            foreach (var problem in file.Problems)
            {
                checker.Accept(problem with { ConfigKey = problem.ConfigKey ?? problem.Place?.Key }, name, null);
                checker.AddUnchecked(problem with { Place = KeyOf(problem) }, name, checker.PlaceIn(folder, name, problem.Place));
            }

            foreach (var note in file.Notes)
            {
                var keyed = note with { Place = KeyOf(note), ConfigKey = note.ConfigKey ?? note.Place?.Key };
                var place = checker.PlaceIn(folder, name, note.Place);
                if (note.Id == ProblemIds.EnvironmentNotRead) checker.AddUnchecked(keyed, name, place);
                else checker.Add(keyed, name, place, checker.Accept(keyed, name, null));
            }

            instances.AddRange(file.Instances.Select(instance => instance.On(environment.Today)));
        }

        foreach (var (twice, last) in InstanceSelector.DoubleNames(instances))
            checker.AddUnchecked(twice, last.Stack, checker.PlaceIn(folder, last.Stack, last.Config.Place));
        foreach (var (twice, claim, problem) in InstanceSelector.FindDoubleClaims(instances))
        {
            var place = checker.PlaceIn(folder, twice.Stack, claim.Place);
            checker.Add(problem with { Place = new Place { Key = claim.Path } }, twice.Stack, place);
        }

        var after = new List<(SelectedInstance Instance, Permissions Planned)>();
        var exposure = new List<InstanceReach>();
        var scenarios = new List<InstanceScenario>();
        var (shard, part) = (selection.Shard, selection.Shard?.ToReportPart(instances));
        ImmutableArray<SelectedInstance> own = shard is null ? [.. instances] : shard.Of([.. instances]);
        foreach (var instance in own.Where(instance => !instance.IsRelative)) request.Selected(instance);
        var isPart = shard is not null || request.PlannedStacks is not null;
        var planned = request.PlannedStacks is { } stacks ? own.RemoveAll(instance => !stacks.Contains(instance.Stack)) : own;
        foreach (var ((instance, plan, found), reading) in Planning.Each(
            AgainstOptions.Place(before, planned, isPart), progress, "checked", Read))
        {
            foreach (var problem in found)
            {
                var item = checker.AddAbout(instance, problem, folder);
                if (problem.Id != ProblemIds.NamesCollide) checker._unchecked.Add(item);
            }

            foreach (var finding in plan?.Findings ?? []) checker.AddAbout(instance, finding, folder);
            if (reading is null) continue;
            reading.Collect();
            exposure.AddRange(reading.Exposure);
            foreach (var scenario in reading.Scenarios)
            {
                scenarios.Add(new InstanceScenario(instance.Stack, plan!.Name, ToldScenario.From(scenario)));
                if (scenario.Problem is { } problem) checker.AddAbout(instance, problem, folder);
            }

            if (reading.Permitted is { } permissions) after.Add((instance, permissions));
        }

        Reading Read(SelectedInstance instance, Plan plan) => new(
            request.Planned(instance, plan),
            [
                .. plan.SensitiveServices.Select(
                    service => new InstanceReach(instance.Stack, plan.Name, service.Id, service.ReachIn(plan.Flows))),
            ],
            request.HasScenarios ? plan.Run(catalog.Value.Scenarios) : [],
            before is null ? null : Permissions.From(plan));

        if (before is { } permitted)
        {
            checker.Compare(
                permitted,
                after,
                request.AllowedCuts,
                folder,
                isPart,
                isWhole: !isPart && checker._unchecked.Count == 0,
                isAll: selection.Stacks.IsEmpty);
        }

        own = [.. own.Where(instance => !instance.IsRelative)];
        var policies = own
            .Select(instance => instance.Config.Request.Policy.Definition)
            .DistinctBy(policy => policy.Id, StringComparer.Ordinal)
            .ToList();
        checker.Review(policies, own, folder);
        var unused = checker.ReviewAcceptance(isWhole: selection.Stacks.IsEmpty && request.PlannedStacks is null);
        var result = new CheckResult(
            CheckResult.Sort(checker._items),
            names,
            own.Length,
            [.. policies.Select(policy => policy.Id).Order(StringComparer.Ordinal)],
            [.. checker._unchecked])
        {
            Exposure = InstanceReach.Sort(exposure),
            Scenarios = request.HasScenarios ? InstanceScenario.Sort(scenarios) : null,
            UnusedEntries = unused,
            Entries = [.. checker._accepted.Entries.Where(entry => !entry.IsExpired(checker.Day))],
        };
        return result.As(part);
    }

    /// <summary>
    /// What the plans would cut although it must never be cut. An instance that is not checked, or cannot be planned, does not count as
    /// removed.
    /// </summary>
    private void Compare(
        ImmutableArray<Permissions> before,
        List<(SelectedInstance Instance, Permissions Planned)> after,
        string[]? allowedCuts,
        StackDirectory folder,
        bool isPart,
        bool isWhole,
        bool isAll)
    {
        var known = isWhole
            ? before
            : [.. before.Where(side => after.Exists(plan => plan.Planned.Name == side.Name))];
        var changes = PolicyChange.Pair(
            AgainstOptions.OfStacks(known, [.. after.Select(plan => plan.Instance.Stack)], isAll),
            [.. after.Select(plan => AgainstOptions.OfStack(plan.Planned, plan.Instance.Stack))],
            _environment.Clouds,
            isPart);
        foreach (var cut in ForbiddenCut.Find(changes))
        {
            var instance = after.Find(plan => plan.Planned.Name == cut.Instance).Instance;
            foreach (var refusal in AgainstOptions.Refusals([cut], allowedCuts))
            {
                if (instance is not null) AddAbout(instance, refusal, folder);
                else Add(refusal with { Place = new Place { Key = cut.Instance } }, null, null);
            }
        }
    }

    /// <summary>
    /// A problem of an instance: at the line of its key, or where the instance is described. The message begins with the instance, since
    /// several may share a key.
    /// </summary>
    private ReportItem AddAbout(SelectedInstance instance, Problem problem, StackDirectory folder)
    {
        var name = instance.Config.Request.Name;
        var accepted = Accept(problem, instance.Stack, name);
        var place = PlaceIn(folder, instance.Stack, instance.Config.PlaceOf(problem));
        return Add(problem with { Place = new Place { Key = name } }, instance.Stack, place, accepted);
    }

    private CalendarDate Day => CalendarDate.FromDateTime(_environment.Time.GetUtcNow().UtcDateTime);

    /// <summary>Until when and why a finding is accepted, or null. Errors are not: what they say cannot be applied.</summary>
    private string? Accept(Problem problem, string? stack, string? instance)
    {
        if (_accepted.Find(problem, stack, instance, Day) is not { } entry) return null;
        _used.Add(entry);
        if (problem.Severity == Severity.Error)
        {
            _forErrors.Add(entry);
            return null;
        }

        return entry.Owner is null ? $"until {entry.Expires} ({entry.Reason})" : $"until {entry.Expires} by {entry.Owner} ({entry.Reason})";
    }

    /// <summary>A finding about a policy is accepted where every instance that uses the policy accepts it.</summary>
    private string? AcceptAll(Problem problem, List<SelectedInstance> users)
    {
        var accepted = users.Select(user => Accept(problem, user.Stack, user.Config.Request.Name)).ToList();
        return accepted.TrueForAll(entry => entry is not null) ? accepted.FirstOrDefault() : null;
    }

    /// <summary>Tells entries that no longer hold or are for errors.</summary>
    /// <returns>Where all stacks were looked at: the entries that accept nothing.</returns>
    private ImmutableArray<ReportItem> ReviewAcceptance(bool isWhole)
    {
        var unused = ImmutableArray.CreateBuilder<ReportItem>();
        foreach (var entry in _accepted.Entries)
        {
            if (entry.IsExpired(Day)) Tell(AcceptanceFinding.Expired(entry).Problem);
            else if (_forErrors.Contains(entry)) Tell(AcceptanceFinding.ForError(entry).Problem);
            else if (isWhole && !_used.Contains(entry)) unused.Add(ItemOf(AcceptanceFinding.Unused(entry).Problem));
        }

        return unused.ToImmutable();

        void Tell(Problem problem) => _items.Add(ItemOf(problem));

        ReportItem ItemOf(Problem problem)
        {
            var place = problem.Place is { File: { } file, Line: { } line } at
                ? new SourcePlace(
                    Repository.Relative(_root, Path.GetFullPath(file, _environment.CurrentDirectory), _environment), line, at.Column)
                : null;
            return Create(problem with { Place = null }, null, place);
        }
    }

    /// <summary>What the compiler says in the editor, for those whose policies come from a package.</summary>
    private void Review(List<PolicyDefinition> policies, ImmutableArray<SelectedInstance> instances, StackDirectory folder)
    {
        var users = instances.ToLookup(instance => instance.Config.Request.Policy.Definition.Id, StringComparer.Ordinal);
        foreach (var policy in policies)
        {
            foreach (var problem in DeclarationReview.Review(policy, _environment.Clouds))
            {
                var service = problem.DeclarationPlace is { Index: >= 0 and var index } ? policy.Allowances[index].Service.Id : null;
                AddOf(problem, policy.Id, _sources.Find(policy.Id, service), [.. users[policy.Id]]);
            }
        }

        foreach (var service in policies.SelectMany(policy => policy.Services).DistinctBy(service => service.Id, StringComparer.Ordinal))
        {
            var of = policies
                .Where(policy => policy.Services.Any(used => used.Id == service.Id))
                .SelectMany(policy => users[policy.Id])
                .ToList();
            foreach (var problem in DeclarationReview.Review(service, _environment.Clouds))
                AddOf(problem, service.Id, _sources.FindService(service.Id), of);
        }

        // Without its source, a declaration is named, and is where a stack uses it.
        void AddOf(Problem problem, string declared, SourcePlace? source, List<SelectedInstance> by) => Add(
            source is null ? problem with { Place = new Place { Key = declared } } : problem,
            null,
            source ?? by.Select(user => PlaceIn(folder, user.Stack, user.Config.Places.GetValueOrDefault(ConfigKeys.Policy)))
                .FirstOrDefault(),
            AcceptAll(problem, by));
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

    private ReportItem Add(Problem problem, string? stack, SourcePlace? place, string? accepted = null)
    {
        var item = Create(problem, stack, place, accepted);
        _items.Add(item);
        return item;
    }

    private static ReportItem Create(Problem problem, string? stack, SourcePlace? place, string? accepted = null) => CheckResult.ItemOf(
        problem, stack, ReportItem.FingerprintOf($"{stack}\n{problem.Id}\n{problem.Describe()}"), place, accepted);

    /// <summary>What is known of an instance from its plan.</summary>
    /// <param name="Collect">Takes what the request has read from the plan.</param>
    /// <param name="Exposure">How many public addresses reach its sensitive services.</param>
    /// <param name="Scenarios">The scenarios that were asked for.</param>
    /// <param name="Permitted">What it permits, or null where nothing is compared.</param>
    private sealed record Reading(
        Action Collect, ImmutableArray<InstanceReach> Exposure, ImmutableArray<ScenarioResult> Scenarios, Permissions? Permitted);
}
