using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Planning;

/// <summary>What is tried of an instance from a machine outside: its inbound rows that are open to that machine.</summary>
internal sealed class OutsidePlan
{
    private readonly FirewallPolicy _policy;
    private readonly OutsideChoice _choice;

    /// <summary>The plan of an instance.</summary>
    /// <param name="policy">The policy, made for the instance.</param>
    /// <param name="choice">What is to be tried.</param>
    public OutsidePlan(FirewallPolicy policy, OutsideChoice choice)
    {
        (_policy, _choice) = (policy, choice);
        Rows =
        [
            .. PolicyRows.Of(policy, Viewpoint.Pbx, Direction.Inbound)
                .Where(row => choice.Services.IsEmpty || choice.Services.Contains(row.Service)),
        ];
    }

    /// <summary>The rows, in the order of the policy.</summary>
    public ImmutableArray<ProbeRow> Rows { get; }

    /// <summary>The addresses of the instance.</summary>
    public ImmutableArray<Address> Targets => _choice.Targets;

    /// <summary>Whether a listener is asked.</summary>
    public bool HasListener => _choice.HasListener;

    /// <summary>The probes of a machine to which every row is open that is open to networks.</summary>
    public ImmutableArray<Probe> MostProbes => Join([], isOpenToMachine: true);

    /// <summary>The ports that a listener opens for the rows, for machines anywhere.</summary>
    public IEnumerable<ListenedPort> ListenedPorts =>
        Rows.Where(row => row.Requirement.Protocol == Protocol.Udp
                || (row.Requirement.Protocol == Protocol.Tcp && row.Ports.Count <= MethodChoice.MostPorts))
            .SelectMany(row => PortSamples.Of(row.Ports).Select(port => new ListenedPort(row.Requirement.Protocol, port)))
            .Distinct()
            .OrderBy(port => port.Protocol)
            .ThenBy(port => port.Port);

    /// <summary>The probes, in the order of the rows; rows that need the same attempt share it.</summary>
    /// <param name="sources">The addresses from which this machine is seen, as far as they are known: at most one of each family.</param>
    public ImmutableArray<Probe> Probes(IReadOnlyCollection<Address> sources) => Join(sources, isOpenToMachine: false);

    private ImmutableArray<Probe> Join(IReadOnlyCollection<Address> sources, bool isOpenToMachine) =>
        Probe.Join(Rows.SelectMany(row => OfRow(row, sources, isOpenToMachine).Select(probe => (row, probe))));

    private IEnumerable<Probe> OfRow(ProbeRow row, IReadOnlyCollection<Address> sources, bool isOpenToMachine)
    {
        var peers = PolicyRows.Remotes(_policy, row).ToList();
        foreach (var target in Targets)
        {
            var source = sources.Where(address => address.Family == target.Family).Select(address => (Address?)address).FirstOrDefault();
            var probe = new Probe(target.ToString(), row.Requirement.Protocol, row.Ports, ProbeMethod.Connect)
            {
                Address = target,
                Host = _choice.Host,
            };
            if (FindObstacle(row, peers, target.Family, source, isOpenToMachine) is { } obstacle)
            {
                yield return probe with { Known = obstacle };
                continue;
            }

            if (row.Ports.Count > MethodChoice.MostPorts)
            {
                yield return probe with { Method = HasListener ? ProbeMethod.SoundEcho : ProbeMethod.Sound };
                continue;
            }

            foreach (var port in PortSamples.Of(row.Ports))
                yield return probe with { Ports = new PortRange(port), Method = MethodOf(row, port) };
        }
    }

    private ProbeMethod MethodOf(ProbeRow row, int port)
    {
        var own = MethodChoice.For(row, port);
        return !_choice.HasListener ? own
            : own == ProbeMethod.Sip ? ProbeMethod.SipEcho
            : row.Requirement.Protocol == Protocol.Tcp ? ProbeMethod.Greeting
            : ProbeMethod.Echo;
    }

    /// <summary>Where it is seen whether a server's answers arrive, which a row lets in: the PBX has asked for them.</summary>
    private static string AnswersOf(ProbeRow row) =>
        MethodChoice.For(row, row.Ports.From) == ProbeMethod.Stun ? "; 'doctor' on the PBX says whether its answers arrive" : "";

    /// <summary>Why a row is not tried, or null.</summary>
    private ProbeOutcome? FindObstacle(
        ProbeRow row, List<Peer> peers, AddressFamily family, Address? source, bool isOpenToMachine)
    {
        if (row.Requirement.Protocol is not (Protocol.Tcp or Protocol.Udp)) return ProbeOutcome.OutOfSight("only TCP and UDP are tried");
        if (row.Ports.Count > MethodChoice.MostPorts)
        {
            if (row.Requirement.Protocol == Protocol.Tcp)
                return ProbeOutcome.OutOfSight("the row has a range of ports, and which of them serve is not known");
            if (!_choice.HasListener && !_choice.HasEcho)
            {
                return ProbeOutcome.NotProbed(
                    "media: this needs a listener on the PBX (doctor --listen), or what sends sound back there (--rtp-echo)");
            }
        }

        var prefixes = peers.Select(peer => peer.Prefix).OfType<Prefix>().Where(prefix => prefix.Family == family).ToList();
        if (prefixes.Exists(prefix => isOpenToMachine || prefix.IsAny || (source is { } known && prefix.Contains(known)))) return null;
        if (peers.Find(peer => peer.Prefix is null && peer.Kind != PeerKind.CloudItself) is { } group)
            return ProbeOutcome.OutOfSight($"it is open to {group}, and only the cloud knows whether this machine is a member");
        if (peers.Count == 0 && row.Requirement.Host is { } host)
            return ProbeOutcome.OutOfSight($"it is open to {host} alone, of which the stack has no address{AnswersOf(row)}");
        if (prefixes.Count == 0)
            return ProbeOutcome.OutOfSight($"it is open to no {RuleText.Describe(family)} address");
        return source is { } seen
            ? ProbeOutcome.OutOfSight(
                row.Requirement.Host is { } named
                    ? $"it is open to {named} alone, and not to {seen}, this machine{AnswersOf(row)}"
                    : $"it is not open to {seen}, this machine")
            : ProbeOutcome.NotProbed(
                "it is open to some networks, and whether this machine is in one is not known: name its address with --source");
    }
}
