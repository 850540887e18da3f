using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;

namespace Starface.Drift.Azure;

/// <summary>
/// Reads network interfaces as ARM returns them and as <c>az network nic list|show</c> and <c>az vmss nic list</c> print them.
/// </summary>
internal static class AzureInterfaceReader
{
    private static readonly AzureForm Form = new(
        new KnownMembers(
            "provisioningState", "resourceGuid", "ipConfigurations", "dnsSettings", "macAddress", "vnetEncryptionSupported",
            "enableAcceleratedNetworking", "enableIPForwarding", "disableTcpStateTracking", "networkSecurityGroup", "primary",
            "virtualMachine", "hostedWorkloads", "tapConfigurations", "nicType", "allowPort25Out", "auxiliaryMode", "auxiliarySku",
            "defaultOutboundConnectivityEnabled", "dscpConfiguration", "workloadType", "migrationPhase", "privateEndpoint",
            "privateLinkService", "interfaceEndpoint"),
        "name", "id", "etag", "type", "location", "tags", "kind", "extendedLocation", "resourceGroup");

    private static readonly AzureForm ConfigurationForm = new(
        new KnownMembers(
            "provisioningState", "privateIPAddress", "privateIPAddressPrefixLength", "privateIPAllocationMethod", "publicIPAddress",
            "subnet", "primary", "privateIPAddressVersion", "applicationSecurityGroups", "loadBalancerBackendAddressPools",
            "loadBalancerInboundNatRules", "applicationGatewayBackendAddressPools", "gatewayLoadBalancer", "virtualNetworkTaps",
            "privateLinkConnectionProperties", "isInUseWithService"),
        "name", "id", "etag", "type", "resourceGroup");

    /// <summary>One interface. What cannot be understood becomes a problem of the interface.</summary>
    /// <param name="item">The interface.</param>
    /// <param name="place">Where it is, for people.</param>
    /// <exception cref="LiveFormatException">It has no id, so that it may be any.</exception>
    public static LiveInterface Read(JsonCursor item, string place)
    {
        var id = item.NeedText("id");
        var problems = new ItemProblems();
        var fields = Form.Open(item, problems);
        problems.Try(() => CheckState(fields), otherwise: true);
        ImmutableArray<string> groups = problems.Try(
            () => fields.Find("networkSecurityGroup") is { } group ? [AzureIds.Read(group)] : ImmutableArray<string>.Empty, []);
        var configurations = problems.Try(
            () => fields.Get("ipConfigurations").Items()
                .Select(configuration => problems.Try(() => ReadConfiguration(configuration, problems), otherwise: null))
                .OfType<LiveIpConfiguration>()
                .ToImmutableArray(),
            []);
        return new LiveInterface(AzureTarget.Instance, id)
        {
            Place = place,
            GroupIds = groups,
            Configurations = configurations,
            Network = AzureIds.NetworkOf(configurations.Select(configuration => configuration.SubnetId).FirstOrDefault()),
            Machine = problems.Try(() => fields.Find("virtualMachine") is { } machine ? AzureIds.Read(machine) : null, otherwise: null),
            Problems = problems.All,
        };
    }

    private static bool CheckState(JsonCursor fields)
    {
        AzureJsonReader.CheckState(fields, "interface");
        if (fields.IsTrue("disableTcpStateTracking"))
            throw fields.Error("has 'disableTcpStateTracking', with which answers need rules of their own: that is not judged here");
        foreach (var owner in new[] { "privateEndpoint", "privateLinkService", "interfaceEndpoint" })
        {
            if (fields.Find(owner) is not null)
            {
                throw fields.Error(
                    $"has a '{owner}', and which network security groups filter it depends on the subnet's network policies: "
                        + "that is not judged here");
            }
        }

        return true;
    }

    private static LiveIpConfiguration ReadConfiguration(JsonCursor item, ItemProblems problems)
    {
        var fields = ConfigurationForm.Open(item, problems);
        if (fields.Text("provisioningState") is not null)
            problems.Try(() => AzureJsonReader.CheckState(fields, "IP configuration"), otherwise: true);
        return new LiveIpConfiguration(AzureIds.Read(fields.Get("subnet")))
        {
            Addresses = problems.Try(() => ReadAddresses(fields), []),
            Groups = problems.Try(() => AzureIds.ReadAll(fields, "applicationSecurityGroups"), []),
        };
    }

    /// <summary>The private address, which a configuration has only once one was assigned.</summary>
    private static ImmutableArray<Address> ReadAddresses(JsonCursor fields)
    {
        const string Member = "privateIPAddress";
        if (fields.Text(Member) is not { Length: > 0 } text) return [];
        var prefix = AzureNetworkReader.ReadPrefix(fields.Get(Member), text);
        return prefix.Length == Address.WidthOf(prefix.Family)
            ? [prefix.Network]
            : throw fields.Get(Member).Error($"is '{text}', a block of addresses, which this program cannot judge");
    }
}
