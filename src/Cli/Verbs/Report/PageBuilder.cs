using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Check;
using Starface.Cli.Verbs.Drift;
using Starface.Drift.Files;
using Starface.Drift.Fleet;
using Starface.Pages.Model;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows.Sets;

namespace Starface.Cli.Verbs.Report;

/// <summary>Collects what a page shows of plans, none of which is kept.</summary>
/// <param name="live">The files with what clouds have, or none.</param>
/// <param name="before">What the plans are compared with, or null.</param>
/// <param name="ignored">The drift that is accepted.</param>
/// <param name="probed">What the doctor found out.</param>
/// <param name="catalog">The policies and scenarios.</param>
/// <param name="environment">The machine.</param>
internal sealed class PageBuilder(
    ImmutableArray<string> live,
    ImmutableArray<Permissions>? before,
    IgnoreList ignored,
    ImmutableArray<DoctorFile> probed,
    Lazy<PolicyCatalog> catalog,
    CliEnvironment environment)
{
    private readonly ImmutableArray<InstancePage>.Builder _instances = ImmutableArray.CreateBuilder<InstancePage>();
    private readonly List<Permissions> _after = [];
    private readonly OtherSideLists _lists = new();
    private readonly Lazy<(InstanceComparer Comparer, FoundGroups Found)>? _cloud = live.IsEmpty ? null : new(() =>
    {
        var clouds = environment.Connectors.Value;
        var members = environment.PublishedMembers ?? ImmutableSortedDictionary.Create<string, PrefixSet>(StringComparer.Ordinal);
        var comparer = new InstanceComparer(new GroupSearch(clouds, [], null), new FleetOptions { Members = members });
        var survey = new LiveFileReader(clouds, environment.Input)
            .Read(live.Select(file => (Path.GetFullPath(file, environment.CurrentDirectory), file)));
        return (comparer, comparer.Index([survey], []));
    });

    /// <summary>How the clouds are, beside the plans; in sync where none was read.</summary>
    public DriftStatus Status { get; private set; } = DriftStatus.InSync;

    /// <summary>Takes from a plan what the page shows; it may run on any thread.</summary>
    /// <returns>Adds it to the page.</returns>
    public Action Read(SelectedInstance instance, Plan plan)
    {
        var names = instance.Config.Request.Names;
        var page = InstanceReader.Read(plan, instance.Stack, instance.Source, names, _lists, catalog.Value.Scenarios) with
        {
            IsShipped = Policies.Catalog.Instance.FindPolicy(plan.Policy.Definition.Id)?.Definition.Title == plan.Policy.Definition.Title,
        };
        if (_cloud is not null)
        {
            var drift = _cloud.Value.Comparer.Compare(FleetSelection.TargetOf(instance, plan), _cloud.Value.Found).Drift;
            var today = CalendarDate.FromDateTime(environment.Time.GetUtcNow().UtcDateTime);
            page = page with { Drift = DriftPage.From(ignored.Apply([drift], today).Instances[0]) };
        }

        ImmutableArray<DoctorFile> tried = [.. probed.Where(file => file.Name == plan.Name)];
        page = page with { Probes = [.. tried.Select(file => file.Page)] };
        var status = tried.Select(file => file.Status).Append(page.Drift?.Status ?? DriftStatus.InSync).Max();
        var permissions = before is null ? null : Permissions.From(plan);
        return () =>
        {
            _instances.Add(page);
            if (permissions is not null) _after.Add(permissions);
            Status = (DriftStatus)Math.Max((int)Status, (int)status);
        };
    }

    /// <summary>The name of an instance that the doctor has tried and that is not on the page, or null.</summary>
    public string? FindUnused() =>
        probed.Select(file => file.Name).Except(_instances.Select(page => page.Name), StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The page.</summary>
    /// <param name="result">What was found.</param>
    /// <param name="side">What is compared with, as it was named, or null.</param>
    /// <param name="isWhole">Whether all stacks were asked for, so that an instance that is not there was removed.</param>
    public FleetPage Build(CheckResult result, string? side, bool isWhole)
    {
        var unread = result.Items.Where(result.Unchecked.Contains).ToImmutableArray();
        return new FleetPage(_instances.ToImmutable(), result.Told)
        {
            Unread = unread,
            Before = side,
            Changes = before is { } known ? Changes(known, isWhole && unread.IsEmpty) : [],
            Accepted =
            [
                .. result.Entries
                    .OrderBy(entry => entry.Expires)
                    .ThenBy(entry => entry.Scope, StringComparer.Ordinal)
                    .Select(entry => new DueDate(
                        entry.Expires, DueKind.AcceptanceEnds, $"{entry.Scope} ({entry.Reason})", entry.Owner)),
            ],
        };
    }

    private ImmutableArray<ChangePage> Changes(ImmutableArray<Permissions> known, bool showsRemoved)
    {
        // One on each side is the same instance whatever the names, as for 'diff'.
        var isPair = known.Length == 1 && _after.Count == 1;
        var after = _after.Select(side => side.Name).ToHashSet(StringComparer.Ordinal);
        var earlier = known.Select(side => side.Name).ToHashSet(StringComparer.Ordinal);
        var sides = isPair || showsRemoved ? known : [.. known.Where(side => after.Contains(side.Name))];
        return
        [
            .. PolicyChange.Pair(sides, [.. _after], environment.Clouds, isPart: !isPair)
                .Select(change => ChangePage.From(
                    change,
                    isPair ? null
                        : !earlier.Contains(change.After.Name) ? true
                        : !after.Contains(change.After.Name) ? false
                        : null)),
        ];
    }
}
