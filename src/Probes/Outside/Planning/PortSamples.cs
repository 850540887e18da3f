using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Planning;

/// <summary>The ports of a range that stand for all of it: the listener and the prober choose the same ones.</summary>
internal static class PortSamples
{
    /// <summary>The samples: the first, the last, and some between, at equal distances.</summary>
    /// <param name="range">The range; a short one is its own sample.</param>
    public static ImmutableArray<int> Of(PortRange range) => range.Count <= MethodChoice.MostPorts
        ? [.. Enumerable.Range(range.From, range.Count)]
        :
        [
            .. Enumerable.Range(0, ProbeCost.SoundSamples)
                .Select(i => range.From + ((range.Count - 1) * i / (ProbeCost.SoundSamples - 1)))
                .Distinct(),
        ];
}
