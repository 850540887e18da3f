using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Probes.Outside.Probing;

/// <summary>What is known of an instance after it was tried from outside.</summary>
/// <param name="Results">Each probe and how it ended, in the order of the plan.</param>
internal sealed record OutsideReport(ImmutableArray<ProbeResult> Results)
{
    /// <summary>Whether the listener could be asked what arrived. Else nothing is known of what was not answered.</summary>
    public bool IsListenerKnown { get; init; }

    /// <summary>The addresses from which this machine is seen: those that the listener saw, or those that are known here.</summary>
    public ImmutableArray<Address> Sources { get; init; } = [];

    /// <summary>What became of SIP on the way, for each probe whose request arrived.</summary>
    public ImmutableArray<(Probe Probe, SipPath Path)> Sip { get; init; } = [];

    /// <summary>How sound fared at each sample.</summary>
    public ImmutableArray<(Probe Probe, SoundPath Path)> Sound { get; init; } = [];

    /// <summary>How long UDP conversations are remembered on the way to each address where that was asked for.</summary>
    public ImmutableArray<(Address Target, NatLifetime Lifetime)> Nat { get; init; } = [];

    /// <summary>Why that could not be found out although it was asked for, or null.</summary>
    public string? WhyNoNat { get; init; }
}
