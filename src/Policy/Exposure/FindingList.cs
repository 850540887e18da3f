using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Exposure;

/// <summary>Gathers findings of several cases and local ends: those of the same kind are one.</summary>
internal sealed class FindingList
{
    private readonly List<FlowFinding> _findings = [];

    /// <summary>Adds flows, if there are any.</summary>
    public void Add(FlowSet flows, bool isCertain, ImmutableArray<string> names, ImmutableArray<string> layers)
    {
        if (flows.IsEmpty) return;
        var index = _findings.FindIndex(
            found => found.IsCertain == isCertain
                && found.Names.SequenceEqual(names, StringComparer.Ordinal)
                && found.Layers.SequenceEqual(layers, StringComparer.Ordinal));
        if (index < 0) _findings.Add(new FlowFinding(flows, isCertain) { Names = names, Layers = layers });
        else _findings[index] = _findings[index] with { Flows = _findings[index].Flows.Union(flows) };
    }

    /// <summary>The flows of all findings.</summary>
    public FlowSet ToFlows() => _findings.Aggregate(FlowSet.Empty, (union, found) => union.Union(found.Flows));

    /// <summary>The findings, the certain ones first. What is certain at one end is not told again as possible at another.</summary>
    public ImmutableArray<FlowFinding> ToFindings()
    {
        var told = FlowSet.Empty;
        var findings = ImmutableArray.CreateBuilder<FlowFinding>(_findings.Count);
        foreach (var found in _findings.OrderByDescending(found => found.IsCertain))
        {
            var flows = found.Flows.Except(told);
            if (!flows.IsEmpty) findings.Add(found with { Flows = flows });
            if (found.IsCertain) told = told.Union(found.Flows);
        }

        return findings.ToImmutable();
    }
}
