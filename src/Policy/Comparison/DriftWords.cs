using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Exposure;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Comparison;

/// <summary>Puts drift into words and gives it its fingerprint.</summary>
internal static class DriftWords
{
    private const int FingerprintBytes = 16;

    /// <summary>Beyond so many services a sentence tells nobody anything.</summary>
    private const int MostServices = 4;

    /// <summary>Beyond so many names, a sentence only counts them.</summary>
    private const int MostNames = 4;

    /// <summary>Extra flows of a rule.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="flows">The flows.</param>
    /// <param name="isBroader">Whether the rule permits something declared as well.</param>
    /// <param name="finding">What they are a part of; null where they can pass for certain.</param>
    /// <param name="isAllElse">Whether they are all that the rule matches and the plan does not permit.</param>
    public static ExtraFlows Extra(
        string instance, string groupId, LiveRule rule, FlowSet flows, bool isBroader, FlowFinding? finding = null, bool isAllElse = false)
    {
        finding ??= new FlowFinding(flows, IsCertain: true);
        ImmutableArray<FlowRange> ranges = [.. flows.Ranges()];
        // What declared flows leave of a wide rule lies in many pieces; the rule itself is said in a word.
        var isPieces = isBroader && isAllElse && Services(ranges).Count > MostServices;
        var end = isPieces || (isBroader && RemoteSides.IsEveryoneButSome(ranges)) ? ", beyond what is declared" : "";
        var summary = string.Join(" ", (isPieces ? rule.Matches : ranges)
            .GroupBy(range => range.Direction)
            .OrderBy(direction => direction.Key)
            .Select(direction => Sentence(direction.Key, [.. direction], finding.IsCertain ? "can" : "may", end + Condition(finding))));
        return new ExtraFlows(groupId, rule, ranges, RemoteSides.Count(ranges), RemoteSides.ReachesInternet(ranges), isBroader, summary)
        {
            IsCertain = finding.IsCertain,
            DependsOn = finding.Names,
            Fingerprint = Fingerprint(instance, "extra", flows),
        };
    }

    /// <summary>Missing flows of a service.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="origins">The services and rows that need them.</param>
    /// <param name="flows">The flows.</param>
    /// <param name="deniedBy">The rule that denies them, or null.</param>
    /// <param name="planned">All that the plan permits.</param>
    public static MissingFlows Missing(
        string instance, ImmutableArray<Origin> origins, FlowSet flows, LiveRule? deniedBy, FlowSet planned)
    {
        ImmutableArray<FlowRange> ranges = [.. flows.Ranges()];
        var isPrivate = ranges.All(range => !range.Remote.IsGroup) && !PublicAddresses.AreAmong(RemoteSides.Addresses(ranges))
            && IsOpenToEveryone(planned, ranges);
        var impact = isPrivate ? PrivateOnly(ranges) : string.Join(
            "; ", origins.SelectMany(origin => ranges.Select(range => Impact.Of(origin, range))).Distinct(StringComparer.Ordinal));
        return new MissingFlows(origins, ranges, impact.Length == 0 ? "a declared connection is blocked" : impact, deniedBy)
        {
            Fingerprint = Fingerprint(instance, "missing", flows),
        };
    }

    /// <summary>What is left of extra flows when some of them are accepted.</summary>
    public static ExtraFlows Remaining(string instance, ExtraFlows extra, FlowSet left)
    {
        var finding = new FlowFinding(left, extra.IsCertain) { Names = extra.DependsOn };
        return Extra(instance, extra.GroupId, extra.Rule, left, extra.BroaderThanDeclared, finding, isAllElse: false) with
        {
            IsForeignGroup = extra.IsForeignGroup,
            Interfaces = extra.Interfaces,
            Through = extra.Through,
        };
    }

    /// <summary>What is left of missing flows when some of them are accepted.</summary>
    public static MissingFlows Remaining(ComparedPlan plan, MissingFlows missing, FlowSet left) =>
        Missing(plan.Name, missing.Origins, left, missing.DeniedBy, plan.Flows) with
        {
            StoppedBy = missing.StoppedBy,
            Interfaces = missing.Interfaces,
        };

    /// <summary>Planned flows that may or may not pass.</summary>
    public static string Unknown(FlowFinding finding)
    {
        ImmutableArray<FlowRange> ranges = [.. finding.Flows.Ranges()];
        var sentences = ranges
            .GroupBy(range => range.Direction)
            .OrderBy(direction => direction.Key)
            .Select(direction => Clause(direction.Key, [.. direction], "may or may not"));
        return $"{string.Join("; ", sentences)}{Condition(finding)}";
    }

    /// <summary>A group that does not lie where it must.</summary>
    public static AttachmentDrift Attachment(string instance, string groupId, string? target, string message) =>
        new(groupId, target, message) { Fingerprint = Rules.Fingerprint.Hex($"{instance}\nattachment\n{target}", FingerprintBytes) };

    /// <summary>A tag that differs.</summary>
    public static TagDrift Tag(string instance, string groupId, string key, string planned, string? live) =>
        new(groupId, key, planned, live) { Fingerprint = Rules.Fingerprint.Hex($"{instance}\ntag\n{key}", FingerprintBytes) };

    private static List<string> Services(ImmutableArray<FlowRange> ranges) => [.. ranges.Select(Service).Distinct(StringComparer.Ordinal)];

    /// <summary>What it depends on, as the end of a sentence.</summary>
    private static string Condition(FlowFinding finding)
    {
        var names = finding.Names.IsEmpty ? "" : $", depending on the members of {Names(finding.Names)}";
        return finding.Layers.IsEmpty || !finding.Names.IsEmpty ? names : $", depending on {string.Join(" and ", finding.Layers)}";
    }

    /// <summary>
    /// Whether private addresses lack only because the plan permits everyone: what was declared for the Internet is not concerned.
    /// </summary>
    private static bool IsOpenToEveryone(FlowSet planned, ImmutableArray<FlowRange> ranges) => ranges.All(range => planned.Contains(
        new FlowRange(range.Direction, range.Protocols, AddressRange.Any(range.Remote.Addresses.Family), range.Ports)));

    private static string PrivateOnly(ImmutableArray<FlowRange> ranges)
    {
        var services = Several(Services(ranges));
        return ranges[0].Direction == Direction.Inbound
            ? $"private addresses cannot reach {services}; public ones can"
            : $"the instance cannot reach {services} of private addresses; public ones it can";
    }

    private static string Several(List<string> services) => string.Join(", ", services.Take(MostServices))
        + (services.Count > MostServices ? FormattableString.Invariant($" and {services.Count - MostServices} more") : "");

    /// <summary>Names in a sentence; the last one rather than "1 more".</summary>
    public static string Names(IReadOnlyList<string> names) => names.Count <= MostNames + 1
        ? string.Join(", ", names)
        : FormattableString.Invariant($"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more");

    private static string Sentence(Direction direction, ImmutableArray<FlowRange> ranges, string verb, string end)
    {
        var risk = direction == Direction.Inbound && RemoteSides.ReachesInternet(ranges) && ranges.Any(IsSignalling)
            ? " Open SIP signalling invites toll fraud."
            : "";
        return $"{Clause(direction, ranges, verb)}{end}.{risk}";
    }

    /// <summary>Who can reach what, without the end of the sentence.</summary>
    private static string Clause(Direction direction, ImmutableArray<FlowRange> ranges, string verb)
    {
        var (who, services) = (RemoteSides.Who(ranges), Several(Services(ranges)));
        return direction == Direction.Inbound
            ? $"{Capital(who)} {verb} reach {services}"
            : $"The instance {verb} reach {services} of {who}";
    }

    private static bool IsSignalling(FlowRange range) =>
        range.Protocols.IsAll
            || (
                (range.Protocols.Contains((int)Protocol.Udp) || range.Protocols.Contains((int)Protocol.Tcp))
                    && range.Ports.Overlaps(new PortRange(5060, 5063)));

    private static string Service(FlowRange range)
    {
        if (range.Protocols.IsAll) return "everything (all protocols and ports)";
        if (!range.Protocols.HasPortsOrMessages) return $"protocol {range.Protocols}";
        if (range.Protocols.IsIcmp) return range.Ports.TryGetIcmp(out var type, out var code) && type >= 0
            ? FormattableString.Invariant($"{range.Protocols} type {type}{(code < 0 ? "" : FormattableString.Invariant($" code {code}"))}")
            : $"{range.Protocols}";
        if (range.Ports == PortRange.All) return $"every {range.Protocols} port";
        return $"{range.Protocols} {range.Ports}{(range.Ports.Count == 1 && NameOf(range.Ports.From) is { } name ? $" ({name})" : "")}";
    }

    private static string? NameOf(int port) => port switch
    {
        21 => "FTP",
        22 => "SSH",
        23 => "Telnet",
        25 => "SMTP",
        53 => "DNS",
        80 => "HTTP",
        389 => "LDAP",
        443 => "HTTPS",
        445 => "SMB",
        3306 => "MySQL",
        3389 => "RDP",
        5060 => "SIP",
        5061 => "SIP over TLS",
        5432 => "PostgreSQL",
        50080 or 50081 => "phone provisioning",
        _ => null,
    };

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);

    /// <summary>The fingerprint of flows that are extra or missing.</summary>
    public static string Fingerprint(string instance, string kind, FlowSet flows) =>
        Rules.Fingerprint.Hex($"{instance}\n{kind}\n{string.Join("\n", flows.DisjointRanges())}", FingerprintBytes);
}
