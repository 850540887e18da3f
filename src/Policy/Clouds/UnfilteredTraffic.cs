using Starface.Policy.Flows;

namespace Starface.Policy.Clouds;

/// <summary>Traffic of a cloud's own services that passes outside of every layer.</summary>
/// <param name="What">What it is, such as <c>traffic to the VPC's DNS resolver</c>.</param>
/// <param name="Flows">The flows.</param>
internal sealed record UnfilteredTraffic(string What, FlowSet Flows);
