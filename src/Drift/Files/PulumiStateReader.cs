using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Drift.Files;

/// <summary>
/// Reads what <c>pulumi stack export</c> prints: the outputs of groups and rules, which are what the cloud said when the state was last
/// refreshed. Inputs are what was asked for and prove nothing.
/// </summary>
internal sealed class PulumiStateReader
{
    private const string NeverCreated = "has no id: it was never created completely";
    private const string HalfCreated = "has initErrors: its creation failed half-way";
    private const string UpAgain = "run 'pulumi up' again; where that stops at the same place, 'preview --against' this file says "
        + "whether old and new rules fit together";

    private readonly string _place;
    private readonly CloudConnectors _clouds;
    private readonly List<Problem> _problems = [];

    private PulumiStateReader(string place, CloudConnectors clouds) => (_place, _clouds) = (place, clouds);

    /// <summary>Whether a document is a stack's export.</summary>
    public static bool CanRead(JsonCursor root) => root.Find("deployment") is not null;

    /// <summary>The groups of a state, and what each is called in the stack's program.</summary>
    /// <param name="root">The document.</param>
    /// <param name="place">Where it is, for people.</param>
    /// <param name="clouds">The clouds whose resources are read.</param>
    /// <exception cref="LiveFormatException">It is not a state that this program knows.</exception>
    public static StateSnapshot Read(JsonCursor root, string place, CloudConnectors clouds)
    {
        if (root.Number("version") is not (3 or 4) and var version)
        {
            var shown = version?.ToString(CultureInfo.InvariantCulture) ?? "(none)";
            throw root.Error($"has the version {shown}; states of version 3 and 4 are known", "export it with a current Pulumi");
        }

        return new PulumiStateReader(place, clouds).Read(root.Get("deployment"));
    }

    private StateSnapshot Read(JsonCursor deployment)
    {
        foreach (var operation in deployment.List("pending_operations"))
        {
            var type = operation.Text("type") ?? "of unknown type";
            _problems.Add(
                operation.IncompleteError(
                    $"is an operation that was interrupted ({type})",
                    "run 'pulumi refresh' first; then 'drift --state' with a new export names what was made and not recorded").Problem);
        }

        var resources = ReadResources(deployment);
        var groups = resources
            .Where(resource => resource.Kind == StateResourceKind.Group && !resource.IsPendingDelete)
            .Select(resource => new StateGroup(resource, ReadGroup(resource)))
            .ToList();
        foreach (var rule in resources.Where(resource => resource.Kind == StateResourceKind.Rule)) AddRule(rule, groups);
        foreach (var tag in resources.Where(resource => resource.Kind == StateResourceKind.Tag)) AddTag(tag, groups);

        var lists = ReadPrefixLists(deployment);
        foreach (var twice in groups.GroupBy(group => group.Live.Id, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any()))
        {
            _problems.Add(
                Problem.Error(ProblemIds.GroupAmbiguous, $"The group {twice.Key} is listed twice") with
                {
                    Place = new Place { File = _place },
                });
        }


        var live = groups.Select(group => WithPending(group) with { PrefixLists = lists });
        return new StateSnapshot(
            new LiveSurvey([.. live], [.. _problems]) { PrefixLists = lists, Recorded = [.. ReadPlacement(deployment)] },
            [.. groups.Select(group => new KeyValuePair<string, string>(group.Resource.LogicalName, group.Live.Id))]);
    }

    private List<StateResource> ReadResources(JsonCursor deployment)
    {
        var resources = new List<StateResource>();
        foreach (var resource in deployment.Get("resources").Items())
        {
            try
            {
                if (StateResource.Read(resource, _clouds) is { } known) resources.Add(known);
            }
            catch (LiveFormatException malformed)
            {
                _problems.Add(malformed.Problem);
            }
        }

        return resources;
    }

    /// <summary>Where groups are and what they lie on. What is secret or not known yet is left out.</summary>
    private IEnumerable<RecordedResource> ReadPlacement(JsonCursor deployment)
    {
        var types = _clouds.All.SelectMany(connector => connector.Cloud.PlacementTypes).ToHashSet(StringComparer.Ordinal);
        foreach (var resource in deployment.Get("resources").Items())
        {
            RecordedResource? placed;
            try
            {
                placed = ReadPlaced(resource, types);
            }
            catch (LiveFormatException)
            {
                // Told where the resource itself is read.
                continue;
            }

            if (placed is not null) yield return placed;
        }
    }

    private static RecordedResource? ReadPlaced(JsonCursor resource, HashSet<string> types)
    {
        if (!types.Contains(resource.NeedText("type")) || resource.IsTrue("delete") || resource.IsTrue("external")) return null;
        if (resource.Text("id") is not { Length: > 0 } id || resource.Find("outputs") is not { } outputs) return null;

        // urn:pulumi:STACK::PROJECT::TYPES::NAME
        var urn = resource.NeedText("urn").Split("::");
        return new RecordedResource(
            resource.NeedText("type"),
            urn[^1],
            outputs.Members()
                .Where(member => member.Value.Element.ValueKind == JsonValueKind.String)
                .DistinctBy(member => member.Name, StringComparer.Ordinal)
                .ToImmutableDictionary(member => member.Name, member => member.Value.AsText(), StringComparer.Ordinal)
                .SetItem(RecordedResource.Id, id))
        {
            Stack = urn[0].Split(':')[^1],
        };
    }

    private ImmutableSortedDictionary<string, ImmutableArray<Prefix>> ReadPrefixLists(JsonCursor deployment) => _clouds.All
        .Select(connector => connector.State)
        .OfType<ICloudState>()
        .SelectMany(state => state.ReadPrefixLists(deployment, _problems))
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private LiveGroup ReadGroup(StateResource resource)
    {
        var group = new LiveGroup(resource.Connector.Cloud, resource.Id ?? NamelessGroup.Id, resource.LogicalName)
        {
            Place = _place,
            LogicalName = resource.LogicalName,
            Parent = resource.Parent,
            Provider = resource.Provider,
        };
        try
        {
            if (resource.Id is null) throw resource.Place.IncompleteError(NeverCreated);
            if (resource.HasInitErrors) throw resource.Place.IncompleteError(HalfCreated, UpAgain);
            var outputs = StateOutputs.Plain(resource.Place.Get("outputs"));
            group = group with
            {
                Name = outputs.Text("name") ?? resource.LogicalName,
                Description = outputs.Text("description"),
                Tags = LiveTags.FromMap(outputs.Find("tags")),
            };
            return resource.Connector.State!.ReadGroup(group, outputs);
        }
        catch (LiveFormatException malformed)
        {
            return group with { Problems = [.. group.Problems, malformed.Problem] };
        }
    }

    /// <summary>Adds a rule that is a resource of its own to its group; a rule of a group outside of the state is left out.</summary>
    private void AddRule(StateResource rule, List<StateGroup> groups)
    {
        try
        {
            var isOwner = rule.Connector.State!.FindOwner(rule);
            var owner = groups.Find(group => group.Resource.Connector == rule.Connector && isOwner(group.Resource));
            if (owner is not null) owner.Live = WithRule(owner, rule);
        }
        catch (LiveFormatException malformed)
        {
            _problems.Add(malformed.Problem);
        }
    }

    /// <summary>
    /// Adds a tag that is a resource of its own to its group, whose own outputs have it only after a refresh. One that was not made, or is
    /// to be deleted, counts as absent.
    /// </summary>
    private void AddTag(StateResource tag, List<StateGroup> groups)
    {
        if (tag.Id is null || tag.HasInitErrors || tag.IsPendingDelete) return;
        try
        {
            var (owner, key, value) = tag.Connector.State!.ReadTag(StateOutputs.Plain(tag.Place.Get("outputs")));
            foreach (var group in groups.Where(group => group.Live.Id == owner && group.Live.Tags is not null))
                group.Live = group.Live with { Tags = group.Live.Tags!.SetItem(key, value) };
        }
        catch (LiveFormatException malformed)
        {
            _problems.Add(malformed.Problem);
        }
    }

    private static LiveGroup WithRule(StateGroup owner, StateResource resource)
    {
        var group = owner.Live;
        try
        {
            if (resource.HasInitErrors) throw resource.Place.IncompleteError(HalfCreated, UpAgain);
            var state = resource.Connector.State!;
            var rule = state.ReadRule(resource, StateOutputs.Plain(resource.Place.Get("outputs"))) with
            {
                LogicalName = resource.LogicalName,
            };
            if (resource.IsPendingDelete)
            {
                owner.FirstPending ??= resource;
                return group with { PendingRules = [.. group.PendingRules, rule] };
            }

            var permitted = FlowSet.From(rule.Matches);
            var isListed = state.IsListed(rule, permitted, group, owner.Listed);
            return group with
            {
                // After a refresh the group's own outputs repeat the rules that are resources of their own.
                Rules = [.. group.Rules.Where(other => !state.Repeats(other, rule, permitted)), rule],
                Unseen = group.Unseen ?? (isListed ? null : FindUnlisted(resource)),
            };
        }
        catch (LiveFormatException malformed)
        {
            return group with { Problems = [.. group.Problems, malformed.Problem] };
        }
    }

    /// <summary>The group with one problem for all its rules that are to be deleted.</summary>
    private static LiveGroup WithPending(StateGroup owner)
    {
        if (owner.FirstPending is not { } first) return owner.Live;
        var others = owner.Live.PendingRules.Length - 1;
        var more = others == 0 ? "" : FormattableString.Invariant($", as are {others} more rules of the group");
        var pending = first.Place.IncompleteError($"is to be deleted and was not yet{more}: the cloud may still have it", UpAgain);
        return owner.Live with { Problems = [.. owner.Live.Problems, pending.Problem] };
    }

    private static Problem FindUnlisted(StateResource rule) => rule.Place.IncompleteError(
        $"('{rule.LogicalName}') is missing from the list of its group, which was read before the rule was there: "
            + "rules added by hand would be missing as well",
        StateOutputs.Refresh).Problem;

    /// <summary>A group, to which its rules are added one by one.</summary>
    private sealed class StateGroup
    {
        public StateGroup(StateResource resource, LiveGroup live)
        {
            (Resource, Live) = (resource, live);
            Listed = new Lazy<FlowSet>(() => FlowSet.From(live.Rules.SelectMany(rule => rule.Matches)));
        }

        public StateResource Resource { get; }

        /// <summary>The first of its rules that are to be deleted.</summary>
        public StateResource? FirstPending { get; set; }

        public LiveGroup Live { get; set; }

        /// <summary>What the rules permit that the group lists itself.</summary>
        public Lazy<FlowSet> Listed { get; }
    }
}
