using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Rules;

/// <summary>Turns a policy and the arguments of an instance into normalised rules.</summary>
internal static class RuleCompiler
{
    /// <summary>Compiles a policy.</summary>
    /// <exception cref="PolicyException">The arguments do not fit the policy; the message lists every problem.</exception>
    public static RuleSet Compile(PolicyDefinition definition, PolicyArguments arguments)
    {
        ImmutableArray<Problem> problems = [.. ArgumentProblems.Find(definition, arguments)];
        if (!problems.IsEmpty) throw new PolicyException(problems);

        var version = arguments.PbxVersion ?? definition.PbxVersion;
        var grants = new List<Grant>();
        var findings = new RuleFindings(version);
        foreach (var allowance in definition.Allowances)
        {
            var service = allowance.Service;
            findings.VisitService(service);
            foreach (var requirement in service.Requirements)
            {
                if (!requirement.AppliesTo(version)) continue;
                var key = new RuleKey(requirement.Direction, requirement.Protocol, arguments.PortsOf(requirement));
                var origin = new Origin(service.Id, requirement.Source)
                {
                    Host = requirement.Host,
                    PeerGroup = requirement.NeedsPeers ? allowance.PeerGroup : null,
                    Basis = requirement.Basis,
                    Because = allowance.Because,
                    IncludedFrom = allowance.IncludedFrom,
                    NeverCut = allowance.NeverCut || arguments.NeverCut.Contains(service.Id),
                };
                foreach (var peer in RemoteSide(allowance, requirement, arguments, key, findings))
                    grants.Add(new Grant(key, peer, origin));
            }
        }

        return new RuleSet(
            Join(grants), [.. OnlyApart.Find(definition), .. MovedPorts.Find(definition, arguments, version), .. findings.ToFindings()]);
    }

    /// <summary>One rule for each key, one peer for each remote side of it, each origin once, all in order.</summary>
    private static ImmutableArray<Rule> Join(List<Grant> grants)
    {
        grants.Sort();
        var rules = ImmutableArray.CreateBuilder<Rule>();
        var origins = new List<Origin>();
        for (var i = 0; i < grants.Count;)
        {
            var key = grants[i].Key;
            var peers = ImmutableArray.CreateBuilder<RulePeer>();
            ImmutableArray<Origin> before = [];
            while (i < grants.Count && grants[i].Key == key)
            {
                var peer = grants[i].Peer;
                origins.Clear();
                for (; i < grants.Count && grants[i].Key == key && grants[i].Peer == peer; i++)
                {
                    if (origins.Count == 0 || origins[origins.Count - 1] != grants[i].Origin) origins.Add(grants[i].Origin);
                }

                // The peers of a group have the same origins; they share one array.
                before = before.SequenceEqual(origins) ? before : [.. origins];
                peers.Add(new RulePeer(peer, before));
            }

            rules.Add(new Rule(key.Direction, key.Protocol, key.Ports, peers.ToImmutable()));
        }

        return rules.ToImmutable();
    }

    private static IEnumerable<Peer> RemoteSide(
        Allowance allowance, Requirement requirement, PolicyArguments arguments, RuleKey key, RuleFindings findings)
    {
        if (!requirement.Addresses.IsEmpty)
            return requirement.Addresses.Select(Peer.FromPrefix);
        if (requirement.Host is { } host)
        {
            if (arguments.Hosts.TryGetValue(host, out var pinned) && pinned.Count > 0)
                return pinned.Uncontained;
            // What the PBX asks a host for may be open to any address until the host is known; nobody may come in by its name.
            findings.VisitHostWithoutAddresses(allowance.Service, host, key, arguments);
            return key.Direction == Direction.Inbound ? [] : PeerList.Anywhere;
        }

        return allowance.PeerGroup == PeerGroupId.Anywhere
            ? PeerList.Anywhere.Where(peer => IsOfFamily(key.Protocol, peer))
            : arguments.Peers.TryGetValue(allowance.PeerGroup!, out var peers) && peers.Count > 0
                ? findings.VisitPeers(allowance, key, peers.Uncontained)
                : findings.VisitLeftOut(allowance);
    }

    /// <summary>The peers of the family to which a protocol belongs: all of them, unless it is ICMP.</summary>
    internal static IReadOnlyCollection<Peer> OfFamily(Protocol protocol, IReadOnlyCollection<Peer> peers) =>
        protocol is Protocol.Icmp or Protocol.IcmpV6 ? [.. peers.Where(peer => IsOfFamily(protocol, peer))] : peers;

    /// <summary>Whether a protocol is one of a peer's family: ICMP of IPv6 is another protocol than that of IPv4.</summary>
    internal static bool IsOfFamily(Protocol protocol, Peer peer) => (protocol, peer.Prefix?.Family) switch
    {
        (Protocol.Icmp, AddressFamily.IPv6) or (Protocol.IcmpV6, AddressFamily.IPv4) => false,
        _ => true,
    };
}
