using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Expectations;

/// <summary>The flows of a pattern, with the addresses that its names have for an instance.</summary>
/// <param name="words">The pattern in its usual spelling.</param>
/// <param name="ranges">The flows, which differ in their remote side alone; empty where the pattern is about nobody.</param>
internal sealed class TestedFlows(string words, ImmutableArray<FlowRange> ranges)
{
    private readonly Lazy<FlowSet> _all = new(() => FlowSet.From(ranges));

    /// <summary>The pattern in its usual spelling.</summary>
    public string Words => words;

    /// <summary>The flows, which differ in their remote side alone; empty where the pattern is about nobody.</summary>
    public ImmutableArray<FlowRange> Ranges => ranges;

    /// <summary>Why the test has no flows, as the end of a sentence; null where it has some.</summary>
    public string? WhyEmpty { get; init; }

    /// <summary>All of the flows.</summary>
    public FlowSet All => _all.Value;
}
