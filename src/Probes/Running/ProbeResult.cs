using Starface.Probes.Planning;

namespace Starface.Probes.Running;

/// <summary>A probe and how it ended.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="Outcome">How it ended.</param>
internal sealed record ProbeResult(Probe Probe, ProbeOutcome Outcome);
