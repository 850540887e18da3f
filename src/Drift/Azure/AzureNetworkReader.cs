using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;

namespace Starface.Drift.Azure;

/// <summary>
/// Reads virtual networks and subnets as ARM returns them and as <c>az network vnet list|show</c> and <c>az network vnet subnet
/// list|show</c> print them.
/// </summary>
internal static class AzureNetworkReader
{
    private static readonly AzureForm NetworkForm = new(
        new KnownMembers(
            "provisioningState", "resourceGuid", "addressSpace", "encryption", "flowTimeoutInMinutes", "dhcpOptions", "bgpCommunities",
            "subnets", "virtualNetworkPeerings", "enableDdosProtection", "enableVmProtection", "ddosProtectionPlan", "ipAllocations",
            "flowLogs", "privateEndpointVNetPolicies", "defaultPublicNatGateway"),
        "name", "id", "etag", "type", "location", "tags", "extendedLocation", "resourceGroup");

    private static readonly AzureForm PeeringForm = new(
        new KnownMembers(
            "provisioningState", "peeringState", "peeringSyncLevel", "remoteVirtualNetwork", "allowVirtualNetworkAccess",
            "allowForwardedTraffic", "allowGatewayTransit", "useRemoteGateways", "remoteAddressSpace", "remoteVirtualNetworkAddressSpace",
            "localAddressSpace", "localVirtualNetworkAddressSpace", "remoteBgpCommunities", "remoteVirtualNetworkEncryption",
            "doNotVerifyRemoteGateways", "resourceGuid", "peerCompleteVnets", "enableOnlyIPv6Peering", "localSubnetNames",
            "remoteSubnetNames", "remoteGateways", "routeServiceVips"),
        "name", "id", "etag", "type", "resourceGroup");

    private static readonly AzureForm SubnetForm = new(
        new KnownMembers(
            "provisioningState", "addressPrefix", "addressPrefixes", "networkSecurityGroup", "routeTable", "natGateway", "ipConfigurations",
            "ipConfigurationProfiles", "ipAllocations", "serviceEndpoints", "serviceEndpointPolicies", "privateEndpoints",
            "resourceNavigationLinks", "serviceAssociationLinks", "delegations", "purpose", "privateEndpointNetworkPolicies",
            "privateLinkServiceNetworkPolicies", "applicationGatewayIPConfigurations", "sharingScope", "defaultOutboundAccess",
            "ipamPoolPrefixAllocations", "serviceGateway"),
        "name", "id", "etag", "type", "resourceGroup");

    private static readonly KnownMembers SpaceMembers = new("addressPrefixes", "ipamPoolPrefixAllocations");

    /// <summary>One virtual network. What cannot be understood becomes a problem of the network.</summary>
    /// <exception cref="LiveFormatException">It has no id, so that it may be any.</exception>
    public static LiveNetwork ReadNetwork(JsonCursor item)
    {
        var id = item.NeedText("id");
        var problems = new ItemProblems();
        var fields = NetworkForm.Open(item, problems);
        problems.Try(() => AzureJsonReader.CheckState(fields, "virtual network"), otherwise: true);
        return new LiveNetwork(AzureTarget.Instance, id)
        {
            Prefixes = problems.Try(() => ReadSpace(fields.Get("addressSpace"), problems), []),
            PeerPrefixes = problems.Try(
                () => fields.List("virtualNetworkPeerings")
                    .SelectMany(peering => problems.Try(() => ReadPeer(peering, problems), []))
                    .ToImmutableArray(),
                []),
            Problems = problems.All,
        };
    }

    /// <summary>The subnets of a virtual network.</summary>
    /// <exception cref="LiveFormatException">They are missing, or one has no id.</exception>
    public static IEnumerable<LiveSubnet> ReadSubnets(JsonCursor network) =>
        (network.Find("properties") ?? network).Get("subnets").Items().Select(ReadSubnet);

    /// <summary>One subnet. What cannot be understood becomes a problem of the subnet.</summary>
    /// <exception cref="LiveFormatException">It has no id, so that it may be any.</exception>
    public static LiveSubnet ReadSubnet(JsonCursor item)
    {
        var id = item.NeedText("id");
        var problems = new ItemProblems();
        var fields = SubnetForm.Open(item, problems);
        problems.Try(() => AzureJsonReader.CheckState(fields, "subnet"), otherwise: true);
        return new LiveSubnet(AzureTarget.Instance, id)
        {
            Prefixes = problems.Try(() => ReadPrefixes(fields), []),
            GroupId = problems.Try(
                () => fields.Find("networkSecurityGroup") is { } group ? AzureIds.Read(group) : null, otherwise: null),
            Network = AzureIds.NetworkOf(id),
            InterfaceIds = problems.Try<ImmutableArray<string>?>(() => ReadInterfaces(fields), otherwise: null),
            Problems = problems.All,
        };
    }

    /// <summary>A prefix or address.</summary>
    /// <exception cref="LiveFormatException">It is neither.</exception>
    public static Prefix ReadPrefix(JsonCursor place, string text) => LivePrefix.TryParse(text, out var prefix, out var problem)
        ? prefix
        : throw place.Error($"cannot be understood: {problem.Text}");

    private static ImmutableArray<Prefix> ReadSpace(JsonCursor space, ItemProblems problems)
    {
        problems.AddUnknown(space, SpaceMembers);
        return [.. space.Get("addressPrefixes").Items().Select(prefix => ReadPrefix(prefix, prefix.AsText()))];
    }

    /// <summary>
    /// The addresses of a peer that the virtual network reaches. Those of a peering that is not connected, or does not give access, are not
    /// part of its tag (Azure, "Virtual network peering").
    /// </summary>
    private static ImmutableArray<Prefix> ReadPeer(JsonCursor item, ItemProblems problems)
    {
        var fields = PeeringForm.Open(item, problems);
        var isConnected = string.Equals(fields.NeedText("peeringState"), "Connected", StringComparison.OrdinalIgnoreCase);
        if (!isConnected || !fields.NeedFlag("allowVirtualNetworkAccess")) return [];
        var spaces = new[] { "remoteAddressSpace", "remoteVirtualNetworkAddressSpace" }.Select(fields.Find).OfType<JsonCursor>().ToList();
        if (spaces.Count == 0) throw fields.Error("has neither 'remoteAddressSpace' nor 'remoteVirtualNetworkAddressSpace'");
        return [.. spaces.SelectMany(space => ReadSpace(space, problems)).Distinct()];
    }

    private static ImmutableArray<Prefix> ReadPrefixes(JsonCursor fields)
    {
        const string One = "addressPrefix";
        const string Several = "addressPrefixes";
        List<Prefix> prefixes =
        [
            .. fields.Find(One) is { } one ? [ReadPrefix(one, one.AsText())] : Array.Empty<Prefix>(),
            .. fields.List(Several).Select(prefix => ReadPrefix(prefix, prefix.AsText())),
        ];
        return prefixes.Count > 0 ? [.. prefixes.Distinct()] : throw fields.Error($"has neither '{One}' nor '{Several}'");
    }

    private static ImmutableArray<string> ReadInterfaces(JsonCursor fields) =>
    [
        .. AzureIds.ReadAll(fields, "ipConfigurations")
            .Select(AzureIds.InterfaceOf)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];
}
