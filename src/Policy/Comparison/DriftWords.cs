using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;

namespace Starface.Policy.Comparison;

/// <summary>Puts drift into words and gives it its fingerprint.</summary>
internal static class DriftWords
{
    private const int FingerprintBytes = 16;

    /// <summary>Beyond so many services a sentence tells nobody anything.</summary>
    private const int MostServices = 4;

    /// <summary>Extra flows of a rule.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="groupId">The group.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="flows">The flows.</param>
    /// <param name="broader">Whether the rule permits something declared as well.</param>
    /// <param name="isAllElse">Whether they are all that the rule matches and the plan does not permit.</param>
    public static ExtraFlows Extra(string instance, string groupId, LiveRule rule, FlowSet flows, bool broader, bool isAllElse = false)
    {
        ImmutableArray<FlowRange> ranges = [.. flows.Ranges()];
        // What declared flows leave of a wide rule lies in many pieces; the rule itself is said in a word.
        var isPieces = broader && isAllElse && Services(ranges).Count > MostServices;
        var summary =
            string.Join(" ", (isPieces ? rule.Matches : ranges).GroupBy(range => range.Direction).OrderBy(direction => direction.Key)
            .Select(direction => Sentence(direction.Key, [.. direction], isPieces ? ", beyond what is declared" : "")));
        return new ExtraFlows(groupId, rule, ranges, RemoteSides.Count(ranges), RemoteSides.ReachesInternet(ranges), broader, summary)
        {
            Fingerprint = Fingerprint(instance, "extra", flows),
        };
    }

    /// <summary>Missing flows of a service.</summary>
    public static MissingFlows Missing(string instance, ImmutableArray<Origin> origins, FlowSet flows, LiveRule? deniedBy)
    {
        ImmutableArray<FlowRange> ranges = [.. flows.Ranges()];
        var impact = string.Join(
            "; ", origins.SelectMany(origin => ranges.Select(range => Impact.Of(origin, range))).Distinct(StringComparer.Ordinal));
        return new MissingFlows(origins, ranges, impact.Length == 0 ? "a declared connection is blocked" : impact, deniedBy)
        {
            Fingerprint = Fingerprint(instance, "missing", flows),
        };
    }

    /// <summary>A tag that differs.</summary>
    public static TagDrift Tag(string instance, string groupId, string key, string planned, string? live) =>
        new(groupId, key, planned, live) { Fingerprint = Rules.Fingerprint.Hex($"{instance}\ntag\n{key}", FingerprintBytes) };

    private static List<string> Services(ImmutableArray<FlowRange> ranges) => [.. ranges.Select(Service).Distinct(StringComparer.Ordinal)];

    private static string Sentence(Direction direction, ImmutableArray<FlowRange> ranges, string end)
    {
        var all = Services(ranges);
        var services = string.Join(", ", all.Take(MostServices)) + (
            all.Count > MostServices ? FormattableString.Invariant($" and {all.Count - MostServices} more") : "");
        var who = RemoteSides.Who(ranges);
        var risk = direction == Direction.Inbound && RemoteSides.ReachesInternet(ranges) && ranges.Any(IsSignalling)
            ? " Open SIP signalling invites toll fraud."
            : "";
        return direction == Direction.Inbound
            ? $"{Capital(who)} can reach {services}{end}.{risk}"
            : $"The instance can reach {services} of {who}{end}.";
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

    private static string Fingerprint(string instance, string kind, FlowSet flows) =>
        Rules.Fingerprint.Hex($"{instance}\n{kind}\n{string.Join("\n", flows.DisjointRanges())}", FingerprintBytes);
}
