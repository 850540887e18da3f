using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Azure;

/// <summary>
/// The layers of an IP configuration on Azure: security admin rules of its virtual network, the network security group of its subnet, and
/// that of its interface. All must permit; a level without a group lets everything through.
/// </summary>
internal static class AzureLayers
{
    /// <summary>The layers in the order of the way in.</summary>
    public static ImmutableArray<Layer> For(LiveInterface owner, LiveIpConfiguration configuration, LiveIndex live)
    {
        var layers = ImmutableArray.CreateBuilder<Layer>(3);
        layers.Add(AdminRules(configuration, live));
        if (SubnetGroup(configuration, live) is { } subnet) layers.Add(subnet);
        if (owner.GroupIds.Length > 0) layers.Add(Group(LayerKind.InterfaceGroups, owner.GroupIds[0], "interface", live));
        return layers.ToImmutable();
    }

    /// <summary>The virtual network of a subnet: its id is the beginning of the subnet's.</summary>
    public static string? NetworkOf(string subnetId)
    {
        var end = subnetId.IndexOf("/subnets/", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : subnetId.Substring(0, end);
    }

    private static Layer? SubnetGroup(LiveIpConfiguration configuration, LiveIndex live)
    {
        if (live.FindSubnet(configuration.SubnetId) is { } subnet)
            return subnet.GroupId is { } group ? Group(LayerKind.SubnetGroup, group, "subnet", live) : null;
        return live.Share(LayerKind.SubnetGroup, configuration.SubnetId, () => new UnknownLayer(
            LayerKind.SubnetGroup,
            $"network security group of subnet {NameOf(configuration.SubnetId)}",
            NotRead(
                live,
                SurroundingPart.Subnets,
                $"The subnet {configuration.SubnetId} was not read, so that the network security group on it is not known",
                "az network vnet list")));
    }

    private static Layer Group(LayerKind kind, string id, string place, LiveIndex live) => live.Share(kind, id, () =>
    {
        var title = $"network security group {NameOf(id)} of the {place}";
        return live.FindGroup(id) is { } group
            ? new OrderedLayer(kind, title, WithDoubts(group, live))
            : new UnknownLayer(kind, title, Problem.Error(
                ProblemIds.LayerNotRead,
                $"The network security group {id} lies on the {place} and was not read",
                "give the output of 'az network nsg list' with --live, or its subscription with --subscription"));
    });

    private static Layer AdminRules(LiveIpConfiguration configuration, LiveIndex live)
    {
        var id = NetworkOf(configuration.SubnetId) ?? configuration.SubnetId;
        return live.Share(LayerKind.AdminRules, id, () =>
        {
            var title = $"security admin rules of {NameOf(id)}";
            if (live.FindAdminRules(id) is { } rules)
                return new OrderedLayer(LayerKind.AdminRules, title, WithDoubts(rules, live), passesUnmatched: true);
            return new UnknownLayer(LayerKind.AdminRules, title, NotRead(
                live,
                SurroundingPart.AdminRules,
                $"The security admin rules of the virtual network {id} were not read",
                "az network manager list-effective-security-admin-rule"));
        });
    }

    /// <summary>
    /// Azure turns a rule off that names several application security groups of which one is empty (azure-docs, issue 77328).
    /// </summary>
    private static LiveGroup WithDoubts(LiveGroup group, LiveIndex live)
    {
        if (!group.Rules.Any(IsAboutSeveral)) return group;
        return group with
        {
            Rules = [.. group.Rules.Select(rule => IsAboutSeveral(rule) ? rule with { MayNotApply = true } : rule)],
        };

        bool IsAboutSeveral(LiveRule rule) =>
            IsDoubtful(rule.Matches.Select(match => match.Remote)) || IsDoubtful(rule.OwnSide);

        bool IsDoubtful(IEnumerable<RemoteScope> scopes)
        {
            var groups = scopes.Select(scope => scope.Group).OfType<string>()
                .Where(name => name.StartsWith("/", StringComparison.Ordinal))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .ToList();
            return groups.Count > 1 && !groups.TrueForAll(live.IsKnownToHaveMembers);
        }
    }

    private static string NameOf(string id) => id.Substring(id.LastIndexOf('/') + 1);

    private static Problem NotRead(LiveIndex live, SurroundingPart part, string what, string command) =>
        live.FindUnread(part) ?? Problem.Error(ProblemIds.LayerNotRead, what, $"give the output of '{command}' with --live");
}
