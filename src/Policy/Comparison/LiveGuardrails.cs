using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Expectations;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;
using Starface.Policy.Review;

namespace Starface.Policy.Comparison;

/// <summary>Holds the guardrails of a fleet against what a cloud permits beyond an instance's plan.</summary>
internal static class LiveGuardrails
{
    private const string Fix = "remove the rule, also where the ignore file accepts it";

    /// <summary>
    /// The guardrails that an instance breaks, by its plan or by what is open beside it. Flows that an entry of the ignore file covers
    /// count: it accepts drift, not what no instance may permit. What must expire is about allowances, so that it is held against the plan
    /// alone.
    /// </summary>
    /// <param name="request">What was planned, with the guardrails.</param>
    /// <param name="cloud">The cloud of the instance.</param>
    /// <param name="drift">What was found, before entries of the ignore file were applied.</param>
    public static ImmutableArray<Problem> FindBroken(PlanRequest request, CloudTarget cloud, InstanceDrift drift)
    {
        var guardrails = request.Guardrails;
        if (guardrails.Entries.IsEmpty) return [];
        var surroundings = CloudSurroundings.For(
            cloud,
            request.AllowLoadBalancerProbes,
            name => drift.Groups.FirstOrDefault(group => group.PrefixLists.ContainsKey(name)) is { } group
                ? PrefixSet.From(group.PrefixLists[name])
                : request.FindMembers(name));
        return
        [
            .. guardrails.FindBroken(request.Policy, surroundings),
            .. guardrails.Entries
                .Select(guardrail => FindBreach(guardrail, drift, surroundings))
                .OfType<GuardrailBreach>()
                .Select(breach => breach.ToProblem(Fix, Fix)),
        ];
    }

    private static GuardrailBreach? FindBreach(Guardrail guardrail, InstanceDrift drift, Surroundings surroundings)
    {
        if (guardrail is MustExpire) return null;
        var parts = drift.Extra
            .Select(extra => (Extra: extra, Open: FindOpen(guardrail, extra, surroundings)))
            .Where(part => !(part.Open.Certain.IsEmpty && part.Open.Possible.IsEmpty))
            .ToList();
        if (parts.Count == 0) return null;
        var certain = parts.Where(part => !part.Open.Certain.IsEmpty).ToList();
        var (isKnown, count) = (certain.Count > 0, "");
        if (guardrail is AtMost most)
        {
            var (least, highest) = (
                CountReach(most, drift, certain.Select(part => part.Open.Certain)),
                CountReach(most, drift, parts.SelectMany(part => new[] { part.Open.Certain, part.Open.Possible })));
            if (!most.IsExceededBy(highest)) return null;
            isKnown = most.IsExceededBy(least);
            count = $" {most.Describe(isKnown ? least : highest)} together with the plan:";
        }

        var rules = (isKnown ? certain : parts).Select(
            part => $"rule {part.Extra.Rule.Id} of {part.Extra.GroupId} permits "
                + FlowParts.Describe(isKnown ? part.Open.Certain : part.Open.Certain.Union(part.Open.Possible), guardrail.Flows));
        var doubt = isKnown ? "" : ", depending on what is not known of the way or of the members of names";
        return new GuardrailBreach(guardrail, isKnown, $"in the cloud,{count} {RuleText.Few([.. rules.Distinct()])}{doubt}");
    }

    /// <summary>The flows of a guardrail that a rule opens for certain, and those that it may open.</summary>
    private static (FlowSet Certain, FlowSet Possible) FindOpen(
        Guardrail guardrail, ExtraFlows extra, Surroundings surroundings)
    {
        var (certain, possible) = (FlowSet.Empty, FlowSet.Empty);
        var inside = guardrail is OnlyFrom only ? InsideOf(only) : FlowSet.Empty;
        foreach (var range in extra.Ranges)
        {
            var all = FlowSet.From(range);
            if (!range.Remote.IsGroup)
            {
                certain = certain.Union(all.Intersect(guardrail.Flows.All).Except(inside));
                continue;
            }

            // Each member of a name has some address, so that what is about all addresses is about names too.
            var open = all.Except(inside);
            var always = open.Except(NamedFlows.FindClosed(open, guardrail.Flows.All));
            if (guardrail is NeverOpen) certain = certain.Union(always);
            if (guardrail is AtMost ? !IsOfStrangers(range.Remote.Group!) : open.IsEmpty) continue;
            var members = surroundings.FindMembers(range.Remote.Group!);
            certain = certain.Union(AmongFlows(range, members.AtLeast?.Ranges ?? []));
            possible = possible.Union(AmongFlows(range, members.AtMost?.Ranges));
        }

        return extra.IsCertain ? (certain, possible) : (FlowSet.Empty, certain.Union(possible));

        FlowSet AmongFlows(FlowRange named, IEnumerable<AddressRange>? members) =>
            NamedFlows.Expand(named, members).Intersect(guardrail.Flows.All).Except(inside);
    }

    private static FlowSet InsideOf(OnlyFrom guardrail)
    {
        var first = guardrail.Flows.Ranges[0];
        return FlowSet.From(
            guardrail.Remotes.Select(remote => new FlowRange(first.Direction, first.Protocols, remote.Scope, first.Ports)));
    }

    /// <summary>Whether a name has members that are not machines of one's own.</summary>
    private static bool IsOfStrangers(string name) =>
        !(Peer.TryParse(name, out var peer, out _) && peer.Kind is PeerKind.SecurityGroup or PeerKind.ApplicationSecurityGroup);

    /// <summary>The public addresses that the plan and what is open beside it reach together.</summary>
    private static PublicReach CountReach(AtMost guardrail, InstanceDrift drift, IEnumerable<FlowSet> open)
    {
        var all = open.Aggregate(drift.Plan.Flows.Intersect(guardrail.Flows.All), (sum, part) => sum.Union(part));
        return PublicReach.Of(all.Addresses(guardrail.Flows.Ranges[0].Direction), []);
    }
}
