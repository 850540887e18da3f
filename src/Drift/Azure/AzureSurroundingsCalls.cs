using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;

namespace Starface.Drift.Azure;

/// <summary>
/// The calls that tell what lies around network security groups: interfaces and virtual networks of the subscription, interfaces of scale
/// sets, and the security admin rules of the virtual networks the groups are in. One that fails takes nothing away from the others.
/// </summary>
/// <param name="requests">Asks for lists.</param>
/// <param name="subscription">The id of the subscription.</param>
/// <param name="place">Where it is, for people.</param>
internal sealed class AzureSurroundingsCalls(AzureRequests requests, string subscription, string place)
{
    /// <summary>The last version of the API that lists the interfaces of scale sets.</summary>
    public const string ScaleSetVersion = "2018-10-01";

    /// <summary>What a role needs for the calls.</summary>
    public static ImmutableArray<string> Permissions { get; } =
        [InterfacesPermission, NetworksPermission, AdminRulesPermission, ScaleSetsPermission];

    private const string InterfacesPermission = "Microsoft.Network/networkInterfaces/read";
    private const string NetworksPermission = "Microsoft.Network/virtualNetworks/read";
    private const string AdminRulesPermission = "Microsoft.Network/virtualNetworks/listNetworkManagerEffectiveSecurityAdminRules/action";
    private const string ScaleSetsPermission = "Microsoft.Compute/virtualMachineScaleSets/networkInterfaces/read";

    private readonly List<LiveInterface> _interfaces = [];
    private readonly List<LiveSubnet> _subnets = [];
    private readonly List<LiveNetwork> _networks = [];
    private readonly HashSet<SurroundingPart> _read = [];
    private readonly Dictionary<SurroundingPart, Problem> _unread = [];

    /// <summary>Reads what lies around some groups.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<LiveSurroundings> ReadAsync(ImmutableArray<LiveGroup> groups, CancellationToken token)
    {
        var network = $"/subscriptions/{subscription}/providers/Microsoft.Network";
        await ReadItemsAsync(
            AzureItemKind.Interface, $"{network}/networkInterfaces", AzureLiveReader.ApiVersion,
            $"The network interfaces ({InterfacesPermission})", token).ConfigureAwait(false);
        await ReadItemsAsync(
            AzureItemKind.Network, $"{network}/virtualNetworks", AzureLiveReader.ApiVersion,
            $"The virtual networks ({NetworksPermission})", token).ConfigureAwait(false);
        var carried = new Carriers(groups, _subnets);
        foreach (var scaleSet in carried.FindScaleSets(_interfaces))
        {
            var what = $"The network interfaces of the scale set {AzureIds.NameOf(scaleSet)} ({ScaleSetsPermission})";
            await ReadItemsAsync(AzureItemKind.Interface, $"{scaleSet}/networkInterfaces", ScaleSetVersion, what, token)
                .ConfigureAwait(false);
        }

        await ReadAdminRulesAsync(carried.FindNetworks(_interfaces), token).ConfigureAwait(false);
        return new LiveSurroundings
        {
            Read = [.. _read.Except(_unread.Keys)],
            Unread = _unread.ToImmutableSortedDictionary(),
            Interfaces = [.. _interfaces],
            Subnets = [.. _subnets],
            Networks = [.. _networks],
        };
    }

    private async Task ReadItemsAsync(AzureItemKind kind, string path, string version, string what, CancellationToken token)
    {
        var part = kind == AzureItemKind.Interface ? SurroundingPart.Interfaces : SurroundingPart.Subnets;
        var items = new AzureItems(kind, place);
        var problems = new ItemProblems();
        await TryAsync(
            part,
            what,
            async () =>
            {
                await foreach (var page in requests.ListAsync(path, version, place, token).ConfigureAwait(false))
                {
                    foreach (var item in page.Get("value").Items()) items.Add(item);
                    // An unknown member may lead to more than nextLink does.
                    problems.AddUnknown(page, AzurePage.Members);
                }
            }).ConfigureAwait(false);
        var (read, around) = (items.Survey, items.Survey.Surroundings);
        if (problems.All.Concat(read.Problems).FirstOrDefault() is { } problem) _unread.TryAdd(part, problem);
        _interfaces.AddRange(around.Interfaces);
        _subnets.AddRange(around.Subnets);
        _networks.AddRange(around.Networks);
    }

    /// <summary>Reads the admin rules of virtual networks, each by a call of its own.</summary>
    private async Task ReadAdminRulesAsync(IEnumerable<string> networkIds, CancellationToken token)
    {
        _read.Add(SurroundingPart.AdminRules);
        foreach (var id in networkIds)
        {
            var what = $"The security admin rules of the virtual network {AzureIds.NameOf(id)} ({AdminRulesPermission})";
            await TryAsync(SurroundingPart.AdminRules, what, () => ReadAdminRulesAsync(id, token)).ConfigureAwait(false);
        }
    }

    private async Task ReadAdminRulesAsync(string id, CancellationToken token)
    {
        var rules = new List<JsonCursor>();
        var problems = new ItemProblems();
        var pages = requests.QueryAsync(
            $"{id}/listNetworkManagerEffectiveSecurityAdminRules", AzureLiveReader.ApiVersion, place, token);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            rules.AddRange(page.Get("value").Items());
            problems.AddUnknown(page, AzureAdminRuleReader.PageMembers);
        }

        var group = AzureAdminRuleReader.Read(id, rules, place);
        group = group with { Problems = [.. problems.All, .. group.Problems] };
        var index = _networks.FindIndex(network => AzureIds.AreEqual(network.Id, id));
        if (index >= 0) _networks[index] = _networks[index] with { AdminRules = group };
        else _networks.Add(new LiveNetwork(AzureTarget.Instance, id) { AdminRules = group });
    }

    /// <summary>Reads a part. What fails is why the part was not read; what was read before counts.</summary>
    private async Task TryAsync(SurroundingPart part, string what, Func<Task> readAsync)
    {
        _read.Add(part);
        try
        {
            await readAsync().ConfigureAwait(false);
        }
        catch (LiveFormatException malformed)
        {
            _unread.TryAdd(part, malformed.Problem with { Message = $"{what} could not be read: {malformed.Problem.Message}" });
        }
        catch (Exception failed) when (AzureFailures.Instance.IsExpected(failed))
        {
            _unread.TryAdd(part, AzureFailures.Instance.Explain(place, $"{what} could not be read", failed, requests.LastFailure));
        }
    }

    /// <summary>What carries some groups.</summary>
    private sealed class Carriers
    {
        private readonly HashSet<string> _groups;
        private readonly HashSet<string> _attached;
        private readonly List<LiveSubnet> _subnets;

        public Carriers(ImmutableArray<LiveGroup> groups, List<LiveSubnet> subnets)
        {
            _groups = groups.Select(group => group.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
            _attached = groups.SelectMany(group => group.AttachedTo ?? []).ToHashSet(StringComparer.OrdinalIgnoreCase);
            _subnets =
            [
                .. subnets.Where(subnet => _attached.Contains(subnet.Id) || (subnet.GroupId is { } group && _groups.Contains(group))),
            ];
        }

        /// <summary>The scale sets of interfaces that are named and were not read: the list of interfaces lacks theirs.</summary>
        public IEnumerable<string> FindScaleSets(List<LiveInterface> read)
        {
            var known = read.Select(found => found.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return _attached.Concat(_subnets.SelectMany(subnet => subnet.InterfaceIds ?? []))
                .Where(id => !known.Contains(id))
                .Select(AzureIds.ScaleSetOf)
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal)
                .ToList();
        }

        /// <summary>The virtual networks of what carries the groups.</summary>
        public IEnumerable<string> FindNetworks(List<LiveInterface> read)
        {
            var subnets = _subnets.Select(subnet => subnet.Id).Concat(_attached).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return read
                .Where(
                    found => _attached.Contains(found.Id)
                        || found.GroupIds.Any(_groups.Contains)
                        || found.Configurations.Any(configuration => subnets.Contains(configuration.SubnetId)))
                .Select(found => found.Network)
                .Concat(subnets.Select(AzureIds.NetworkOf))
                .OfType<string>()
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal)
                .ToList();
        }
    }
}
