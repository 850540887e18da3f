using System.Collections.Immutable;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Packets.Translation;

/// <summary>
/// The rules of an Azure network security group in the order in which Azure looks at them, read from the group's properties alone,
/// followed by the default rules that every group has.
/// </summary>
internal static class NetworkSecurityGroup
{
    /// <summary>The addresses of the service tag VirtualNetwork in the proof.</summary>
    public static ImmutableArray<AddressBlock> VirtualNetwork { get; } =
    [
        AddressBlock.Parse("10.77.0.0/16"), AddressBlock.Parse("fd77::/48"),
    ];

    /// <summary>The address of the service tag AzureLoadBalancer.</summary>
    public static ImmutableArray<AddressBlock> LoadBalancer { get; } = [AddressBlock.Parse("168.63.129.16/32")];

    private static readonly ImmutableArray<AddressBlock> Everywhere = [AddressBlock.AnyIPv4, AddressBlock.AnyIPv6];

    public static IReadOnlyList<FilterRule> Rules(IEnumerable<PlannedResource> resources)
    {
        var rules = resources
            .Where(resource => resource.Type == "azure:network/networkSecurityGroup:NetworkSecurityGroup")
            .SelectMany(group => group.Properties.Maps("securityRules"))
            .Select(rule => (Priority: rule.Number("priority")!.Value, Rule: Read(rule)))
            .Concat(Defaults())
            .ToList();
        var contested = rules.GroupBy(rule => (rule.Priority, rule.Rule.IsInbound)).FirstOrDefault(group => group.Count() > 1);
        if (contested is not null)
            throw new FormatException($"Azure refuses two rules of one direction with the priority {contested.Key.Priority}.");
        return [.. rules.OrderBy(rule => rule.Priority).Select(rule => rule.Rule)];
    }

    private static IEnumerable<(int Priority, FilterRule Rule)> Defaults() =>
    [
        (65000, Default(true, VirtualNetwork, accepts: true)),
        (65001, Default(true, LoadBalancer, accepts: true)),
        (65500, Default(true, Everywhere, accepts: false)),
        (65000, Default(false, VirtualNetwork, accepts: true)),
        // The tag Internet is all that lies outside the virtual network, which the rule before has taken.
        (65001, Default(false, Everywhere, accepts: true)),
        (65500, Default(false, Everywhere, accepts: false)),
    ];

    private static FilterRule Default(bool isInbound, ImmutableArray<AddressBlock> remotes, bool accepts) =>
        new(isInbound, null, 0, FilterRule.HighestPort, remotes, accepts) { IsDefault = true };

    private static FilterRule Read(PropertyMap rule)
    {
        var isInbound = rule.Text("direction") == "Inbound";
        var (remote, own) = isInbound ? ("source", "destination") : ("destination", "source");
        if (rule.Text($"{own}AddressPrefix") != "*" || rule.Text("sourcePortRange") != "*")
            throw new FormatException($"Rule '{rule.Text("name")}' restricts the local addresses or the source port.");
        int? protocol = rule.Text("protocol") switch
        {
            "*" => null,
            "Icmp" => 1,
            "Tcp" => 6,
            "Udp" => 17,
            "Esp" => 50,
            "Ah" => 51,
            var other => throw new FormatException($"Azure has no protocol '{other}'."),
        };
        var (from, to) = Ports(rule.Text("destinationPortRange")!);
        var accepts = rule.Text("access") switch
        {
            "Allow" => true,
            "Deny" => false,
            var other => throw new FormatException($"Azure has no access '{other}'."),
        };
        return new FilterRule(
            isInbound, protocol, from, to, Remotes(rule.Text($"{remote}AddressPrefix"), rule.Texts($"{remote}AddressPrefixes")), accepts);
    }

    private static (int From, int To) Ports(string text)
    {
        if (text == "*") return (0, FilterRule.HighestPort);
        var ends = Array.ConvertAll(text.Split('-'), end => int.Parse(end, System.Globalization.CultureInfo.InvariantCulture));
        return (ends[0], ends[^1]);
    }

    private static ImmutableArray<AddressBlock> Remotes(string? one, ImmutableArray<string> many) => one switch
    {
        null => [.. many.Select(AddressBlock.Parse)],
        "*" => Everywhere,
        "VirtualNetwork" => VirtualNetwork,
        "AzureLoadBalancer" => LoadBalancer,
        _ => [AddressBlock.Parse(one)],
    };
}
