using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Explanations;

/// <summary>Tells whether a policy allows a flow, and why or why not.</summary>
/// <param name="policy">The policy, made for an instance.</param>
/// <param name="catalog">The policies there are, whose services may be meant; null where they are not known.</param>
/// <param name="surroundings">What the instance's cloud adds to the policy.</param>
internal sealed class Explainer(FirewallPolicy policy, PolicyCatalog? catalog, Surroundings surroundings)
{
    private const int MostRules = 4;

    /// <summary>The most ports of a rule that a person may have had in mind for another direction.</summary>
    private const int NarrowPorts = 100;

    /// <summary>The answer about a host of the catalogue: the first of its addresses that is not allowed decides.</summary>
    /// <param name="flow">The flow; its remote side is the host.</param>
    /// <param name="host">The host.</param>
    public Explanation Explain(Flow flow, CatalogHost host)
    {
        var addresses = host.Prefixes.Distinct().OrderBy(prefix => prefix.First).ThenBy(prefix => prefix.Length).ToList();
        if (addresses.Count == 0) return ExplainUnknown(flow, host.Name);
        var answers = addresses.Select(prefix => Explain(new Flow(flow.Direction, flow.Protocol, prefix.First, flow.Port))).ToList();
        var answer = answers.Find(answer => answer.Verdict != Verdict.Allowed) ?? answers[0];
        var all = RuleText.Few([.. addresses.Select(prefix => prefix.ToString())]);
        return answer with { Reason = $"{host.Name} has {all} here. {answer.Reason}" };
    }

    /// <summary>The answer.</summary>
    /// <param name="flow">The flow.</param>
    public Explanation Explain(Flow flow)
    {
        var allowing = Select((rule, peer) => Permits(rule, peer, flow));
        if (!allowing.IsEmpty) return Allowed(flow, allowing);
        if (surroundings.FindPassage(flow.ToRange()) is { } passage)
            return Allowed(flow, [], passage.Reason) with { IsPlatform = true };
        if (flow.Group is { } group) return ExplainUnknown(flow, group);
        var possible = Select((rule, peer) => peer.Peer.Scope.IsGroup && FindPossible(rule, peer).Any(range => range.Contains(flow)));
        return possible.IsEmpty ? Denied(flow) : DependsOnNames(flow, possible);
    }

    /// <summary>
    /// A name without addresses here may do what is open to every address that it can have; what is open to some of them may be open to it.
    /// </summary>
    private Explanation ExplainUnknown(Flow flow, string name)
    {
        var asked = NamedFlows.Expand(flow.ToRange(), surroundings.FindMembers(name).AtMost?.Ranges);
        var open = Select((rule, peer) => FindCertain(rule, peer).Any(asked.Overlaps));
        if (FlowSet.From(open.SelectMany(rule => rule.Peers.SelectMany(peer => FindCertain(rule, peer)))).IsSupersetOf(asked))
            return Allowed(flow, open);
        var possible = Select((rule, peer) => FindPossible(rule, peer).Any(asked.Overlaps));
        return possible.IsEmpty
            ? Denied(flow)
            : new Explanation(flow, possible, [], $"{name} has no addresses here, so whether {Words(flow)} is allowed is not known.")
            {
                DependsOn = [name],
            };
    }

    /// <summary>The flow is allowed if one of the names that rules are for contains its address.</summary>
    private static Explanation DependsOnNames(Flow flow, ImmutableArray<Rule> rules)
    {
        ImmutableArray<string> names =
        [
            .. rules
                .SelectMany(rule => rule.Peers)
                .Select(peer => peer.Peer.Scope.Group!)
                .Distinct(StringComparer.Ordinal)
                .OrderBy(name => name, StringComparer.Ordinal),
        ];
        var condition = $"{flow.Address} is in {RuleText.Few(names)}";
        return new(flow, rules, [], $"{Words(flow)} is allowed if {condition}, and denied otherwise.") { DependsOn = names };
    }

    /// <summary>The rules with only those remote sides that have a quality, and without the rules that have none of them.</summary>
    private ImmutableArray<Rule> Select(Func<Rule, RulePeer, bool> has) =>
    [
        .. policy.Rules
            .Select(rule => new Rule(rule.Direction, rule.Protocol, rule.Ports, [.. rule.Peers.Where(peer => has(rule, peer))]))
            .Where(rule => !rule.Peers.IsEmpty),
    ];

    private static Explanation Allowed(Flow flow, ImmutableArray<Rule> rules) =>
        Allowed(flow, rules, string.Join("; ", rules.Select(rule => $"{Name(rule)} is open {Side(rule)} {Remotes(rule)}")));

    private static Explanation Allowed(Flow flow, ImmutableArray<Rule> rules, string why) =>
        new(flow, rules, [], $"{Words(flow)} is allowed: {why}.") { Why = why };

    private Explanation Denied(Flow flow)
    {
        var (nearest, reason) = WhyNot(flow);
        return new Explanation(flow, [], nearest, $"{Words(flow)} is denied: {reason}.") { Why = reason };
    }

    /// <summary>Whether a rule permits a flow by a remote side, also where that is a name that has the address for certain.</summary>
    private bool Permits(Rule rule, RulePeer peer, Flow flow) =>
        new FlowRange(rule.Direction, rule.Protocol, peer.Peer.Scope, rule.Ports).Contains(flow)
        || FindCertain(rule, peer).Any(range => range.Contains(flow));

    /// <summary>What a rule permits by addresses: its remote side's, or those that a name has for certain.</summary>
    private IEnumerable<FlowRange> FindCertain(Rule rule, RulePeer peer) =>
        OfAddresses(rule, peer, name => surroundings.FindMembers(name).AtLeast?.Ranges ?? []);

    /// <summary>What a rule may permit by addresses: its remote side's, or all that a name can have.</summary>
    private IEnumerable<FlowRange> FindPossible(Rule rule, RulePeer peer) =>
        OfAddresses(rule, peer, name => surroundings.FindMembers(name).AtMost?.Ranges ?? NamedFlows.Everywhere);

    private static IEnumerable<FlowRange> OfAddresses(Rule rule, RulePeer peer, Func<string, IEnumerable<AddressRange>> membersOf) =>
        (peer.Peer.Scope.Group is { } name ? membersOf(name) : [peer.Peer.Scope.Addresses])
            .Select(addresses => new FlowRange(rule.Direction, rule.Protocol, addresses, rule.Ports));

    /// <summary>The rules that differ from the flow in one respect, and why. The most frequent error goes first.</summary>
    private (ImmutableArray<Rule> Nearest, string Reason) WhyNot(Flow flow)
    {
        var rules = policy.Rules;
        var otherRemote = rules.Where(rule => rule.Direction == flow.Direction && Matches(rule, flow)).ToImmutableArray();
        if (!otherRemote.IsEmpty)
        {
            var open = otherRemote.Select(
                rule => $"{Name(rule)} is open {RuleText.Describe(rule.Direction)}, but only {Side(rule)} {Remotes(rule)}");
            return (otherRemote, string.Join("; ", open));
        }

        if (MeantRow.FindClosed(policy, flow) is { } closed) return ([], closed);
        var sameRemote = rules.Where(rule => Reaches(rule, flow)).ToImmutableArray();
        var sameDirection = sameRemote.Where(rule => rule.Direction == flow.Direction).ToImmutableArray();
        var direction = RuleText.Describe(flow.Direction);
        var otherProtocol = sameDirection
            .Where(rule => RuleText.HasPorts(rule.Protocol) && IsTcpOrUdp(flow) && HasPort(rule, flow))
            .ToImmutableArray();
        if (!otherProtocol.IsEmpty)
        {
            var open = $"{Remote(flow)} may use {Names(otherProtocol)} {direction}";
            return (otherProtocol, $"{open}, but not {ProtocolName(flow)} on that port");
        }

        if (MeantRow.FindNotAllowed(policy, catalog, flow) is { } elsewhere) return ([], elsewhere);
        var otherDirection = sameRemote.Where(rule => rule.Direction != flow.Direction && Matches(rule, flow)).ToImmutableArray();
        var meant = otherDirection.Where(rule => rule.Ports.Count <= NarrowPorts).ToImmutableArray();
        if (!meant.IsEmpty) return (meant, OnlyOtherWay(meant));
        var otherPorts = sameDirection
            .Where(rule => new ProtocolRange(flow.Protocol) == rule.Protocol)
            .OrderBy(rule => Distance(rule.Ports, flow.Port))
            .Take(MostRules)
            .ToImmutableArray();
        var reason = otherPorts.IsEmpty
            ? ""
            : "no rule has that port. "
                + $"{(flow.Direction == Direction.Inbound ? "From" : "To")} {Remote(flow)} these ports are nearest: {Names(otherPorts)}";
        if (!otherDirection.IsEmpty)
        {
            var sentences = reason.Length > 0 ? $"{reason}. {OnlyOtherWay(otherDirection)}" : OnlyOtherWay(otherDirection);
            return (otherPorts.AddRange(otherDirection), sentences);
        }

        if (reason.Length > 0) return (otherPorts, reason);
        var protocol = sameDirection.IsEmpty ? "" : $" over {ProtocolName(flow)}";
        return ([], $"nothing is open {direction} {(flow.Direction == Direction.Inbound ? "from" : "to")} {Remote(flow)}{protocol}");
    }

    private static string OnlyOtherWay(ImmutableArray<Rule> rules) =>
        $"{Names(rules)} is open {RuleText.Describe(rules[0].Direction)} only. Replies to such connections are always permitted";

    /// <summary>Whether a rule has the flow's protocol and port, whatever the direction and remote side.</summary>
    private static bool Matches(Rule rule, Flow flow) =>
        new FlowRange(flow.Direction, rule.Protocol, flow.ToRange().Remote, rule.Ports).Contains(flow);

    private static bool Reaches(Rule rule, Flow flow) => rule.Peers.Any(peer => peer.Peer.Scope.Contains(flow.ToRange().Remote));

    private static bool IsTcpOrUdp(Flow flow) => RuleText.HasPorts((Protocol)flow.Protocol);

    private static bool HasPort(Rule rule, Flow flow) => rule.Ports.From <= flow.Port && flow.Port <= rule.Ports.To;

    private static int Distance(PortRange ports, int port) => port < ports.From ? ports.From - port : Math.Max(port - ports.To, 0);

    private static string Words(Flow flow)
    {
        var remote = $"{(flow.Direction == Direction.Inbound ? "from" : "to")} {Remote(flow)}";
        var range = flow.ToRange();
        var ports = range.Protocols.HasPortsOrMessages ? " " + RuleText.Ports((Protocol)flow.Protocol, range.Ports) : "";
        return $"{RuleText.Describe(flow.Direction)} {range.Protocols}{ports} {remote}";
    }

    private static string Remote(Flow flow) => flow.Group ?? flow.Address.ToString();

    private static string ProtocolName(Flow flow) => new ProtocolRange(flow.Protocol).ToString();

    private static string Name(Rule rule)
    {
        var (protocol, ports) = (RuleText.Describe(rule.Protocol), RuleText.Ports(rule.Protocol, rule.Ports));
        return RuleText.HasPorts(rule.Protocol) || ports != "all" ? $"{protocol} {ports}" : protocol;
    }

    private static string Names(ImmutableArray<Rule> rules) => RuleText.Few(rules.Select(Name).Distinct(StringComparer.Ordinal).ToList());

    private static string Side(Rule rule) => rule.Direction == Direction.Inbound ? "from" : "to";

    private static string Remotes(Rule rule) => RuleText.Few([.. rule.Peers.Select(peer => peer.Peer.ToString())]);
}
