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
        return new RecordedGroups(groups.Values, rules, AttachmentsOf(
            groups,
            from resource in all
            where resource.Type == AwsTypes.InterfaceAttachment
            let owner = resource.Find("securityGroupId")
            let target = resource.Find("networkInterfaceId")
            where owner is not null && target is not null
            select (owner, target)));
    }

    /// <summary>What live groups record of an instance. Rules that no plan could have made are counted and not recognised.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="groups">The groups of the instance.</param>
    /// <param name="attachments">The known attachments: the ids of a group and of an interface.</param>
    public static RecordedGroups Read(
        string instance, ImmutableArray<LiveGroup> groups, IEnumerable<(string Group, string Target)> attachments)
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
            select ReadRule(instance, live, rule, range, numbers[live.Id]),
            AttachmentsOf(numbers, attachments));
    }

    private static ImmutableArray<(int Group, string Target)> AttachmentsOf(
        Dictionary<string, int> numbers, IEnumerable<(string Group, string Target)> attachments) =>
    [
        .. attachments.Where(attachment => numbers.ContainsKey(attachment.Group))
            .Select(attachment => (numbers[attachment.Group], attachment.Target)),
    ];

    private static RecordedRule ReadRule(
        RecordedResource rule, string name, int group, Dictionary<string, RecordedResource> lists)
    {
        var direction = rule.Type == AwsTypes.IngressRule ? Direction.Inbound : Direction.Outbound;
        if (rule.Find(AwsRemote.PrefixListProperty) is { } id)
        {
            var list = lists.TryGetValue(id, out var found) ? found : null;
            var weight = ReadNumber(list?.Find("maxEntries")) ?? ReadNumber(rule.Find(RecordedResource.TagKey(PlanTags.Weight)));
            return new RecordedRule(AwsNames.KeyOf(name), name, group, direction, FamilyOf(list), weight ?? 1)
            {
                IsWeightUnknown = weight is null,
                Remote = list is null ? id : AwsPrefixLists.Describe(name),
                Ranges = RangesOf(rule, list),
            };
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
            Ranges = RangesOf(rule, null),
        };
    }

    /// <summary>The flows that a rule permits, for each entry if it refers to a list of the plan.</summary>
    private static IEnumerable<FlowRange> RangesOf(RecordedResource rule, RecordedResource? list)
    {
        foreach (var range in ReadRanges(rule))
        {
            if (list is null) yield return range;
            for (var i = 0; list?.Find(RecordedResource.ItemKey("entries", i, "cidr")) is { } entry; i++)
            {
                if (Prefix.TryParse(entry, out var prefix, out _))
                    yield return new FlowRange(range.Direction, range.Protocols, prefix, range.Ports);
            }
        }
    }

    /// <summary>The flows of a rule's own properties; none if plans do not use them, since no plan made such a rule.</summary>
    private static IEnumerable<FlowRange> ReadRanges(RecordedResource rule)
    {
        var protocol = rule.Find("ipProtocol");
        var hasPorts = protocol is not ("-1" or "50" or "51");
        try
        {
            return AwsPlanReader.Ranges(
            [
                new PlannedResource(
                    rule.Type,
                    rule.Name,
                    new PropertyMap
                    {
                        { "ipProtocol", protocol },
                        { "fromPort", hasPorts ? PortOf("fromPort") : null },
                        { "toPort", hasPorts ? PortOf("toPort") : null },
                        { "cidrIpv4", rule.Find("cidrIpv4") },
                        { "cidrIpv6", rule.Find("cidrIpv6") },
                        { AwsRemote.PrefixListProperty, rule.Find(AwsRemote.PrefixListProperty) },
                        { "referencedSecurityGroupId", rule.Find("referencedSecurityGroupId") },
                    },
                    []),
            ]).Select(read => read.Range);
        }
        catch (FormatException)
        {
            return [];
        }

        PropertyValue? PortOf(string property) =>
            int.TryParse(rule.Find(property), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port) ? port : null;
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
        var list = range.Remote.Group?.StartsWith(AwsIds.PrefixList, StringComparison.Ordinal) == true ? range.Remote.Group : null;
        var weight = list is null ? 1 : ReadNumber(rule.Tags.GetValueOrDefault(PlanTags.Weight));

        // The size of a list is at least the number of its entries.
        var entries = list is not null && live.PrefixLists.TryGetValue(list, out var held) ? Math.Max(1, held.Length) : 1;
        return new RecordedRule(AwsNames.KeyOf(name), name, group, range.Direction, FamilyOf(range.Remote, live), weight ?? entries)
        {
            IsWeightUnknown = weight is null,
            Remote = range.Remote.Group ?? range.Remote.ToString(),
            Ranges = range.Remote.IsGroup && live.MakesList(range.Remote.Group!)
                ? live.PrefixLists[range.Remote.Group!].Select(entry => new FlowRange(range.Direction, range.Protocols, entry, range.Ports))
                : [range],
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
