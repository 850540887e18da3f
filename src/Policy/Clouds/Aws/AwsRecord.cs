using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>Reads in which group each rule of an instance was, from recorded resources or from live groups.</summary>
internal static class AwsRecord
{
    /// <summary>What resources record of an instance.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="resources">Resources, of which those of other instances are left out.</param>
    public static RecordedGroups Read(string instance, IEnumerable<RecordedResource> resources)
    {
        var all = resources.ToList();
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        var lists = new Dictionary<string, RecordedResource>(StringComparer.Ordinal);
        foreach (var resource in all)
        {
            if (resource.Type is not (AwsTypes.SecurityGroup or AwsTypes.PrefixList)) continue;
            if (resource.Find(RecordedResource.Id) is not { } id) continue;
            if (resource.Type == AwsTypes.SecurityGroup && AwsNames.FindGroup(instance, resource.Name) is { } number) groups[id] = number;
            if (resource.Type == AwsTypes.PrefixList) lists[id] = resource;
        }

        var rules =
            from resource in all
            where resource.Type is AwsTypes.IngressRule or AwsTypes.EgressRule
            where resource.Name.StartsWith(instance + "-", StringComparison.Ordinal)
            let owner = resource.Find("securityGroupId")
            where owner is not null && groups.ContainsKey(owner)
            select ReadRule(resource, resource.Name.Substring(instance.Length + 1), groups[owner], lists);
        return new RecordedGroups(groups.Values, rules);
    }

    /// <summary>What live groups record of an instance. Rules that no plan could have made are counted and not recognised.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="groups">The groups of the instance.</param>
    public static RecordedGroups Read(string instance, ImmutableArray<LiveGroup> groups)
    {
        // A group that was adopted has a name of its own: it takes the first number that is free.
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in groups.OrderBy(group => group.Id, StringComparer.Ordinal))
        {
            var number = FindNumber(instance, group) is { } own && !numbers.ContainsValue(own) ? own : 0;
            while (numbers.ContainsValue(number)) number++;
            numbers[group.Id] = number;
        }

        return new RecordedGroups(
            numbers.Values,
            from live in groups
            from rule in live.Rules.Concat(live.PendingRules)
            from range in rule.Written
            select ReadRule(instance, live, rule, range, numbers[live.Id]));
    }

    private static RecordedRule ReadRule(
        RecordedResource rule, string name, int group, Dictionary<string, RecordedResource> lists)
    {
        var direction = rule.Type == AwsTypes.IngressRule ? Direction.Inbound : Direction.Outbound;
        if (rule.Find(AwsRemote.PrefixListProperty) is { } id)
        {
            var list = lists.TryGetValue(id, out var found) ? found : null;
            var weight = ReadNumber(list?.Find("maxEntries")) ?? ReadNumber(rule.Find(RecordedResource.TagKey(PlanTags.Weight))) ?? 1;
            return new RecordedRule(AwsNames.KeyOf(name), name, group, direction, FamilyOf(list), weight);
        }

        AddressFamily? family = (rule.Find("cidrIpv4"), rule.Find("cidrIpv6")) switch
        {
            (not null, _) => AddressFamily.IPv4,
            (_, not null) => AddressFamily.IPv6,
            _ => null,
        };
        return new RecordedRule(AwsNames.KeyOf(name), name, group, direction, family, 1)
        {
            Remote = rule.Find("cidrIpv4") ?? rule.Find("cidrIpv6") ?? rule.Find("referencedSecurityGroupId"),
        };
    }

    private static AddressFamily? FamilyOf(RecordedResource? list) => list?.Find("addressFamily") switch
    {
        "IPv4" => AddressFamily.IPv4,
        "IPv6" => AddressFamily.IPv6,
        _ => null,
    };

    private static int? ReadNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RecordedRule ReadRule(string instance, LiveGroup live, LiveRule rule, FlowRange range, int group)
    {
        var logicalName = rule.LogicalName;
        var name = logicalName is not null && logicalName.StartsWith(instance + "-", StringComparison.Ordinal)
            ? logicalName.Substring(instance.Length + 1)
            : AwsRuleDraft.KeyOf(range);
        var weight = range.Remote.IsGroup ? ReadNumber(rule.Tags.GetValueOrDefault(PlanTags.Weight)) ?? 1 : 1;
        return new RecordedRule(AwsNames.KeyOf(name), name, group, range.Direction, FamilyOf(range.Remote, live), weight)
        {
            Remote = range.Remote.ToString(),
        };
    }

    /// <summary>The family of a prefix, or of a list that the plan made; that of other lists is not documented.</summary>
    private static AddressFamily? FamilyOf(RemoteScope remote, LiveGroup live)
    {
        if (!remote.IsGroup) return remote.Addresses.Family;
        if (!live.MakesList(remote.Group!)) return null;
        return live.PrefixLists[remote.Group!].Select(entry => (AddressFamily?)entry.Family).FirstOrDefault();
    }

    /// <summary>By the name in the program, or the one that Pulumi makes of it with seven digits behind.</summary>
    private static int? FindNumber(string instance, LiveGroup group)
    {
        if (group.LogicalName is { } logical) return AwsNames.FindGroup(instance, logical);
        var dash = group.Name.LastIndexOf('-');
        return dash < 0 ? AwsNames.FindGroup(instance, group.Name) : AwsNames.FindGroup(instance, group.Name.Substring(0, dash));
    }
}
