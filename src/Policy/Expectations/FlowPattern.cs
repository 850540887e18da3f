using System.Diagnostics.CodeAnalysis;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Expectations;

/// <summary>
/// Flows as people write them: <c>inbound tcp 5061 from 203.0.113.7</c>. The remote side may be a name that means something else for each
/// instance: a peer group, or a host of a service.
/// </summary>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Protocols">The protocols.</param>
/// <param name="Ports">The ports, or ICMP messages.</param>
/// <param name="Remote">The remote side; null where it is a name.</param>
/// <param name="Name">The name of a peer group or host, or the remote side as it is written.</param>
internal sealed record FlowPattern(Direction Direction, ProtocolRange Protocols, PortRange Ports, RemoteScope? Remote, string Name)
{
    /// <summary>What a pattern is written like.</summary>
    public const string Form = "inbound tcp 5061 from 203.0.113.7";

    private static readonly char[] WhiteSpace = [' ', '\t', '\r', '\n'];
    private static readonly string[] PeerMarks = ["sg-", "pl-", "tag:", "/"];

    /// <summary>
    /// Reads <c>inbound PROTOCOL [PORTS] from REMOTE</c> or <c>outbound PROTOCOL [PORTS] to REMOTE</c>; without ports all are meant. The
    /// remote side is an address, a prefix, a range of addresses, a peer of a stack's file, a peer group, or a host of a service. The
    /// notation of <see cref="FlowRange"/>, in which reports list flows, is read as well.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="pattern">The pattern, when there is one.</param>
    /// <param name="problem">What is wrong with the text, when there is none.</param>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out FlowPattern? pattern, [NotNullWhen(false)] out Problem? problem)
    {
        pattern = null;
        var words = text.Split(WhiteSpace, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            problem = Problem.Invalid("The flow is empty", $"write a flow such as '{Form}'");
            return false;
        }

        var direction = words[0].ToLowerInvariant();
        if (direction is not ("inbound" or "outbound"))
        {
            problem = Problem.Invalid($"'{text}' begins with '{words[0]}'", $"begin with inbound or outbound, such as '{Form}'");
            return false;
        }

        var isInbound = direction == "inbound";
        var link = Array.FindIndex(words, 1, word => word.ToLowerInvariant() is "from" or "to");
        if (link < 0) return TryParseRange(text, words, isInbound, out pattern, out problem);
        problem = CheckForm(text, words, link, isInbound);
        if (problem is not null) return false;
        if (!ProtocolRange.TryParse(words[1].ToLowerInvariant(), out var protocols, out problem)
            || !TryParsePorts(text, protocols, words.AsSpan(2, link - 2).ToArray(), out var ports, out problem)
            || !TryParseRemote(words[link + 1], out var remote, out var name, out problem))
        {
            return false;
        }

        problem = remote is { } known ? CheckFamily(text, protocols, known) : null;
        if (problem is not null) return false;
        pattern = new FlowPattern(isInbound ? Direction.Inbound : Direction.Outbound, protocols, ports, remote, name);
        return true;
    }

    /// <summary>The flows for an instance; null, and a problem, where a name is not known.</summary>
    /// <param name="policy">The policy, made for the instance.</param>
    /// <param name="catalog">The policies there are, whose hosts may be named; null where they are not known.</param>
    /// <param name="problem">What is wrong with the name.</param>
    public TestedFlows? Resolve(FirewallPolicy policy, PolicyCatalog? catalog, out Problem? problem)
    {
        problem = null;
        if (ResolveAddresses() is { } same) return same;
        var name = Name;
        if (name.Contains("."))
        {
            if (CatalogHost.Find(policy, catalog, name, out problem) is not { } host) return null;
            return Of(host.Name, host.Prefixes.IsEmpty
                ? [RemoteScope.OfGroup(host.Name)]
                : [.. host.Prefixes.Select(prefix => (RemoteScope)prefix)]);
        }

        if (policy.Definition.PeerGroups.FirstOrDefault(known => PeerGroupId.Matches(known, name)) is not { } group)
        {
            problem = Problem.Error(
                ProblemIds.UnknownName,
                $"Policy '{policy.Definition.Id}' has no peer group '{name}'",
                NearestName.Suggestion(name, [.. policy.Definition.PeerGroups, PeerGroupId.Anywhere]));
            return null;
        }

        return policy.Arguments.Peers.TryGetValue(group, out var peers) && peers.Count > 0
            ? OfPeers(group, peers)
            : new TestedFlows(Words(group), []) { WhyEmpty = $"the optional peer group '{group}' is left out" };
    }

    /// <summary>The flows where they are the same for every instance; null where they depend on its names.</summary>
    public TestedFlows? ResolveAddresses() =>
        Remote is { } remote ? Of(remote.IsGroup ? Name : NameOf(remote), remote)
        : PeerGroupId.Matches(PeerGroupId.Anywhere, Name) ? OfPeers(PeerGroupId.Anywhere, PeerList.Anywhere)
        : null;

    private TestedFlows OfPeers(string group, PeerList peers)
    {
        var scopes = peers
            .Where(peer => !Protocols.IsSingle || RuleCompiler.IsOfFamily((Protocol)Protocols.First, peer))
            .Select(peer => peer.Scope)
            .ToArray();
        return scopes.Length > 0
            ? Of(group, scopes)
            : new(Words(group), []) { WhyEmpty = $"no peer of '{group}' has an address of the family of {Protocols}" };
    }

    private TestedFlows Of(string name, params RemoteScope[] remotes) =>
        new(Words(name), [.. remotes.Distinct().Select(remote => new FlowRange(Direction, Protocols, remote, Ports))]);

    private string Words(string remote)
    {
        var range = new FlowRange(Direction, Protocols, default, Ports);
        return $"{RuleText.Describe(Direction)} {DescribeService(range)} {Side(Direction)} {remote}";
    }

    /// <summary>The protocols and ports of flows in words, such as <c>tcp 5061</c>.</summary>
    public static string DescribeService(FlowRange range) =>
        !range.Protocols.HasPortsOrMessages || range.Ports == PortRange.All
            ? range.Protocols.ToString()
            : FormattableString.Invariant($"{range.Protocols} {RuleText.Ports((Protocol)range.Protocols.First, range.Ports)}");

    /// <summary>Flows in words, such as <c>tcp 5061 from 203.0.113.0/24</c>.</summary>
    public static string DescribeFlows(FlowRange range) =>
        $"{DescribeService(range)} {Side(range.Direction)} {NameOf(range.Remote)}";

    /// <summary>The word before a remote side.</summary>
    public static string Side(Direction direction) => direction == Direction.Inbound ? "from" : "to";

    /// <summary>A remote side as messages name it.</summary>
    public static string NameOf(RemoteScope remote) => remote.Group
        ?? (remote.Addresses.First == remote.Addresses.Last ? remote.Addresses.First.ToString() : remote.Addresses.ToString());

    /// <summary>The notation of reports.</summary>
    private static bool TryParseRange(
        string text,
        string[] words,
        bool isInbound,
        [NotNullWhen(true)] out FlowPattern? pattern,
        [NotNullWhen(false)] out Problem? problem)
    {
        var side = isInbound ? "from" : "to";
        pattern = FlowRange.TryParse(string.Join(" ", words), out var range, out _)
            ? new FlowPattern(range.Direction, range.Protocols, range.Ports, range.Remote, range.Remote.ToString())
            : null;
        problem = pattern is not null ? null : Problem.Invalid(
            $"'{text}' does not say {side} whom",
            $"write '{words[0].ToLowerInvariant()} PROTOCOL PORT {side} REMOTE', such as '{Example(isInbound)}'");
        return pattern is not null;
    }

    private static string Example(bool isInbound) => isInbound ? Form : "outbound tcp 443 to 203.0.113.7";

    private static Problem? CheckForm(string text, string[] words, int link, bool isInbound)
    {
        var (written, side) = (words[link].ToLowerInvariant(), isInbound ? "from" : "to");
        if (written != side)
        {
            return Problem.Invalid(
                $"'{text}' has '{written}' after {words[0].ToLowerInvariant()}, but the other end is the instance",
                $"write '{side}', or {(isInbound ? "outbound" : "inbound")}");
        }

        if (link == 1) return Problem.Invalid($"'{text}' has no protocol", $"write it after the direction, such as '{Example(isInbound)}'");
        if (link == words.Length - 1) return Problem.Invalid($"'{text}' ends with '{written}'", $"write {written} whom");
        return link + 2 < words.Length
            ? Problem.Invalid($"'{text}' has '{words[link + 2]}' after the remote side", "write each flow by itself")
            : null;
    }

    private static bool TryParsePorts(
        string text, ProtocolRange protocols, string[] words, out PortRange ports, [NotNullWhen(false)] out Problem? problem)
    {
        ports = PortRange.All;
        problem = null;
        if (words.Length == 0) return true;
        if (!protocols.HasPortsOrMessages)
            problem = Problem.Invalid($"'{text}' has '{words[0]}' after '{protocols}', which has no ports", "remove it");
        else if (protocols.IsIcmp && (words[0].ToLowerInvariant() == "type" || (words.Length == 1 && words[0].All(IsDigit))))
        {
            // The words of FlowRange, which come after the remote side there. A number by itself is the type with all its codes.
            var named = words.Length == 1 && words[0].All(IsDigit) ? ["type", .. words] : words.Select(word => word.ToLowerInvariant());
            string[] range = ["inbound", protocols.ToString(), "any-v4", .. named];
            if (FlowRange.TryParse(string.Join(" ", range), out var messages, out _)) ports = messages.Ports;
            else problem = IcmpMessage.Malformed(string.Join(" ", words), protocols);
        }
        else if (words.Length > 1)
            problem = Problem.Invalid($"'{text}' has several ports: '{string.Join(" ", words)}'", "write one port or range");
        else if (protocols.IsIcmp)
            IcmpMessage.TryParse(words[0], protocols, out ports, out problem);
        else if (PortRange.TryParse(words[0], out ports, out problem) && ports.From < 1 && ports != PortRange.All)
            problem = Problem.Invalid($"'{words[0]}' has no valid port; a port is a number from 1 to 65535");
        return problem is null;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool TryParseRemote(string text, out RemoteScope? remote, out string name, [NotNullWhen(false)] out Problem? problem)
    {
        (remote, name, problem) = (null, text, null);
        if (Peer.TryParse(text, out var peer, out var notAPeer))
            remote = peer.Scope;
        else if (PeerMarks.Any(mark => text.StartsWith(mark, StringComparison.Ordinal)) || text.Contains("/sg-"))
            problem = notAPeer;
        // An address from which no packet is sent would make a test hold that tests nothing.
        else if (Address.TryParse(text, out _, out _) || Prefix.TryParse(text, out _, out _))
            problem = notAPeer;
        else if (RemoteScope.TryParse(text, out var scope, out _))
            remote = scope;
        else if (text.Any(c => c is ':' or '/') || text.All(c => c is '.' or '-' or (>= '0' and <= '9')))
            problem = notAPeer;
        else if (!text.Contains("."))
            return true;
        else if (HostName.IsValid(Unrooted(text), out var invalid))
            name = Unrooted(text);
        else
            problem = Problem.Invalid($"'{text}' is neither an address nor the name of a host", invalid?.Fix);
        return problem is null;
    }

    /// <summary>A host name may be written with the dot of the root behind it.</summary>
    private static string Unrooted(string host) =>
        host.EndsWith(".", StringComparison.Ordinal) ? host.Substring(0, host.Length - 1) : host;

    private static Problem? CheckFamily(string text, ProtocolRange protocols, RemoteScope remote)
    {
        if (!protocols.IsIcmp || remote.IsGroup) return null;
        var isIPv4 = protocols.First == (int)Protocol.Icmp;
        return remote.Addresses.Family == AddressFamily.IPv4 == isIPv4 ? null : Problem.Invalid(
            $"'{text}' is about {protocols}, which has no {(isIPv4 ? "IPv6" : "IPv4")} addresses",
            isIPv4 ? "write icmpv6" : "write icmp");
    }
}
