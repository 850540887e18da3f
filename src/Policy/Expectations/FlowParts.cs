using Starface.Policy.Flows;

namespace Starface.Policy.Expectations;

/// <summary>Parts of the flows of a test, in words.</summary>
internal static class FlowParts
{
    /// <summary>
    /// A part of flows: its addresses where it has all of their ports (<c>10.8.0.0/17</c>), its ports where it has all of their addresses
    /// (<c>udp 20001</c>), else both (<c>tcp 5060 from 10.8.0.0/17</c>).
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="flows">The flows.</param>
    public static string Describe(FlowSet part, TestedFlows flows)
    {
        var whole = flows.Ranges[0];
        var texts = new List<string>();
        foreach (var service in part.Ranges().GroupBy(range => (range.Protocols, range.Ports)))
        {
            var (protocols, ports) = service.Key;
            var first = service.First();
            var everywhere = flows.Ranges.Select(range => new FlowRange(range.Direction, protocols, range.Remote, ports));
            if (protocols == whole.Protocols && ports == whole.Ports)
                texts.AddRange(service.Select(range => FlowPattern.NameOf(range.Remote)));
            else if (FlowSet.From(service).IsSupersetOf(FlowSet.From(everywhere)))
                texts.Add(FlowPattern.DescribeService(first));
            else
                texts.AddRange(service.Select(range => FlowPattern.DescribeFlows(range)));
        }

        return RuleText.Few(texts);
    }

    /// <summary>One of several flows: if possible one with a protocol and port that people know.</summary>
    /// <param name="flows">The flows; there is at least one.</param>
    public static Flow FirstOf(FlowSet flows)
    {
        var range = flows.Ranges()[0];
        var protocol = range.Protocols.Contains((int)Protocol.Tcp) ? (int)Protocol.Tcp : range.Protocols.First;
        var port = Math.Max(range.Ports.From, Math.Min(range.Ports.To, 1));
        return range.Remote.Group is { } name
            ? new Flow(range.Direction, protocol, name, port)
            : new Flow(range.Direction, protocol, range.Remote.Addresses.First, port);
    }
}
