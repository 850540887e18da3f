using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;

namespace Starface.Drift.Azure;

/// <summary>
/// Reads network security groups as ARM returns them (fields under <c>properties</c>) and as <c>az network nsg show|list</c> prints them
/// (fields beside the name).
/// </summary>
internal static class AzureJsonReader
{
    private const string Everything = "*";
    private const string ReadAgain = "read it again";

    /// <summary>The highest priority number of a rule that is not Azure's own.</summary>
    private const int HighestPriority = 4096;

    /// <summary>The members of a group's <c>properties</c>.</summary>
    private static readonly KnownMembers GroupFields = new(
        "provisioningState", "resourceGuid", "securityRules", "defaultSecurityRules", "networkInterfaces", "subnets", "flowLogs",
        "flushConnection");

    /// <summary>The members beside them. <c>az</c> prints both in one object.</summary>
    private static readonly KnownMembers GroupMembers =
        new("name", "id", "etag", "type", "location", "tags", "properties", "resourceGroup");

    private static readonly KnownMembers FlatGroupMembers =
        GroupFields.And("name", "id", "etag", "type", "location", "tags", "resourceGroup");

    private static readonly KnownMembers ReferenceMembers =
        new("id", "resourceGroup", "name", "type", "location", "etag", "tags", "properties");

    private static readonly KnownMembers RuleMembers = new(
        "name", "id", "etag", "type", "properties", "provisioningState", "description", "protocol", "sourcePortRange",
        "destinationPortRange", "sourceAddressPrefix", "destinationAddressPrefix", "access", "priority", "direction",
        "sourcePortRanges", "destinationPortRanges", "sourceAddressPrefixes", "destinationAddressPrefixes",
        "sourceApplicationSecurityGroups", "destinationApplicationSecurityGroups",
        "sourceApplicationSecurityGroupIds", "destinationApplicationSecurityGroupIds", "resourceGroup");

    /// <summary>The members of a rule in a stack's state.</summary>
    private static readonly KnownMembers StateRuleMembers =
        RuleMembers.And("__meta", "__defaults", "azureApiVersion", "networkSecurityGroupName", "resourceGroupName", "securityRuleName");

    private static readonly RemoteScope[] Anyone = [Prefix.Any(AddressFamily.IPv4), Prefix.Any(AddressFamily.IPv6)];

    /// <summary>The members of a page of groups.</summary>
    public static KnownMembers PageMembers { get; } = new("value", "nextLink");

    /// <summary>Whether a document has network security groups.</summary>
    public static bool CanRead(JsonCursor root) =>
        root.Element.ValueKind == JsonValueKind.Array
        || IsGroup(root)
        || root.Find("value") is { Element.ValueKind: JsonValueKind.Array };

    /// <summary>The groups of a document: one, a list, or a page of ARM.</summary>
    /// <param name="root">The document.</param>
    /// <param name="place">Where the groups are, for people.</param>
    public static LiveSurvey Read(JsonCursor root, string place)
    {
        if (root.Element.ValueKind == JsonValueKind.Array)
            return new LiveSurvey([.. root.Items().Select(group => ReadGroup(group, place))], []);
        if (IsGroup(root)) return new LiveSurvey([ReadGroup(root, place)], []);
        root.RejectUnknown(PageMembers);
        ImmutableArray<Problem> problems = root.Text("nextLink") is { Length: > 0 }
            ? [root.IncompleteError("ends with a nextLink: further pages are missing", "export all of them").Problem]
            : [];
        return new LiveSurvey([.. root.Get("value").Items().Select(group => ReadGroup(group, place))], problems);
    }

    /// <summary>One group. What cannot be understood becomes a problem of the group.</summary>
    public static LiveGroup ReadGroup(JsonCursor group, string place)
    {
        var live = new LiveGroup(AzureTarget.Instance, NamelessGroup.Id, "");
        try
        {
            live = live with { Place = place };
            live = live with { Id = group.NeedText("id"), Name = group.NeedText("name") };
            live = live with { Tags = LiveTags.FromMap(group.Find("tags")) };
            var fields = group.Find("properties") ?? group;
            var isFlat = ReferenceEquals(fields, group);
            (JsonCursor, KnownMembers)[] parts = isFlat ? [(group, FlatGroupMembers)] : [(group, GroupMembers), (fields, GroupFields)];
            foreach (var (part, members) in parts)
            {
                if (members.ProblemOf(part.Element) is { } unknown)
                    live = live with { Problems = [.. live.Problems, part.Error(unknown).Problem] };
            }

            if (fields.Text("provisioningState") is { } state && !IsSettled(state))
            {
                var changing = $"has provisioningState '{state}': the group is being changed or its last change failed";
                live = live with { Problems = [.. live.Problems, fields.IncompleteError(changing, ReadAgain).Problem] };
            }

            return live with
            {
                Rules =
                [
                    .. fields.Get("securityRules").Items().Select(rule => ReadRule(rule, isDefault: false)),
                    .. DefaultRules(fields),
                ],
            };
        }
        catch (LiveFormatException malformed)
        {
            return live with { Problems = [.. live.Problems, malformed.Problem] };
        }
    }

    /// <summary>The group's own default rules. Azure always returns them, so a source without them is not complete.</summary>
    private static IEnumerable<LiveRule> DefaultRules(JsonCursor fields)
    {
        var list = fields.Get("defaultSecurityRules");
        var rules = list.Items().Select(rule => ReadRule(rule, isDefault: true)).ToList();
        if (rules.Count == 0) throw list.IncompleteError("is empty, which Azure never returns");
        foreach (var known in AzurePlanReader.DefaultRules)
        {
            if (!rules.Exists(rule => string.Equals(rule.Id, known.Name, StringComparison.OrdinalIgnoreCase)))
                throw list.IncompleteError($"lacks the rule '{known.Name}', which Azure always returns", "export the whole group");
        }

        return rules;
    }

    /// <summary>Azure's default rules, for sources that leave them out.</summary>
    public static IEnumerable<LiveRule> DefaultRules() => AzurePlanReader.DefaultRules.Select(rule =>
        new LiveRule(rule.Name, rule.Direction, rule.Matches) { Allow = rule.Allow, Priority = rule.Priority, IsDefault = true });

    /// <summary>One rule.</summary>
    /// <exception cref="LiveFormatException">It cannot be understood.</exception>
    public static LiveRule ReadRule(JsonCursor rule, bool isDefault, bool fromState = false)
    {
        var name = rule.NeedText("name");
        rule.RejectUnknown(fromState ? StateRuleMembers : RuleMembers);
        var fields = rule.Find("properties") ?? rule;
        if (!ReferenceEquals(fields, rule)) fields.RejectUnknown(RuleMembers);
        if (fields.Text("provisioningState") is { Length: > 0 } state && !IsSettled(state))
            {
            var changing = $"has provisioningState '{state}': the rule is being changed or its last change failed";
            throw fields.IncompleteError(changing, ReadAgain);
        }

        var direction = fields.NeedText("direction").ToUpperInvariant() switch
        {
            "INBOUND" => Direction.Inbound,
            "OUTBOUND" => Direction.Outbound,
            _ => throw fields.Error($"has the direction '{fields.Text("direction")}', which is not known"),
        };
        var allow = fields.NeedText("access").ToUpperInvariant() switch
        {
            "ALLOW" => true,
            "DENY" => false,
            _ => throw fields.Error($"has the access '{fields.Text("access")}', which is not known"),
        };
        var (remote, own) = direction == Direction.Inbound ? ("source", "destination") : ("destination", "source");
        var services = Services(fields).ToList();
        var matches =
            from scope in Sides(fields, remote)
            from service in services
            select new FlowRange(direction, service.Protocols, scope, service.Ports);
        return new LiveRule(name, direction, [.. matches])
        {
            Allow = allow,
            Priority = Priority(fields, isDefault),
            IsDefault = isDefault,
            Description = fields.Text("description"),
            OwnSide = OwnSide(fields, own),
            SourcePorts = SourcePorts(fields),
        };
    }

    public static bool IsSettled(string provisioningState) =>
        string.Equals(provisioningState, "Succeeded", StringComparison.OrdinalIgnoreCase);

    /// <summary>The priority, which decides what comes before Azure's own rules.</summary>
    private static int Priority(JsonCursor fields, bool isDefault)
    {
        var priority = fields.Number("priority") ?? throw fields.Error("has no 'priority'");
        if (isDefault || priority is > 0 and <= HighestPriority) return priority;
        var shown = priority.ToString(CultureInfo.InvariantCulture);
        throw fields.Error($"has the priority {shown}, which only Azure's own rules can have: its place among the rules cannot be told");
    }

    private static bool IsGroup(JsonCursor place) =>
        place.Find("securityRules") is not null || place.Find("properties")?.Find("securityRules") is not null;

    /// <summary>A protocol of "*" with ports is about the protocols that have ports.</summary>
    private static IEnumerable<(ProtocolRange Protocols, PortRange Ports)> Services(JsonCursor fields)
    {
        var text = fields.NeedText("protocol");
        var ports = PortsOf(fields, "destination");
        var everyPort = ports.Contains(PortRange.All);
        ProtocolRange[] protocols = text.ToUpperInvariant() switch
        {
            "*" or "ANY" => everyPort ? [ProtocolRange.All] : [Protocol.Tcp, Protocol.Udp],
            "TCP" => [Protocol.Tcp],
            "UDP" => [Protocol.Udp],
            "ICMP" => [Protocol.Icmp],
            "ESP" => [Protocol.Esp],
            "AH" => [Protocol.Ah],
            _ => throw fields.Error($"has the protocol '{text}', which is not known"),
        };
        if (protocols[0] == Protocol.Icmp && !everyPort) throw fields.Error("has ports for ICMP, whose meaning is not known");
        return from protocol in protocols from range in ports select (protocol, range);
    }

    private static ImmutableArray<RemoteScope> OwnSide(JsonCursor fields, string side)
    {
        ImmutableArray<RemoteScope> scopes = [.. Sides(fields, side)];
        // An instance is in its own virtual network whatever its address is.
        var isNetwork = scopes.Any(scope => string.Equals(scope.Group, "VirtualNetwork", StringComparison.OrdinalIgnoreCase));
        return isNetwork || Anyone.All(any => scopes.Contains(any)) ? [] : scopes;
    }

    private static ImmutableArray<PortRange> SourcePorts(JsonCursor fields)
    {
        var ports = PortsOf(fields, "source");
        return ports.Contains(PortRange.All) ? [] : ports;
    }

    /// <summary>Singular and plural fields mean the same.</summary>
    private static ImmutableArray<PortRange> PortsOf(JsonCursor fields, string side) =>
        [.. Values(fields, $"{side}PortRange", $"{side}PortRanges").Select(text => Port(fields, side, text))];

    private static PortRange Port(JsonCursor fields, string side, string text)
    {
        if (text == Everything) return PortRange.All;
        return PortRange.TryParse(text, out var range, out var problem)
            ? range
            : throw fields.Error($"has {side} ports that cannot be understood: {problem.Text}");
    }

    private static IEnumerable<RemoteScope> Sides(JsonCursor fields, string side)
    {
        // The bridged Pulumi resource keeps one id where ARM has a list of objects.
        var ids = $"{side}ApplicationSecurityGroupIds";
        List<string> groups =
        [
            .. fields.List($"{side}ApplicationSecurityGroups").Select(IdOf),
            .. fields.Find(ids) is { Element.ValueKind: JsonValueKind.String } one ? [one.AsText()] : fields.Texts(ids),
        ];
        var texts = groups.Count > 0
            ? [.. Optional(fields, $"{side}AddressPrefix", $"{side}AddressPrefixes")]
            : Values(fields, $"{side}AddressPrefix", $"{side}AddressPrefixes");
        return texts.SelectMany(text => Side(fields, side, text)).Concat(groups.Select(id => AsGroup(fields, id)));
    }

    private static IEnumerable<RemoteScope> Side(JsonCursor fields, string side, string text)
    {
        if (text == Everything || string.Equals(text, "Any", StringComparison.OrdinalIgnoreCase)) return Anyone;
        var isTag = char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
        if (isTag) return [RemoteScope.OfGroup(text)];
        Problem? problem;
        if (text.Contains('-', StringComparison.Ordinal))
        {
            if (AddressRange.TryParse(text, out var range, out problem)) return [(RemoteScope)range];
        }
        else if (LivePrefix.TryParse(text, out var prefix, out problem))
        {
            return [(RemoteScope)prefix];
        }

        throw fields.Error($"has the {side} '{text}', which is neither a prefix nor a service tag: {problem.Text}");
    }

    private static string IdOf(JsonCursor reference)
    {
        reference.RejectUnknown(ReferenceMembers);
        return reference.NeedText("id");
    }

    private static RemoteScope AsGroup(JsonCursor fields, string id)
    {
        try
        {
            return RemoteScope.OfGroup(id);
        }
        catch (ArgumentException)
        {
            throw fields.Error($"refers to '{id}', which is not a valid resource id");
        }
    }

    private static List<string> Values(JsonCursor fields, string singular, string plural)
    {
        List<string> values = [.. Optional(fields, singular, plural)];
        return values.Count > 0 ? values : throw fields.Error($"has neither '{singular}' nor '{plural}'");
    }

    private static IEnumerable<string> Optional(JsonCursor fields, string singular, string plural)
    {
        if (fields.Text(singular) is { Length: > 0 } one) yield return one;
        foreach (var text in fields.Texts(plural))
            yield return text.Length > 0 ? text : throw fields.Error($"has an empty text in '{plural}'");
    }
}
