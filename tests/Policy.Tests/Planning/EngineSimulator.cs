using System.Numerics;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Tests.Planning;

/// <summary>
/// An update as Pulumi's engine and AWS go through it, in every order the engine may choose and with a failure after every step: a resource
/// waits for what its properties and dependencies name; everything is created and updated before anything is deleted; the exclusive set
/// revokes what it does not list as soon as its own turn comes; a group holds a limited number of rules.
/// </summary>
/// <remarks>
/// States only grow by creations, so of all states in which some sets have had their turn, the one with nothing but what those sets waited
/// for permits least: it is enough to look at that one for each choice of sets.
/// </remarks>
internal sealed class EngineSimulator
{
    private readonly Dictionary<(string Type, string Name), PlannedResource> _before;
    private readonly Dictionary<(string Type, string Name), PlannedResource> _after;
    private readonly Dictionary<string, PlannedResource> _afterByName;
    private readonly Dictionary<PlannedResource, HashSet<PlannedResource>> _waited = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _attachedByHand;
    private readonly int _limit;

    private EngineSimulator(
        IEnumerable<PlannedResource> before, IEnumerable<PlannedResource> after, int limit, IEnumerable<string>? attachedByHand)
    {
        _before = before.ToDictionary(resource => (resource.Type, resource.Name));
        _after = after.ToDictionary(resource => (resource.Type, resource.Name));
        _afterByName = _after.Values.ToDictionary(resource => resource.Name, StringComparer.Ordinal);
        _limit = limit;

        // A running instance has its groups on the interface, put there by the plan; by hand where the plan puts them nowhere.
        _attachedByHand = attachedByHand is not null ? [.. attachedByHand]
            : Of(AwsTypes.InterfaceAttachment, _before.Values).Any() ? []
            : [.. Of(AwsTypes.SecurityGroup, _before.Values).Select(group => group.Name)];
    }

    /// <summary>
    /// What goes wrong in some order: a step that the cloud refuses, or a flow that is not permitted although it is before and after.
    /// </summary>
    /// <param name="before">What is there.</param>
    /// <param name="after">The plan.</param>
    /// <param name="limit">The rules that a group holds of each direction and family.</param>
    /// <param name="attachedByHand">
    /// The groups that were attached by hand; null means all groups, unless the plan attached them.
    /// </param>
    public static IEnumerable<string> FindFaults(
        IEnumerable<PlannedResource> before, IEnumerable<PlannedResource> after, int limit, IEnumerable<string>? attachedByHand = null) =>
        new EngineSimulator(before, after, limit, attachedByHand).FindFaults();

    /// <summary>
    /// The resources after a failed update: all old resources, and the new ones that do not depend on a failed one.
    /// </summary>
    /// <param name="before">What was there.</param>
    /// <param name="after">The plan.</param>
    /// <param name="fails">Whether a resource could not be made.</param>
    public static IReadOnlyList<PlannedResource> Interrupt(
        IReadOnlyList<PlannedResource> before, IReadOnlyList<PlannedResource> after, Func<PlannedResource, bool> fails)
    {
        var simulator = new EngineSimulator(before, after, 0, []);
        var old = before.Select(resource => (resource.Type, resource.Name)).ToHashSet();
        var failed = after.Where(resource => !old.Contains((resource.Type, resource.Name)) && fails(resource)).ToHashSet();
        return
        [
            .. before,
            .. after.Where(resource => !old.Contains((resource.Type, resource.Name))
                && !failed.Contains(resource)
                && !simulator.Waited(resource).Any(failed.Contains)),
        ];
    }

    /// <summary>
    /// The attachments that a provider refuses, since the engine makes them before it removes old ones: on AWS where the interface has the
    /// same group already, on Azure where it has any.
    /// </summary>
    public static IEnumerable<string> FindRefusedAttachments(IEnumerable<PlannedResource> before, IEnumerable<PlannedResource> after)
    {
        var old = Attachments(before);
        return from made in Attachments(after)
               where !old.Contains(made) && old.Exists(had => had.Target == made.Target && (had.Group == made.Group || made.IsAlone))
               select $"SFP4018 {made.Target}";
    }

    /// <summary>The interfaces that have a group of an instance before and none afterwards.</summary>
    public static IEnumerable<string> FindLeftInterfaces(IEnumerable<PlannedResource> before, IEnumerable<PlannedResource> after) =>
        from target in Attachments(before).Select(had => had.Target).Except(Attachments(after).Select(has => has.Target))
        select $"SFP4017 {target}";

    private static List<(string Name, string Target, string Group, bool IsAlone)> Attachments(IEnumerable<PlannedResource> resources) =>
    [
        .. Of(AwsTypes.InterfaceAttachment, resources).Select(of => Attachment(of, "securityGroupId", isAlone: false)),
        .. Of(AzureTypes.InterfaceAssociation, resources).Select(of => Attachment(of, "networkSecurityGroupId", isAlone: true)),
    ];

    private static (string Name, string Target, string Group, bool IsAlone) Attachment(PlannedResource of, string group, bool isAlone) =>
        (of.Name, of.Properties.Text("networkInterfaceId")!, ((PropertyReference)of.Properties[group]!).Resource, isAlone);

    private IEnumerable<string> FindFaults()
    {
        var everything = _before.Values.Concat(_after.Where(entry => !IsSame(entry.Key)).Select(entry => entry.Value)).ToList();
        foreach (var group in Rules(everything).GroupBy(rule => (GroupOf(rule), rule.Type, IsIPv6(rule))))
        {
            var weight = group.Sum(WeightOf);
            if (group.Select(IdentityOf).Distinct().Count() < group.Count()) yield return $"{group.Key}: a rule is there twice";
            if (weight > _limit) yield return $"{group.Key}: {weight} rules are refused";
        }

        // A flow that is declared afterwards counts even if its groups are not attached.
        var kept = Permitted(_before.Values, []).Intersect(AwsPlanReader.Flows(_after.Values));
        // An updated list loses entries at once, like a group loses the rules that its exclusive set does not list.
        var sets = _after.Values
            .Where(resource => resource.Type == AwsTypes.ExclusiveRules
                || (resource.Type == AwsTypes.PrefixList && _before.ContainsKey((resource.Type, resource.Name))))
            .Where(set => !IsSame((set.Type, set.Name)))
            .ToList();
        foreach (var done in Choices(sets))
        {
            // Updated resources come first, so that they replace their old versions.
            var there = done.SelectMany(Waited).Concat(done.Where(set => set.Type == AwsTypes.PrefixList)).Concat(_before.Values).ToList();
            var lost = kept.Except(Permitted(there, done));
            if (!lost.IsEmpty) yield return $"after {string.Join(", ", done.Select(set => set.Name))}: {string.Join("; ", lost.Ranges())}";
        }

        // Deletions come last; then everything of the plan is there.
        var missing = kept.Except(Permitted(_after.Values, sets));
        if (!missing.IsEmpty) yield return $"in the end: {string.Join("; ", missing.Ranges())}";
    }

    /// <summary>All non-empty subsets; of more than six sets, only the subsets of up to three.</summary>
    private static IEnumerable<List<PlannedResource>> Choices(List<PlannedResource> sets) =>
        Enumerable.Range(1, (1 << sets.Count) - 1)
            .Where(choice => sets.Count <= 6 || BitOperations.PopCount((uint)choice) <= 3)
            .Select(choice => sets.Where((_, i) => (choice & (1 << i)) != 0).ToList());

    /// <summary>
    /// What was made or changed before a resource had its turn: what it names, what that names, and so on. One whose dependency failed is
    /// not reached, and neither is what depends on it.
    /// </summary>
    private HashSet<PlannedResource> Waited(PlannedResource resource)
    {
        if (_waited.TryGetValue(resource, out var known)) return known;
        var waited = new HashSet<PlannedResource>(ReferenceEqualityComparer.Instance);
        foreach (var name in References(resource.Properties).Concat(resource.DependsOn))
        {
            waited.Add(_afterByName[name]);
            waited.UnionWith(Waited(_afterByName[name]));
        }

        return _waited[resource] = waited;
    }

    private static IEnumerable<string> References(PropertyValue value) => value switch
    {
        PropertyReference reference => [reference.Resource],
        PropertyList list => list.Items.SelectMany(References),
        PropertyMap map => map.SelectMany(entry => References(entry.Value)),
        _ => [],
    };

    /// <summary>What an interface lets through: the rules of its groups, without those that an exclusive set revoked.</summary>
    private FlowSet Permitted(IEnumerable<PlannedResource> there, List<PlannedResource> done)
    {
        var resources = there.Distinct().ToList();
        var attached = Of(AwsTypes.InterfaceAttachment, resources)
            .Select(GroupOf)
            .Concat(_attachedByHand)
            .ToHashSet(StringComparer.Ordinal);
        if (_before.Count == 0) attached = [.. Of(AwsTypes.SecurityGroup, resources).Select(group => group.Name)];
        var kept = done.Where(set => set.Type == AwsTypes.ExclusiveRules).ToDictionary(
            GroupOf, set => References(set.Properties).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        return AwsPlanReader.Flows(
        [
            .. Of(AwsTypes.PrefixList, resources).DistinctBy(list => list.Name),
            .. Rules(resources).Where(rule => attached.Contains(GroupOf(rule))
                && (!kept.TryGetValue(GroupOf(rule), out var listed) || listed.Contains(rule.Name))),
        ]);
    }

    private bool IsSame((string Type, string Name) key) =>
        _before.TryGetValue(key, out var old) && _after.TryGetValue(key, out var @new) && old.Properties.Equals(@new.Properties);

    private static IEnumerable<PlannedResource> Of(string type, IEnumerable<PlannedResource> resources) =>
        resources.Where(resource => resource.Type == type);

    private static IEnumerable<PlannedResource> Rules(IEnumerable<PlannedResource> resources) =>
        resources.Where(resource => resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule)
            // A description is changed in place; another group makes it another rule.
            .DistinctBy(rule => (rule.Type, rule.Name, GroupOf(rule)));

    private static string GroupOf(PlannedResource resource) => ((PropertyReference)resource.Properties["securityGroupId"]!).Resource;

    private bool IsIPv6(PlannedResource rule) => rule.Properties.Text("cidrIpv6") is not null
        || ListsOf(rule).Any(list => list.Properties.Text("addressFamily") == "IPv6");

    /// <summary>A rule that refers to a list counts as the list's maximum number of entries, before or after the resize.</summary>
    private int WeightOf(PlannedResource rule) =>
        ListsOf(rule).Select(list => list.Properties.Number("maxEntries") ?? 1).DefaultIfEmpty(1).Max();

    private IEnumerable<PlannedResource> ListsOf(PlannedResource rule) => rule.Properties["prefixListId"] is PropertyReference named
        ? Of(AwsTypes.PrefixList, _before.Values.Concat(_after.Values)).Where(list => list.Name == named.Resource)
        : [];

    /// <summary>What AWS takes for the same rule.</summary>
    private static string IdentityOf(PlannedResource rule) => string.Join(" ", rule.Properties
        .Where(property => property.Key is not ("description" or "tags"))
        .Select(property => property.Value.ToString()));
}
