using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;

namespace Starface.Drift.Azure;

/// <summary>
/// Reads the security admin rules of Virtual Network Manager that are in effect in a virtual network, as ARM returns them and as <c>az
/// network manager list-effective-security-admin-rule</c> prints them.
/// </summary>
internal static class AzureAdminRuleReader
{
    /// <summary>The command that prints them.</summary>
    public const string Command = "az network manager list-effective-security-admin-rule";

    private const string RuleSegment = "/securityAdminConfigurations/";

    private static readonly AzureForm Form = new(
        new KnownMembers(
            "displayName", "description", "flag", "protocol", "sources", "destinations", "sourcePortRanges", "destinationPortRanges",
            "access", "priority", "direction", "provisioningState", "resourceGuid"),
        "id", "kind", "configurationDescription", "configurationDisplayName", "ruleCollectionDescription", "ruleCollectionDisplayName",
        "ruleCollectionAppliesToGroups", "ruleGroups", "resourceGroup");

    private static readonly KnownMembers AddressMembers = new("addressPrefix", "addressPrefixType");

    /// <summary>The members of a page of rules.</summary>
    public static KnownMembers PageMembers { get; } = new("value", "skipToken");

    /// <summary>Whether an object is such a rule.</summary>
    public static bool IsRule(JsonCursor item) =>
        item.Element.ValueKind == JsonValueKind.Object
        && item.Find("id") is { Element.ValueKind: JsonValueKind.String } id
        && id.AsText().Contains(RuleSegment, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rules of a virtual network as a group. What cannot be understood becomes a problem of the group.</summary>
    /// <param name="networkId">The id of the virtual network.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="place">Where they are, for people.</param>
    public static LiveGroup Read(string networkId, IEnumerable<JsonCursor> rules, string place)
    {
        var problems = new ItemProblems();
        var read = rules
            .Select(rule => problems.Try(() => ReadRule(rule, problems), otherwise: null))
            .OfType<(JsonCursor Place, LiveRule Rule)>()
            .ToList();
        foreach (var (rule, message) in FindUndecided(read)) problems.Add(rule.Error(message));
        return new LiveGroup(AzureTarget.Instance, networkId, NameFor(networkId))
        {
            Place = place,
            AttachedTo = [networkId],
            Rules = [.. read.Select(entry => entry.Rule)],
            Problems = problems.All,
        };
    }

    /// <summary>The name of the group of a virtual network's rules.</summary>
    public static string NameFor(string networkId) => $"security admin rules of {AzureIds.NameOf(networkId)}";

    /// <summary>Rules whose order decides and is not told.</summary>
    private static IEnumerable<(JsonCursor Place, string Message)> FindUndecided(List<(JsonCursor Place, LiveRule Rule)> rules)
    {
        var managers = rules
            .DistinctBy(entry => AzureIds.CutBefore(entry.Place.Text("id"), RuleSegment), StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (managers.Count > 1)
        {
            yield return (
                managers[1].Place, "is of another network manager than the first rule, and which of them comes first is not told");
        }

        foreach (var same in rules.GroupBy(entry => (entry.Rule.Direction, entry.Rule.Priority)))
        {
            if (same.FirstOrDefault(entry => !HasSameAccess(entry.Rule, same.First().Rule)) is { Place: { } place })
            {
                var priority = same.Key.Priority.ToString(CultureInfo.InvariantCulture);
                yield return (place, $"has the same priority {priority} as a rule with another access, so that their order is not known");
            }
        }
    }

    private static bool HasSameAccess(LiveRule one, LiveRule other) =>
        (one.Allow, one.SkipsLaterLayers) == (other.Allow, other.SkipsLaterLayers);

    private static (JsonCursor Place, LiveRule Rule)? ReadRule(JsonCursor item, ItemProblems problems)
    {
        if (!IsRule(item)) throw item.Error("is not a security admin rule");
        var fields = Form.Open(item, problems);
        AzureJsonReader.CheckState(fields, "rule");
        foreach (var group in item.List("ruleGroups"))
        {
            // A rule of a group of subnets may be in effect in a part of the virtual network only.
            var members = (group.Find("properties") ?? group).Text("memberType");
            if (members is not null && !string.Equals(members, "VirtualNetwork", StringComparison.OrdinalIgnoreCase))
                throw group.Error($"has the memberType '{members}', so that where the rule is in effect is not known");
        }

        var direction = AzureJsonReader.ReadDirection(fields);
        var (remote, own) = direction == Direction.Inbound ? ("sources", "destinations") : ("destinations", "sources");
        var ports = ReadPorts(fields, "destinationPortRanges");
        var services = AzureJsonReader.Services(fields, ports).ToList();
        var matches =
            from scope in ReadSides(fields, remote)
            from service in services
            select new FlowRange(direction, service.Protocols, scope, service.Ports);
        var sourcePorts = ReadPorts(fields, "sourcePortRanges");
        var access = fields.NeedText("access").ToUpperInvariant();
        return (item, new LiveRule(NameOf(item.NeedText("id")), direction, [.. matches])
        {
            Allow = access switch
            {
                "ALLOW" or "ALWAYSALLOW" => true,
                "DENY" => false,
                _ => throw fields.Error($"has the access '{fields.Text("access")}', which is not known"),
            },
            SkipsLaterLayers = access == "ALWAYSALLOW",
            Priority = AzureJsonReader.ReadPriority(fields, isDefault: false),
            Description = fields.Text("description"),
            OwnSide = AzureJsonReader.OwnSide([.. ReadSides(fields, own)]),
            SourcePorts = sourcePorts.Contains(PortRange.All) ? [] : sourcePorts,
        });
    }

    /// <summary>Collections have names of their own: the same rule name may come twice.</summary>
    private static string NameOf(string id)
    {
        const string Collections = "/ruleCollections/";
        var start = id.IndexOf(Collections, StringComparison.OrdinalIgnoreCase);
        return start < 0
            ? AzureIds.NameOf(id)
            : id[(start + Collections.Length)..].Replace("/rules/", "/", StringComparison.OrdinalIgnoreCase);
    }

    private static ImmutableArray<PortRange> ReadPorts(JsonCursor fields, string list)
    {
        ImmutableArray<PortRange> ports = [.. fields.Texts(list).Select(text => AzureJsonReader.Port(fields, list, text))];
        return ports.IsEmpty ? throw fields.Error($"has no '{list}', and what it matches without any is not known") : ports;
    }

    private static IEnumerable<RemoteScope> ReadSides(JsonCursor fields, string list)
    {
        List<RemoteScope> scopes = [.. fields.List(list).SelectMany(item => ReadSide(item, list))];
        return scopes.Count > 0 ? scopes : throw fields.Error($"has no '{list}', and what it matches without any is not known");
    }

    private static IEnumerable<RemoteScope> ReadSide(JsonCursor item, string list)
    {
        item.RejectUnknown(AddressMembers);
        var text = item.NeedText("addressPrefix");
        List<RemoteScope> scopes = [.. AzureJsonReader.Side(item, list, text)];
        var isTag = item.NeedText("addressPrefixType").ToUpperInvariant() switch
        {
            "IPPREFIX" => false,
            "SERVICETAG" => true,
            _ => throw item.Error($"has the addressPrefixType '{item.Text("addressPrefixType")}', which is not known"),
        };
        return scopes.TrueForAll(scope => scope.Group is not null == isTag)
            ? scopes
            : throw item.Error($"has the addressPrefix '{text}', which is not of its addressPrefixType");
    }
}
