using System.Collections.Immutable;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Pages.Model;

/// <summary>Flows of one direction, protocol and ports.</summary>
/// <param name="Direction">Who opens the connection.</param>
/// <param name="Traffic">The protocol and ports.</param>
/// <param name="Remotes">The remote sides as a stack's file writes them.</param>
internal sealed record FlowLine(Direction Direction, Traffic Traffic, ImmutableArray<string> Remotes)
{
    /// <summary>The lines of some flows, in canonical order.</summary>
    public static ImmutableArray<FlowLine> From(IEnumerable<FlowRange> ranges) =>
    [
        .. from range in ranges
           group FlowJson.RemoteText(range.Remote) by (range.Direction, range.Protocols, range.Ports) into line
           let ports = line.Key.Ports == PortRange.All ? "all" : line.Key.Ports.ToString()
           select new FlowLine(line.Key.Direction, new Traffic(line.Key.Protocols.ToString(), ports), [.. line]),
    ];
}
