using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Diff;

/// <summary>Flows of one direction, protocol and ports, as a row for people.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Ports">The ports or messages.</param>
/// <param name="Remotes">The remote sides.</param>
internal sealed record FlowRow(string Direction, string Protocol, string Ports, ImmutableArray<string> Remotes)
{
    /// <summary>The rows of flows, in canonical order.</summary>
    /// <param name="flows">The flows.</param>
    public static IEnumerable<FlowRow> From(FlowSet flows) =>
        from range in flows.Ranges()
        group range.Remote by (range.Direction, range.Protocols, range.Ports) into alike
        let key = alike.Key
        select new FlowRow(
            RuleText.Describe(key.Direction),
            key.Protocols.ToString(),
            Describe(key.Protocols, key.Ports),
            [.. alike.Select(Remote)]);

    private static string Describe(ProtocolRange protocols, PortRange ports)
    {
        if (!protocols.IsIcmp || ports == PortRange.All) return ports == PortRange.All ? "all" : ports.ToString();
        if (ports.TryGetIcmp(out _, out _)) return RuleText.Ports((Protocol)protocols.First, ports);
        return $"{Message(ports.From)} to {Message(ports.To)}";

        static string Message(int number) => FormattableString.Invariant($"type {number / 256} code {number % 256}");
    }

    private static string Remote(RemoteScope remote)
    {
        const string Input = "sg-input:";
        if (remote.Group is not { } group) return remote.ToString();
        return group.StartsWith(Input, StringComparison.Ordinal) ? group[Input.Length..] : group;
    }
}
