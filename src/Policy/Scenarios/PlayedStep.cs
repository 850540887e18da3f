using System.Collections.Immutable;
using Starface.Policy.Expectations;
using Starface.Policy.Flows;

namespace Starface.Policy.Scenarios;

/// <summary>A step of a scenario with the ports and the addresses of an instance.</summary>
/// <param name="Step">The step.</param>
/// <param name="PeerGroup">
/// The peer group that takes part; null where the requirements name their remote side, or nobody takes part.
/// </param>
/// <param name="Ranges">Its flows; empty where nobody takes part.</param>
/// <param name="Hosts">The hosts that are at the remote side, in the order of declaration.</param>
/// <param name="WhyEmpty">Why nobody takes part, as the end of a sentence; null where somebody does.</param>
internal sealed record PlayedStep(
    ScenarioStep Step, string? PeerGroup, ImmutableArray<FlowRange> Ranges, ImmutableArray<string> Hosts, string? WhyEmpty)
{
    /// <summary>All of its flows.</summary>
    public FlowSet All => FlowSet.From(Ranges);

    /// <summary>The rows of the service that it is about, as messages name them.</summary>
    public string Rows => string.Join("; ", Step.Requirements.Select(requirement => requirement.Source)
        .Where(source => source.Length > 0)
        .Distinct(StringComparer.Ordinal)
        .Take(1)
        .Prepend(Step.Service.Id));

    /// <summary>Some of its flows in words, such as <c>inbound udp 5060 from 203.0.113.0/24</c>.</summary>
    /// <param name="flows">The flows.</param>
    public string Describe(FlowSet flows)
    {
        if (Ranges.IsEmpty) return $"{RuleText.Describe(Step.Direction)} {Ports}";
        var names = Hosts.IsEmpty || !flows.IsSupersetOf(All) ? null : RuleText.Few(Hosts);
        var texts = new List<string>();
        foreach (var service in flows.Ranges().GroupBy(range => (range.Protocols, range.Ports)))
        {
            var remotes = names ?? RuleText.Few([.. service.Select(range => FlowPattern.NameOf(range.Remote))]);
            var text = FlowPattern.DescribeService(service.First());
            texts.Add($"{RuleText.Describe(Step.Direction)} {text} {FlowPattern.Side(Step.Direction)} {remotes}");
        }

        return string.Join(", ", texts);
    }

    private string Ports => Step.Ports is { } ports
        ? $"{RuleText.Describe(Step.Protocol)} {RuleText.Ports(Step.Protocol, ports)}"
        : RuleText.Describe(Step.Protocol);
}
