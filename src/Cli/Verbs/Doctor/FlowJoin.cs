using System.Collections.Immutable;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Explain;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>Sets results beside the instance's plan and what its cloud has.</summary>
/// <param name="instance">The instance.</param>
/// <param name="direction">Who opens the connections.</param>
/// <param name="live">Follows flows through the cloud, or null.</param>
internal sealed class FlowJoin(SelectedInstance instance, Direction direction, LiveExplainer? live)
{
    /// <summary>The remote side of a probe's flow, where it is known; outside that is this machine, and not what is tried.</summary>
    public Func<Probe, Address?> RemoteOf { get; init; } = static probe => probe.Address;

    /// <summary>The results, each with what is known of its flow.</summary>
    /// <param name="results">The results.</param>
    public ImmutableArray<JoinedResult> Join(ImmutableArray<ProbeResult> results) => [.. results.Select(Join)];

    private JoinedResult Join(ProbeResult result)
    {
        var probe = result.Probe;
        if (RemoteOf(probe) is not { } address || probe.Protocol is not (Protocol.Tcp or Protocol.Udp)) return new(result, null, null);
        var flow = new Flow(direction, (int)probe.Protocol, address, probe.Port);
        var isPlanned = instance.Config.Request.Policy.Flows.Contains(flow)
            || instance.Config.Cloud.FindUnfiltered([]).Any(traffic => traffic.Flows.Contains(flow));
        return new(result, isPlanned, probe.IsToTry && live is not null ? LivePath.From(live.Explain(flow)) : null);
    }
}
