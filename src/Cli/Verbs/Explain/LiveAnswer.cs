using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Explanations;
using Starface.Policy.Exposure;

namespace Starface.Cli.Verbs.Explain;

/// <summary>What the cloud does with a flow at the interfaces of an instance.</summary>
/// <param name="Places">The places of the interfaces, each with the way of the flow.</param>
/// <param name="Problems">Why the answer is not known.</param>
internal sealed record LiveAnswer(
    ImmutableArray<(LiveInterface Interface, FlowTrace Trace)> Places, ImmutableArray<Problem> Problems)
{
    /// <summary>Allowed or denied where it is so at every interface and everything was read.</summary>
    public Verdict Verdict =>
        !Places.IsEmpty && Places.All(place => place.Trace.Unfiltered is not null) ? Verdict.Allowed
        : !Problems.IsEmpty || Places.IsEmpty ? Verdict.Unknown
        : Places.All(place => place.Trace.Passes == true) ? Verdict.Allowed
        : Places.All(place => place.Trace.Passes == false) ? Verdict.Denied
        : Verdict.Unknown;
}
