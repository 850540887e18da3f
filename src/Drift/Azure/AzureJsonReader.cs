using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
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

    private static readonly AzureForm GroupForm = new(
        new KnownMembers(
            "provisioningState", "resourceGuid", "securityRules", "defaultSecurityRules", "networkInterfaces", "subnets", "flowLogs",
            "flushConnection"),
        "name", "id", "etag", "type", "location", "tags", "resourceGroup");

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

    /// <summary>One group. What cannot be understood becomes a problem of the group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="place">Where it is, for people.</param>
    /// <param name="rules">The rules of the groups before it.</param>
    public static LiveGroup ReadGroup(JsonCursor group, string place, AzureRuleCache rules)
    {
        var live = new LiveGroup(AzureTarget.Instance, NamelessGroup.Id, "");
        var problems = new ItemProblems();
        try
        {
            live = live with { Place = place };
            live = live with { Id = group.NeedText("id"), Name = group.NeedText("name") };
            live = live with { Tags = LiveTags.FromMap(group.Find("tags")) };
            var fields = GroupForm.Open(group, problems);
            problems.Try(() => CheckState(fields, "group"), otherwise: true);
            live = live with { AttachedTo = ReadAttachments(fields) };
            live = live with
            {
                Rules =
                [
                    .. fields.Get("securityRules").Items().Select(rule => rules.Read(rule, isDefault: false)),
                    .. DefaultRules(fields, rules),
                ],
            };
        }
        catch (LiveFormatException malformed)
        {
            problems.Add(malformed);
        }

        return live with { Problems = problems.All };
    }

    /// <summary>Checks that the last change of a resource was finished.</summary>
    /// <param name="fields">The fields of the resource.</param>
    /// <param name="kind">What it is called in messages.</param>
    /// <exception cref="LiveFormatException">It was not, or the resource does not tell.</exception>
    public static bool CheckState(JsonCursor fields, string kind)
    {
        var state = fields.NeedText("provisioningState");
        if (IsSettled(state)) return true;
        var changing = $"has provisioningState '{state}': the {kind} is being changed or its last change failed";
        throw fields.IncompleteError(changing, ReadAgain);
    }

    /// <summary>
    /// What the group says it is on. Azure leaves a list out where it is empty, and so do tools that print groups alone: without either
    /// list, only the interfaces themselves can tell that the group is on nothing.
    /// </summary>
    private static ImmutableArray<string>? ReadAttachments(JsonCursor fields) =>
        fields.Element.ValueKind == JsonValueKind.Object
        && (fields.Element.TryGetProperty("networkInterfaces", out _) || fields.Element.TryGetProperty("subnets", out _))
            ? [.. AzureIds.ReadAll(fields, "networkInterfaces"), .. AzureIds.ReadAll(fields, "subnets")]
            : null;

    /// <summary>The group's own default rules. Azure always returns them, so a source without them is not complete.</summary>
    private static IEnumerable<LiveRule> DefaultRules(JsonCursor fields, AzureRuleCache known)
    {
        var list = fields.Get("defaultSecurityRules");
        var rules = list.Items().Select(rule => known.Read(rule, isDefault: true)).ToList();
        if (rules.Count == 0) throw list.IncompleteError("is empty, which Azure never returns");
        foreach (var always in AzurePlanReader.DefaultRules)
        {
            if (!rules.Exists(rule => string.Equals(rule.Id, always.Name, StringComparison.OrdinalIgnoreCase)))
                throw list.IncompleteError($"lacks the rule '{always.Name}', which Azure always returns", "export the whole group");
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
        // A state has what was asked for beside what ARM answered.
        if (!fromState || fields.Text("provisioningState") is { Length: > 0 }) CheckState(fields, "rule");
        var direction = ReadDirection(fields);
        var allow = fields.NeedText("access").ToUpperInvariant() switch
        {
            "ALLOW" => true,
            "DENY" => false,
            _ => throw fields.Error($"has the access '{fields.Text("access")}', which is not known"),
        };
        var (remote, own) = direction == Direction.Inbound ? ("source", "destination") : ("destination", "source");
        var services = Services(fields, PortsOf(fields, "destination")).ToList();
        var matches =
            from scope in Sides(fields, remote)
            from service in services
            select new FlowRange(direction, service.Protocols, scope, service.Ports);
        return new LiveRule(name, direction, [.. matches])
        {
            Allow = allow,
            Priority = ReadPriority(fields, isDefault),
            IsDefault = isDefault,
            Description = fields.Text("description"),
            OwnSide = OwnSide([.. Sides(fields, own)]),
            SourcePorts = SourcePorts(fields),
        };
    }

    public static bool IsSettled(string provisioningState) =>
        string.Equals(provisioningState, "Succeeded", StringComparison.OrdinalIgnoreCase);

    /// <summary>The direction of a rule.</summary>
    public static Direction ReadDirection(JsonCursor fields) => fields.NeedText("direction").ToUpperInvariant() switch
    {
        "INBOUND" => Direction.Inbound,
        "OUTBOUND" => Direction.Outbound,
        _ => throw fields.Error($"has the direction '{fields.Text("direction")}', which is not known"),
    };

    /// <summary>The priority, which decides what comes before Azure's own rules.</summary>
    public static int ReadPriority(JsonCursor fields, bool isDefault)
    {
        var priority = fields.Number("priority") ?? throw fields.Error("has no 'priority'");
        if (isDefault || priority is > 0 and <= HighestPriority) return priority;
        var shown = priority.ToString(CultureInfo.InvariantCulture);
        throw fields.Error($"has the priority {shown}, which only Azure's own rules can have: its place among the rules cannot be told");
    }

    /// <summary>A protocol of "*" with ports is about the protocols that have ports.</summary>
    /// <param name="fields">The fields of a rule.</param>
    /// <param name="ports">Its destination ports.</param>
    public static IEnumerable<(ProtocolRange Protocols, PortRange Ports)> Services(JsonCursor fields, ImmutableArray<PortRange> ports)
    {
        var text = fields.NeedText("protocol");
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

    /// <summary>The local addresses that a rule is restricted to; none where it is not restricted.</summary>
    public static ImmutableArray<RemoteScope> OwnSide(ImmutableArray<RemoteScope> scopes)
    {
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

    /// <summary>A range of ports.</summary>
    public static PortRange Port(JsonCursor fields, string side, string text)
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
            .. AzureIds.ReadAll(fields, $"{side}ApplicationSecurityGroups"),
            .. fields.Find(ids) is { Element.ValueKind: JsonValueKind.String } one ? [one.AsText()] : fields.Texts(ids),
        ];
        var texts = groups.Count > 0
            ? [.. Optional(fields, $"{side}AddressPrefix", $"{side}AddressPrefixes")]
            : Values(fields, $"{side}AddressPrefix", $"{side}AddressPrefixes");
        return texts.SelectMany(text => Side(fields, side, text)).Concat(groups.Select(id => AsGroup(fields, id)));
    }

    /// <summary>The addresses of a text: a prefix, a range, a service tag, or everything.</summary>
    public static IEnumerable<RemoteScope> Side(JsonCursor fields, string side, string text)
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
