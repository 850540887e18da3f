using System.Collections.Immutable;
using Starface.Policy.Changes;
using Starface.Policy.Review;

namespace Starface.Pages.Model;

/// <summary>What becomes possible and impossible for an instance.</summary>
/// <param name="Instance">The instance's name.</param>
/// <param name="Opened">The flows that become possible.</param>
/// <param name="Closed">The flows that become impossible.</param>
internal sealed record ChangePage(string Instance, ImmutableArray<FlowLine> Opened, ImmutableArray<FlowLine> Closed)
{
    /// <summary>Whether it was not there before, or is not there afterwards; null where it is there on both sides.</summary>
    public bool? IsNew { get; init; }

    /// <summary>Whether public addresses reach ports that they could not reach before.</summary>
    public bool ExposureGrows { get; init; }

    /// <summary>How many public addresses reach each sensitive service before and after, where that changes.</summary>
    public ImmutableArray<(string Service, PublicReach Before, PublicReach After)> Reach { get; init; } = [];

    /// <summary>What breaks, by service.</summary>
    public ImmutableArray<string> Consequences { get; init; } = [];

    /// <summary>What happens to running calls.</summary>
    public ImmutableArray<string> Calls { get; init; } = [];

    /// <summary>The services of which calls are cut although they must never be.</summary>
    public ImmutableArray<string> NeverCut { get; init; } = [];

    /// <summary>Whether nothing changes.</summary>
    public bool IsNone => Opened.IsEmpty && Closed.IsEmpty;

    /// <summary>What a page shows of a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isNew">Whether the instance was not there before, or is not there afterwards; null where it is on both sides.</param>
    public static ChangePage From(PolicyChange change, bool? isNew) => new(
        isNew == false ? change.Before.Name : change.After.Name,
        FlowLine.From(change.Possible.Ranges()),
        FlowLine.From(change.Impossible.Ranges()))
    {
        IsNew = isNew,
        ExposureGrows = change.ExposureGrows,
        Reach = [.. change.Reach.Where(reach => reach.Before != reach.After)],
        Consequences =
        [
            .. change.Consequences
                .GroupBy(consequence => consequence.Service, StringComparer.Ordinal)
                .Select(service => $"{service.Key}: {string.Join("; ", service.Select(consequence => consequence.Impact))}"),
        ],
        Calls = [.. change.IsNone ? [] : change.CallImpacts.Select(impact => $"{impact.Cloud.Name}: {impact.Explanation}")],
        NeverCut = [.. change.NeverCutViolations.Select(violation => violation.Service)],
    };
}
