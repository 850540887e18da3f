using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Probing;

/// <summary>What a listener said of its ports, and of what arrived at them.</summary>
internal sealed class ListenerKnowledge
{
    private readonly ImmutableArray<OpenedPort> _ports;
    private readonly ImmutableArray<Arrival> _arrivals;

    private ListenerKnowledge(ImmutableArray<OpenedPort> ports, ImmutableArray<Arrival> arrivals) =>
        (_ports, _arrivals) = (ports, arrivals);

    /// <summary>Asks the listener.</summary>
    /// <exception cref="IOException">It is not there any more.</exception>
    public static async Task<ListenerKnowledge> AskAsync(ListenerChannel channel, ulong session, CancellationToken token) => new(
        await channel.PortsAsync(token).ConfigureAwait(false), await channel.ArrivalsAsync(session, token).ConfigureAwait(false));

    /// <summary>Why a port says nothing of the way to it, or null where the listener has it open.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="port">The port.</param>
    public ProbeOutcome? FindObstacle(Probe probe, int port)
    {
        var family = probe.Address!.Value.Family;
        var known = _ports.Where(opened => opened.Family == family && opened.Protocol == probe.Protocol && opened.Port == port).ToList();
        return known switch
        {
            [] => ProbeOutcome.NotProbed(
                "the listener did not open it: it has no address of this family, reads another policy, or has another --only"),
            [{ Outcome: OpenOutcome.Open }, ..] => null,
            [{ Outcome: OpenOutcome.InUse }, ..] =>
                ProbeOutcome.NotProbed("another program on the PBX has the port: is the PBX software stopped?"),
            [{ Outcome: OpenOutcome.NotPermitted }, ..] =>
                ProbeOutcome.NotProbed("the listener may not open it: ports below 1024 need the capability CAP_NET_BIND_SERVICE"),
            _ => ProbeOutcome.NotProbed("the listener could not open it"),
        };
    }

    /// <summary>What arrived of what was sent to a port, or null where nothing did.</summary>
    /// <param name="family">The family of the address.</param>
    /// <param name="port">The port that it was sent to.</param>
    public Arrival? ArrivalAt(AddressFamily family, int port) => _arrivals
        .Where(arrival => arrival.Family == family && arrival.Port == port)
        .Select(arrival => (Arrival?)arrival)
        .FirstOrDefault();
}
