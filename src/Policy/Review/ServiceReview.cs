using Starface.Policy.Flows;
using Starface.Policy.Rules;

namespace Starface.Policy.Review;

/// <summary>What a reviewer says about a service, whichever policy allows it. Pure.</summary>
public static class ServiceReview
{
    /// <summary>The most ports in a row that the vendor documents for one direction: the media's.</summary>
    private const int WidestInbound = 10_001;
    private const int WidestOutbound = 64_511;

    private static readonly PortRange EveryPort = new(1, PortRange.MaxPort);
    private static readonly int[] PortsWithTls12 = [443, 5061, 5222];

    /// <summary>The remarks, in the order of the requirements.</summary>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<Remark> Review(ServiceDefinition service) =>
    [
        .. CoveredRequirements(service)
            .Concat(SettingConflicts.Within(service))
            .Concat(NameReview.Review(service))
            .Concat(service.Requirements.SelectMany((requirement, index) => Review(service, requirement, index)))
            .OrderBy(remark => remark.Index)
            .ThenBy(remark => remark.Finding.Id, StringComparer.Ordinal),
    ];

    private static IEnumerable<Remark> Review(ServiceDefinition service, Requirement requirement, int index)
    {
        var text = RequirementText.Of(requirement);
        var isTls12 = service.Viewpoint == Viewpoint.Pbx && requirement is { Protocol: Protocol.Tcp, NeedsPeers: true } && PortsWithTls12.Any(port => requirement.Ports.From <= port && port <= requirement.Ports.To);
        if (isTls12 && requirement.MinimumTls is Tls.V10 or Tls.V11)
            yield return Remark.Warning(
                FindingIds.OutdatedTls, index, RemarkPart.MinimumTls,
                $"Service '{service.Id}' accepts {(requirement.MinimumTls == Tls.V10 ? "TLS 1.0" : "TLS 1.1")} on {text}, but the vendor supports nothing below TLS 1.2 on the ports 443, 5061 and 5222; write Tls.V12", mend: nameof(Tls.V12));

        if (requirement.Protocol == Protocol.Any)
        {
            yield return Remark.Warning(
                FindingIds.EveryPort, index, RemarkPart.Protocol,
                $"Service '{service.Id}' opens every protocol {RuleText.Of(requirement.Direction)}, which no row of the vendor's table asks for; name the protocol and its ports");
        }
        else if (RuleText.HasPorts(requirement.Protocol) && requirement.Ports.Contains(EveryPort))
        {
            yield return Remark.Warning(
                FindingIds.EveryPort, index, RemarkPart.Ports,
                $"Service '{service.Id}' opens every {RuleText.Of(requirement.Protocol)} port {RuleText.Of(requirement.Direction)}, which no row of the vendor's table asks for; name the ports it needs");
        }
        else if (RuleText.HasPorts(requirement.Protocol))
        {
            var count = requirement.Ports.To - requirement.Ports.From + 1;
            var (widest, row) = requirement.Direction == Direction.Inbound ? (WidestInbound, "10000-20000") : (WidestOutbound, "1025-65535");
            if (count > widest)
                yield return Remark.Warning(
                    FindingIds.WiderThanDocumented, index, RemarkPart.Ports, FormattableString.Invariant(
                        $"Service '{service.Id}' opens {count} ports with {text}; the widest range the vendor documents {RuleText.Of(requirement.Direction)} is {row} (RTP media) with {widest}; narrow it to what is documented"));
        }
    }

    /// <summary>From the last requirement to the first, so that of two equal ones the later is to blame.</summary>
    private static IEnumerable<Remark> CoveredRequirements(ServiceDefinition service)
    {
        if (service.Requirements.Length < 2) yield break;
        var symbols = new SymbolicFlows([.. service.Requirements.Select(requirement => (requirement, (string?)null))]);
        var flows = service.Requirements.Select(requirement => symbols.Of(requirement, null)).ToList();
        var sets = flows.Select(ranges => FlowSet.From(ranges)).ToList();
        var kept = Enumerable.Range(0, flows.Count).ToList();
        for (var index = flows.Count - 1; index >= 0; index--)
        {
            var covered = index;
            var candidates = kept.Where(other => other != covered
                && Coverage.MayOverlap(service.Requirements[other], service.Requirements[covered])
                && sets[other].Overlaps(sets[covered])
                && Coverage.Spans(service.Requirements[other], service.Requirements[covered])).ToList();
            var covering = Coverage.Fewest(candidates, some => FlowSet.From(some.SelectMany(other => flows[other])).IsSupersetOf(sets[covered]));
            if (covering.Count == 0) continue;
            kept.Remove(covered);
            var (what, by) = (RequirementText.Of(service.Requirements[covered]), covering.Select(other => RequirementText.Of(service.Requirements[other])).ToList());
            yield return by.Count == 1
                ? Remark.Redundant(
                    FindingIds.CoveredRequirement, covered,
                    $"The requirement {what} of service '{service.Id}' opens nothing that {by[0]} does not open already; remove it, or narrow the other one")
                : Remark.Redundant(
                    FindingIds.CoveredByUnion, covered,
                    $"The requirement {what} of service '{service.Id}' opens nothing that {RequirementText.And(by)} do not open together; remove it, or narrow the others");
        }
    }
}
