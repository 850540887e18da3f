using System.Collections.Concurrent;
using System.Collections.Immutable;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds;

/// <summary>
/// What was read of one cloud, found by id. Something that was read twice counts once; where the two reads differ, it was changed between
/// them and has a problem that says so. Layers that several interfaces share are made once.
/// </summary>
internal sealed class LiveIndex
{
    private readonly CloudTarget _cloud;
    private readonly LiveSurroundings _surroundings;
    private readonly Dictionary<string, LiveGroup> _groups;
    private readonly Dictionary<string, LiveSubnet> _subnets;
    private readonly Dictionary<string, LiveNetwork> _networks;
    private readonly Dictionary<string, LiveGroup> _acls;
    private readonly Dictionary<string, LiveInterface> _interfaces;
    private readonly Dictionary<string, ImmutableArray<LiveInterface>> _byGroup;
    private readonly ConcurrentDictionary<(LayerKind, string), Layer> _layers = new();
    private readonly ILookup<string, LiveGroup> _attached;
    private readonly LiveIndex? _shared;
    private readonly Func<LiveGroup, LiveGroup> _resolve = static live => live;
    private readonly ConcurrentDictionary<string, LiveGroup> _resolved = new(StringComparer.Ordinal);

    /// <summary>An index.</summary>
    /// <param name="cloud">The cloud; what is of another is left out.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="surroundings">What lies around them.</param>
    public LiveIndex(CloudTarget cloud, IEnumerable<LiveGroup> groups, LiveSurroundings surroundings)
    {
        _cloud = cloud;
        _surroundings = surroundings;
        _groups = Once(groups.Where(group => group.Cloud == cloud), group => group.Id, LiveDifferences.AreEqual, Changed);
        _interfaces = Once(
            surroundings.Interfaces.Where(found => found.Cloud == cloud), found => found.Id, LiveDifferences.AreEqual, Changed);
        _subnets = Once(surroundings.Subnets.Where(found => found.Cloud == cloud), found => found.Id, LiveDifferences.AreEqual, Changed);
        _networks = Once(surroundings.Networks.Where(found => found.Cloud == cloud), found => found.Id, LiveDifferences.AreEqual, Changed);
        var acls = Once(surroundings.NetworkAcls.Where(acl => acl.Cloud == cloud), acl => acl.Id, LiveDifferences.AreEqual, Changed);
        _acls = acls.Values
            .SelectMany(acl => (acl.AttachedTo ?? []).Select(subnet => (Subnet: subnet, Acl: acl)))
            .GroupBy(entry => entry.Subnet, entry => entry.Acl, cloud.NameComparer)
            .ToDictionary(same => same.Key, same => OneOf(same.Key, [.. same]), cloud.NameComparer);
        _attached = _groups.Values
            .SelectMany(group => (group.AttachedTo ?? []).Select(id => (Id: id, Group: group)))
            .ToLookup(entry => entry.Id, entry => entry.Group, cloud.NameComparer);
        _byGroup = Lookup(found => found.GroupIds
            .Concat(found.Configurations.Select(configuration => FindSubnet(configuration.SubnetId)?.GroupId).OfType<string>()));
    }

    private LiveIndex(LiveIndex shared, Func<LiveGroup, LiveGroup> resolve)
    {
        _shared = shared;
        _resolve = resolve;
        (_cloud, _surroundings, _groups, _subnets, _networks) =
            (shared._cloud, shared._surroundings, shared._groups, shared._subnets, shared._networks);
        (_acls, _interfaces, _byGroup, _attached) = (shared._acls, shared._interfaces, shared._byGroup, shared._attached);
    }

    /// <summary>The same with groups in the terms of a plan. Layers without names stay shared.</summary>
    /// <param name="resolve">Brings a group into the plan's terms; the same object where nothing is to be done.</param>
    public LiveIndex With(Func<LiveGroup, LiveGroup> resolve) => new(this, resolve);

    /// <summary>The parts that were read.</summary>
    public ImmutableHashSet<SurroundingPart> Read => _surroundings.Read;

    /// <summary>Why a part was not read, or null where nothing was tried.</summary>
    public Problem? FindUnread(SurroundingPart part) => _surroundings.Unread.TryGetValue(part, out var problem) ? problem : null;

    /// <summary>A group, or null when it was not read.</summary>
    public LiveGroup? FindGroup(string id) => Find(_groups, id) is { } found ? _resolved.GetOrAdd(found.Id, _ => _resolve(found)) : null;

    /// <summary>A subnet, or null when it was not read.</summary>
    public LiveSubnet? FindSubnet(string id) => Find(_subnets, id);

    /// <summary>A virtual network, or null when it was not read.</summary>
    public LiveNetwork? FindNetwork(string? id) => id is null ? null : Find(_networks, id);

    /// <summary>The security admin rules of a virtual network, or null when they were not read.</summary>
    public LiveGroup? FindAdminRules(string networkId) => FindNetwork(networkId)?.AdminRules is { } rules ? _resolve(rules) : null;

    /// <summary>The network ACL of a subnet, or null when it was not read.</summary>
    public LiveGroup? FindAcl(string subnetId) => Find(_acls, subnetId);

    /// <summary>An interface, or null when it was not read.</summary>
    public LiveInterface? FindInterface(string id) => Find(_interfaces, id);

    /// <summary>The interfaces that carry a group, themselves or through their subnet, in ordinal order of their ids.</summary>
    public ImmutableArray<LiveInterface> FindCarriers(string groupId) => _byGroup.TryGetValue(groupId, out var found) ? found : [];

    /// <summary>
    /// The settings of VPC Block Public Access for an interface, or null when they were not read. Those of a file have the file's name in
    /// place of a region's, and count for the interfaces of the region and account that they tell.
    /// </summary>
    public LivePublicAccess? FindPublicAccess(LiveInterface owner, LiveSubnet? subnet)
    {
        // A subnet that an account shares stays under its settings.
        var account = subnet is null ? owner.Account : subnet.Account;
        if (_surroundings.PublicAccess.TryGetValue(owner.Place, out var access)) return access.AreOf(owner.Region, account) ? access : null;
        if (FindUnread(SurroundingPart.PublicAccess) is not null) return null;
        var found = _surroundings.PublicAccess.Values.Where(settings => settings.AreOf(owner.Region, account)).ToList();
        return found.Count > 0 && found.TrueForAll(settings => settings.Block == found[0].Block) ? found[0] : null;
    }

    /// <summary>Whether settings of VPC Block Public Access were read, of whatever region and account.</summary>
    public bool HasPublicAccess => _surroundings.PublicAccess.Count > 0;

    /// <summary>Whether any address belongs to an application security group for certain, so that rules with it are in force.</summary>
    public bool IsKnownToHaveMembers(string groupId) => _interfaces.Values.Any(
        found => found.Configurations.Any(configuration => configuration.Groups.Contains(groupId, _cloud.NameComparer)));

    /// <summary>The addresses of names that the sources publish, prefix lists among them.</summary>
    public IReadOnlyDictionary<string, PrefixSet> Members => _surroundings.Members;

    /// <summary>A layer that several interfaces share.</summary>
    public Layer Share(LayerKind kind, string id, Func<Layer> make) =>
        kind is LayerKind.NetworkAcl or LayerKind.PublicAccessBlock && _shared is not null
            ? _shared.Share(kind, id, make)
            : _layers.GetOrAdd((kind, id), _ => make());

    /// <summary>
    /// The groups of which only one of the two says that they lie on an interface or subnet: the group itself, or what it lies on.
    /// </summary>
    /// <param name="id">The id of the interface or subnet.</param>
    /// <param name="groupIds">The groups that it names.</param>
    public IEnumerable<LiveGroup> FindDisagreements(string id, IReadOnlyCollection<string> groupIds)
    {
        foreach (var group in _attached[id].Where(group => !groupIds.Contains(group.Id, _cloud.NameComparer))) yield return group;
        foreach (var named in groupIds)
        {
            if (Find(_groups, named) is { AttachedTo: { } attached } group && !attached.Contains(id, _cloud.NameComparer))
                yield return group;
        }
    }

    private static TValue? Find<TValue>(Dictionary<string, TValue> values, string id)
        where TValue : class => values.TryGetValue(id, out var value) ? value : null;

    private Dictionary<string, TValue> Once<TValue>(
        IEnumerable<TValue> values, Func<TValue, string> idOf, Func<TValue, TValue, bool> areEqual, Func<TValue, TValue> changed)
    {
        var found = new Dictionary<string, TValue>(_cloud.NameComparer);
        foreach (var value in values)
        {
            var id = idOf(value);
            if (!found.TryGetValue(id, out var earlier)) found.Add(id, value);
            else if (!areEqual(earlier, value)) found[id] = changed(earlier);
        }

        return found;
    }

    private Dictionary<string, ImmutableArray<LiveInterface>> Lookup(Func<LiveInterface, IEnumerable<string>> idsOf) => _interfaces.Values
        .SelectMany(found => idsOf(found).Distinct(_cloud.NameComparer).Select(id => (Id: id, Interface: found)))
        .GroupBy(entry => entry.Id, entry => entry.Interface, _cloud.NameComparer)
        .ToDictionary(
            same => same.Key,
            same => same.OrderBy(found => found.Id, StringComparer.Ordinal).ToImmutableArray(),
            _cloud.NameComparer);

    private static LiveGroup Changed(LiveGroup group) => group with { Problems = [.. group.Problems, ChangedBetweenReads(group.Id)] };

    /// <summary>The network ACL of a subnet, which has exactly one.</summary>
    private static LiveGroup OneOf(string subnet, ImmutableArray<LiveGroup> acls) => acls.Length == 1 ? acls[0] : acls[0] with
    {
        Problems =
        [
            .. acls[0].Problems,
            Problem.Error(
                ProblemIds.ReadTwice,
                $"Subnet {subnet} has one network ACL, and {string.Join(" and ", acls.Select(acl => acl.Id))} are associated with it: the "
                    + "association was changed between the reads",
                "read them again, once"),
        ],
    };

    private static LiveInterface Changed(LiveInterface found) =>
        found with { Problems = [.. found.Problems, ChangedBetweenReads(found.Id)] };

    private static LiveSubnet Changed(LiveSubnet found) => found with { Problems = [.. found.Problems, ChangedBetweenReads(found.Id)] };

    private static LiveNetwork Changed(LiveNetwork found) => found with { Problems = [.. found.Problems, ChangedBetweenReads(found.Id)] };

    private static Problem ChangedBetweenReads(string id) => Problem.Error(
        ProblemIds.ReadTwice, $"{id} was read twice, and the reads do not agree: it was changed between them", "read it again, once");
}
