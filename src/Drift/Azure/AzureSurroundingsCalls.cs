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

    private static readonly SurroundingPart[] Parts = [SurroundingPart.Interfaces, SurroundingPart.Subnets, SurroundingPart.AdminRules];

    private readonly List<LiveInterface> _interfaces = [];
    private readonly List<LiveSubnet> _subnets = [];
    private readonly List<LiveNetwork> _networks = [];
    private readonly Dictionary<SurroundingPart, Problem> _unread = [];

    /// <summary>Reads what lies around some groups.</summary>
    /// <param name="groups">The groups.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<LiveSurroundings> ReadAsync(ImmutableArray<LiveGroup> groups, CancellationToken token)
    {
        var network = $"/subscriptions/{subscription}/providers/Microsoft.Network";
        await ReadPartAsync(
            SurroundingPart.Interfaces, AzureItemKind.Interface, $"{network}/networkInterfaces",
            $"The network interfaces ({InterfacesPermission})", token).ConfigureAwait(false);
        await ReadPartAsync(
            SurroundingPart.Subnets, AzureItemKind.Network, $"{network}/virtualNetworks",
            $"The virtual networks ({NetworksPermission})", token).ConfigureAwait(false);
        var carried = new Carriers(groups, _subnets);
        foreach (var scaleSet in carried.FindScaleSets(_interfaces)) await ReadScaleSetAsync(scaleSet, token).ConfigureAwait(false);
        await ReadAdminRulesAsync(carried.FindNetworks(_interfaces), token).ConfigureAwait(false);
        return new LiveSurroundings
        {
            Read = [.. Parts.Except(_unread.Keys)],
            Unread = _unread.ToImmutableSortedDictionary(),
            Interfaces = [.. _interfaces],
            Subnets = [.. _subnets],
            Networks = [.. _networks],
        };
    }

    private async Task ReadPartAsync(SurroundingPart part, AzureItemKind kind, string path, string what, CancellationToken token)
    {
        if (await ReadItemsAsync(kind, path, AzureLiveReader.ApiVersion, what, token).ConfigureAwait(false) is { } problem)
            _unread.Add(part, problem);
    }

    /// <summary>
    /// Reads the interfaces of a scale set's machines. Where that fails, those that subnets name are there all the same, with the reason,
    /// so that only what is in these subnets is unknown. Where no subnet names one, it may be anywhere.
    /// </summary>
    private async Task ReadScaleSetAsync((string Id, ImmutableArray<string> InterfaceIds) scaleSet, CancellationToken token)
    {
        var what = $"The network interfaces of the scale set {AzureIds.NameOf(scaleSet.Id)} ({ScaleSetsPermission})";
        var path = $"{scaleSet.Id}/networkInterfaces";
        var failure = await ReadItemsAsync(AzureItemKind.Interface, path, ScaleSetVersion, what, token).ConfigureAwait(false);
        if (failure is not { } problem) return;
        foreach (var id in scaleSet.InterfaceIds.Except(_interfaces.Select(found => found.Id), StringComparer.OrdinalIgnoreCase).ToList())
        {
            ImmutableArray<LiveIpConfiguration> configurations =
            [
                .. _subnets
                    .Where(subnet => subnet.InterfaceIds?.Contains(id, StringComparer.OrdinalIgnoreCase) == true)
                    .Select(subnet => new LiveIpConfiguration(subnet.Id)),
            ];
            if (configurations.IsEmpty)
            {
                _unread.TryAdd(SurroundingPart.Interfaces, problem);
                continue;
            }

            _interfaces.Add(
                new LiveInterface(AzureTarget.Instance, id)
                {
                    Place = place,
                    Configurations = configurations,
                    Network = AzureIds.NetworkOf(configurations[0].SubnetId),
                    Problems = [problem],
                });
        }
    }

    /// <summary>Reads all items of a list, and tells why that failed, or null. What was read before counts.</summary>
    private async Task<Problem?> ReadItemsAsync(AzureItemKind kind, string path, string version, string what, CancellationToken token)
    {
        var items = new AzureItems(kind, place);
        var problems = new ItemProblems();
        var failure = await TryAsync(
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
        _interfaces.AddRange(around.Interfaces);
        _subnets.AddRange(around.Subnets);
        _networks.AddRange(around.Networks);
        return failure ?? problems.All.Concat(read.Problems).FirstOrDefault();
    }

    /// <summary>Reads the admin rules of virtual networks, each by a call of its own.</summary>
    private async Task ReadAdminRulesAsync(IEnumerable<string> networkIds, CancellationToken token)
    {
        foreach (var id in networkIds)
        {
            var what = $"The security admin rules of the virtual network {AzureIds.NameOf(id)} ({AdminRulesPermission})";
            if (await TryAsync(what, () => ReadAdminRulesAsync(id, token)).ConfigureAwait(false) is { } problem)
                _unread.TryAdd(SurroundingPart.AdminRules, problem);
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

    /// <summary>Runs a call, and tells why it failed, or null.</summary>
    private async Task<Problem?> TryAsync(string what, Func<Task> readAsync)
    {
        try
        {
            await readAsync().ConfigureAwait(false);
            return null;
        }
        catch (LiveFormatException malformed)
        {
            return malformed.Problem with { Message = $"{what} could not be read: {malformed.Problem.Message}" };
        }
        catch (Exception failed) when (AzureFailures.Instance.IsExpected(failed))
        {
            return AzureFailures.Instance.Explain(place, $"{what} could not be read", failed, requests.LastFailure);
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
        public IEnumerable<(string Id, ImmutableArray<string> InterfaceIds)> FindScaleSets(List<LiveInterface> read)
        {
            var known = read.Select(found => found.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return _attached.Concat(_subnets.SelectMany(subnet => subnet.InterfaceIds ?? []))
                .Where(known.Add)
                .GroupBy(id => AzureIds.ScaleSetOf(id) ?? "", StringComparer.OrdinalIgnoreCase)
                .Where(scaleSet => scaleSet.Key.Length > 0)
                .OrderBy(scaleSet => scaleSet.Key, StringComparer.Ordinal)
                .Select(scaleSet => (scaleSet.Key, scaleSet.ToImmutableArray()))
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
