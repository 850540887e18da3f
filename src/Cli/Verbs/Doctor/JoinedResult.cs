using Starface.Probes.Running;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>A result beside what is known of its flow.</summary>
/// <param name="Result">The result.</param>
/// <param name="IsPlanned">Whether the instance's plan permits the flow; null where it has no address.</param>
/// <param name="Live">What the cloud does with it, or null where that was not asked for.</param>
internal sealed record JoinedResult(ProbeResult Result, bool? IsPlanned, LivePath? Live);
