using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Probes.Planning;

namespace Starface.Probes.Running;

/// <summary>The results of a run.</summary>
internal sealed class ProbeRun
{
    private ProbeRun(ImmutableArray<ProbeResult> results) => Results = results;

    /// <summary>The results, in the order of the probes.</summary>
    public ImmutableArray<ProbeResult> Results { get; }

    /// <summary>What lies between this machine and the STUN servers that answered.</summary>
    public ImmutableArray<NatFinding> Nat { get; init; } = [];

    /// <summary>Whether rows that were not probed are passed over.</summary>
    public bool AcceptsNotProbed { get; private init; }

    /// <summary>Whether a listener was to be asked what arrived, and could not be.</summary>
    public bool IsIncomplete { get; private init; }

    /// <summary>How the run ended. Where nothing was found to work, it is not known that anything does.</summary>
    public ProbeStatus Status =>
        IsIncomplete ? ProbeStatus.Unknown
        : Results.Any(result => KindOf(result) == ProbeStatus.DoesNotWork) ? ProbeStatus.DoesNotWork
        : Results.Any(result => KindOf(result) == ProbeStatus.Unknown) ? ProbeStatus.Unknown
        : Results.All(result => result.Outcome.Verdict != ProbeVerdict.Works) ? ProbeStatus.Unknown
        : ProbeStatus.Works;

    /// <summary>What results say together.</summary>
    /// <param name="results">The results.</param>
    /// <param name="acceptsNotProbed">Whether rows that were not probed are passed over.</param>
    /// <param name="nat">What lies between this machine and STUN servers.</param>
    /// <param name="isIncomplete">Whether a listener was to be asked what arrived, and could not be.</param>
    public static ProbeRun From(
        ImmutableArray<ProbeResult> results,
        bool acceptsNotProbed,
        ImmutableArray<NatFinding> nat = default,
        bool isIncomplete = false) =>
        new([.. results.Select(result => IsForOthers(result, results)
            ? result with { Outcome = result.Outcome with { IsByNature = true } }
            : result)])
        {
            AcceptsNotProbed = acceptsNotProbed,
            IsIncomplete = isIncomplete,
            Nat = nat.IsDefault ? [] : nat,
        };

    /// <summary>What a result says of its rows: a row that no run from here can decide says nothing against the others.</summary>
    /// <param name="result">The result.</param>
    public ProbeStatus KindOf(ProbeResult result) => result.Outcome.Verdict switch
    {
        ProbeVerdict.Works => ProbeStatus.Works,
        ProbeVerdict.NotProbed =>
            result.Outcome.IsByNature || (AcceptsNotProbed && !result.Outcome.IsCutShort) ? ProbeStatus.Works : ProbeStatus.Unknown,

        // Where the protocol is not known a service has no reason to answer, and many PBXs ignore OPTIONS of a stranger.
        ProbeVerdict.OpenOrFiltered =>
            result.Probe.Method is ProbeMethod.Datagram or ProbeMethod.Sip ? ProbeStatus.Unknown : ProbeStatus.DoesNotWork,
        _ => ProbeStatus.DoesNotWork,
    };

    /// <summary>
    /// Whether an address of a host is only for machines with IPv6, which this one is not, and each of its rows was tried at an address of
    /// the host that is for this one. Two addresses without a name are two servers.
    /// </summary>
    private static bool IsForOthers(ProbeResult result, ImmutableArray<ProbeResult> all) =>
        result.Outcome.IsWithoutIPv6 && result.Probe.Host is { } host && result.Probe.Rows.All(row => all.Any(other =>
            other.Probe.Host == host
            && other.Probe.Address?.Family == AddressFamily.IPv4
            && other.Outcome.Verdict != ProbeVerdict.NotProbed
            && other.Probe.Rows.Contains(row)));
}
