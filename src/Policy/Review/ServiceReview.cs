using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Review;

/// <summary>Reviews a service, whichever policy allows it.</summary>
internal static class ServiceReview
{
    /// <summary>The widest ranges of ports that the vendor documents: those of RTP media.</summary>
    private const int WidestInbound = 10_001;
    private const int WidestOutbound = 64_511;

    private static readonly PortRange EveryPort = new(1, PortRange.MaxPort);
    private static readonly int[] PortsWithTls12 = [443, 5061, 5222];

    /// <summary>The problems, in the order of the requirements.</summary>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<Problem> Review(ServiceDefinition service) =>
    [
        .. CoveredRequirements(service)
            .Concat(SettingConflicts.Within(service))
            .Concat(NameReview.Review(service))
            .Concat(service.Requirements.SelectMany((requirement, index) => Review(service, requirement, index)))
            .OrderBy(problem => problem.DeclarationPlace!.Index)
            .ThenBy(problem => problem.Id, StringComparer.Ordinal),
    ];

    private static IEnumerable<Problem> Review(ServiceDefinition service, Requirement requirement, int index)
    {
        if (OutdatedTls(service, requirement) is { } outdated) yield return outdated.At(index, DeclarationPart.MinimumTls, nameof(Tls.V12));
        if (requirement.Protocol == Protocol.Any)
        {
            yield return ProblemTable.Create(
                ProblemIds.EveryPort, service.Id, $"protocol {RuleText.Describe(requirement.Direction)}", "the protocol and its ports")
                .At(index, DeclarationPart.Protocol);
        }
        else if (RuleText.HasPorts(requirement.Protocol) && WidePorts(service, requirement) is { } wide)
        {
            yield return wide.At(index, DeclarationPart.Ports);
        }
    }

    private static Problem? OutdatedTls(ServiceDefinition service, Requirement requirement)
    {
        if (requirement.MinimumTls is not (Tls.V10 or Tls.V11)) return null;
        if (service.Viewpoint != Viewpoint.Pbx || requirement is not { Protocol: Protocol.Tcp, NeedsPeers: true }) return null;
        if (!PortsWithTls12.Any(requirement.Ports.Contains)) return null;
        return ProblemTable.Create(
            ProblemIds.OutdatedTls,
            service.Id,
            requirement.MinimumTls == Tls.V10 ? "TLS 1.0" : "TLS 1.1",
            RequirementText.Describe(requirement));
    }

    private static Problem? WidePorts(ServiceDefinition service, Requirement requirement)
    {
        var direction = RuleText.Describe(requirement.Direction);
        if (requirement.Ports.Contains(EveryPort))
        {
            return ProblemTable.Create(
                ProblemIds.EveryPort, service.Id, $"{RuleText.Describe(requirement.Protocol)} port {direction}", "the ports it needs");
        }

        var (widest, row) = requirement.Direction == Direction.Inbound ? (WidestInbound, "10000-20000") : (WidestOutbound, "1025-65535");
        return requirement.Ports.Count <= widest
            ? null
            : ProblemTable.Create(
                ProblemIds.WiderThanDocumented,
                service.Id,
                FormattableString.Invariant($"{requirement.Ports.Count}"),
                RequirementText.Describe(requirement),
                direction,
                row,
                FormattableString.Invariant($"{widest}"));
    }

    /// <summary>From the last requirement to the first, so that of two equal ones the later is redundant.</summary>
    private static IEnumerable<Problem> CoveredRequirements(ServiceDefinition service)
    {
        if (service.Requirements.Length < 2) yield break;
        var symbols = new SymbolicFlows([.. service.Requirements.Select(requirement => (requirement, (string?)null))]);
        var flows = service.Requirements.Select(requirement => symbols.FlowsOf(requirement, null)).ToList();
        var sets = flows.Select(ranges => FlowSet.From(ranges)).ToList();
        var kept = Enumerable.Range(0, flows.Count).ToList();
        for (var index = flows.Count - 1; index >= 0; index--)
        {
            var covered = index;
            var candidates = kept.Where(other => other != covered
                && Coverage.MayOverlap(service.Requirements[other], service.Requirements[covered])
                && sets[other].Overlaps(sets[covered])
                && Coverage.Spans(service.Requirements[other], service.Requirements[covered])).ToList();
            var covering = Coverage.MinimalCover(
                candidates, some => FlowSet.From(some.SelectMany(other => flows[other])).IsSupersetOf(sets[covered]));
            if (covering.Count == 0) continue;
            kept.Remove(covered);
            var what = RequirementText.Describe(service.Requirements[covered]);
            var by = covering.Select(other => RequirementText.Describe(service.Requirements[other])).ToList();
            var id = by.Count == 1 ? ProblemIds.CoveredRequirement : ProblemIds.CoveredByUnion;
            yield return ProblemTable.Create(id, what, service.Id, RequirementText.And(by))
                .At(covered, DeclarationPart.Whole, replacement: "");
        }
    }
}
