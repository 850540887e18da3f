using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Cli.Verbs.Explain;

/// <summary>Tells whether a policy allows a flow, and why or why not.</summary>
internal static class Explainer
{
    private const int MostNames = 4;

    /// <summary>The answer.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="cloud">The instance's cloud, which knows something about the members of names.</param>
    public static Explanation Explain(FirewallPolicy policy, Flow flow, CloudTarget cloud)
    {
        var allowing = policy.Rules
            .Select(rule => new Rule(rule.Direction, rule.Protocol, rule.Ports, [.. rule.Peers.Where(peer => Permits(rule, peer, flow))]))
            .Where(rule => !rule.Peers.IsEmpty)
            .ToImmutableArray();
        if (!allowing.IsEmpty)
        {
            var open = allowing.Select(rule => $"{Name(rule)} is open {Side(rule)} {Remotes(rule)}");
            return new Explanation(flow, allowing, [], $"{Words(flow)} is allowed: {string.Join("; ", open)}.");
        }

        var (possible, names) = FindPossible(policy.Rules, flow, cloud);
        if (!possible.IsEmpty)
        {
            var condition = $"{flow.Address} is in {Several(names)}";
            return new Explanation(flow, possible, [], $"{Words(flow)} is allowed if {condition}, and denied otherwise.")
            {
                DependsOn = [.. names],
            };
        }

        var (nearest, reason) = WhyNot(policy.Rules, flow);
        return new Explanation(flow, [], nearest, $"{Words(flow)} is denied: {reason}");
    }

    /// <summary>The rules that allow the flow if a name of the cloud contains its address, and these names.</summary>
    private static (ImmutableArray<Rule> Rules, List<string> Names) FindPossible(ImmutableArray<Rule> rules, Flow flow, CloudTarget cloud)
    {
        var possible = rules
            .Where(rule => rule.Direction == flow.Direction && Matches(rule, flow))
            .Select(rule => new Rule(
                rule.Direction, rule.Protocol, rule.Ports, [.. rule.Peers.Where(peer => MayContain(peer, flow, cloud))]))
            .Where(rule => !rule.Peers.IsEmpty)
            .ToImmutableArray();
        var names = possible
            .SelectMany(rule => rule.Peers)
            .Select(peer => peer.Peer.Scope.Group!)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        return (possible, names);
    }

    /// <summary>
    /// Whether a name can contain an address. Internet does not contain private addresses; whether it contains a public one depends on the
    /// prefixes of the virtual network, which are not known here.
    /// </summary>
    private static bool MayContain(RulePeer peer, Flow flow, CloudTarget cloud)
    {
        if (peer.Peer.Scope.Group is not { } name) return false;
        var facts = cloud.FindNameFacts(name, PrefixSet.Empty);
        return (facts.Members ?? facts.AtMost)?.Contains(flow.Address) ?? true;
    }

    private static bool Permits(Rule rule, RulePeer peer, Flow flow) =>
        new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports).Contains(flow);

    /// <summary>The rules that differ from the flow in one respect; the most frequent error is looked for first.</summary>
    private static (ImmutableArray<Rule> Nearest, string Reason) WhyNot(ImmutableArray<Rule> rules, Flow flow)
    {
        var otherRemote = rules.Where(rule => rule.Direction == flow.Direction && Matches(rule, flow)).ToImmutableArray();
        if (!otherRemote.IsEmpty)
        {
            var open = otherRemote.Select(
                rule => $"{Name(rule)} is open {RuleText.Describe(rule.Direction)}, but only {Side(rule)} {Remotes(rule)}");
            return (otherRemote, $"{string.Join("; ", open)}.");
        }

        var sameRemote = rules.Where(rule => Reaches(rule, flow)).ToImmutableArray();
        var sameDirection = sameRemote.Where(rule => rule.Direction == flow.Direction).ToImmutableArray();
        var direction = RuleText.Describe(flow.Direction);
        var otherProtocol = sameDirection
            .Where(rule => RuleText.HasPorts(rule.Protocol) && IsTcpOrUdp(flow) && HasPort(rule, flow))
            .ToImmutableArray();
        if (!otherProtocol.IsEmpty)
        {
            var open = $"{flow.Address} may use {Names(otherProtocol)} {direction}";
            return (otherProtocol, $"{open}, but not {ProtocolName(flow)} on that port.");
        }

        var otherDirection = sameRemote.Where(rule => rule.Direction != flow.Direction && Matches(rule, flow)).ToImmutableArray();
        if (!otherDirection.IsEmpty)
        {
            var open = $"{Names(otherDirection)} is open {RuleText.Describe(otherDirection[0].Direction)} only.";
            return (otherDirection, $"{open} Replies to such connections are always permitted.");
        }

        var side = flow.Direction == Direction.Inbound ? "from" : "to";
        var otherPorts = sameDirection
            .Where(rule => new ProtocolRange(flow.Protocol) == rule.Protocol)
            .OrderBy(rule => Distance(rule.Ports, flow.Port))
            .Take(MostNames)
            .ToImmutableArray();
        if (!otherPorts.IsEmpty)
        {
            var nearest = $"{(side == "from" ? "From" : "To")} {flow.Address} these ports are nearest: {Names(otherPorts)}.";
            return (otherPorts, $"no rule has that port. {nearest}");
        }

        var protocol = sameDirection.IsEmpty ? "" : $" over {ProtocolName(flow)}";
        return ([], $"nothing is open {direction} {side} {flow.Address}{protocol}.");
    }

    /// <summary>Whether a rule has the flow's protocol and port, whatever the direction and remote side.</summary>
    private static bool Matches(Rule rule, Flow flow) =>
        new FlowRange(flow.Direction, rule.Protocol, flow.ToRange().Remote, rule.Ports).Contains(flow);

    private static bool Reaches(Rule rule, Flow flow) => rule.Peers.Any(peer => peer.Peer.Scope.Contains(flow.ToRange().Remote));

    private static bool IsTcpOrUdp(Flow flow) => RuleText.HasPorts((Protocol)flow.Protocol);

    private static bool HasPort(Rule rule, Flow flow) => rule.Ports.From <= flow.Port && flow.Port <= rule.Ports.To;

    private static int Distance(PortRange ports, int port) => port < ports.From ? ports.From - port : Math.Max(port - ports.To, 0);

    private static string Words(Flow flow)
    {
        var remote = flow.Direction == Direction.Inbound ? $"from {flow.Address}" : $"to {flow.Address}";
        var range = flow.ToRange();
        var ports = range.Protocols.HasPortsOrMessages ? " " + RuleText.Ports((Protocol)flow.Protocol, range.Ports) : "";
        return $"{RuleText.Describe(flow.Direction)} {range.Protocols}{ports} {remote}";
    }

    private static string ProtocolName(Flow flow) => new ProtocolRange(flow.Protocol).ToString();

    private static string Name(Rule rule)
    {
        var (protocol, ports) = (RuleText.Describe(rule.Protocol), RuleText.Ports(rule.Protocol, rule.Ports));
        return RuleText.HasPorts(rule.Protocol) || ports != "all" ? $"{protocol} {ports}" : protocol;
    }

    private static string Names(ImmutableArray<Rule> rules) => Several(rules.Select(Name).Distinct(StringComparer.Ordinal).ToList());

    private static string Side(Rule rule) => rule.Direction == Direction.Inbound ? "from" : "to";

    private static string Remotes(Rule rule) => Several([.. rule.Peers.Select(peer => peer.Peer.ToString())]);

    private static string Several(List<string> names) =>
        names.Count <= MostNames
            ? string.Join(", ", names)
            : FormattableString.Invariant($"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} more");
}
