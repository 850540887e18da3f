using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Probes.Planning;

/// <summary>When a probe sends, and how much at most.</summary>
internal static class ProbeCost
{
    /// <summary>The most ports that stand for a range of ports for sound.</summary>
    public const int SoundSamples = 8;

    /// <summary>The packets of sound that are sent to each of them, 20 ms apart.</summary>
    public const int SoundPackets = 25;

    private const int VersionsOfTls = 4;

    /// <summary>Two to each server for the mapping, and for the filtering two plain requests and two others, each of them twice.</summary>
    private const int DatagramsOfNat = 10;

    /// <summary>
    /// RFC 8489, section 6.2.1, and RFC 3261, section 17.1.2.2: 500 ms, doubled; their later times lie beyond every limit.
    /// </summary>
    private static readonly ImmutableArray<TimeSpan> Doubling = [.. new[] { 0, 0.5, 1.5, 3.5, 7.5 }.Select(TimeSpan.FromSeconds)];

    /// <summary>
    /// Servers of names and of time are asked less often: some of them take a client that repeats itself for an attacker.
    /// </summary>
    private static readonly ImmutableArray<TimeSpan> Patient = [.. new[] { 0.0, 1, 3 }.Select(TimeSpan.FromSeconds)];

    /// <summary>The times at which a request is sent until an answer comes.</summary>
    /// <param name="method">What is said.</param>
    /// <param name="limit">How long the probe may take.</param>
    public static ImmutableArray<TimeSpan> Schedule(ProbeMethod method, TimeSpan limit) =>
        [.. (IsAskedOften(method) ? Doubling : Patient).Where(time => time < limit)];

    /// <summary>The most datagrams that a probe sends.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="limit">How long it may take.</param>
    public static int Datagrams(Probe probe, TimeSpan limit) =>
        probe.Protocol != Protocol.Udp ? 0
        : probe.Method is ProbeMethod.SoundEcho or ProbeMethod.Sound ? SoundSamples * SoundPackets
        : Schedule(probe.Method, limit).Length + (probe.Method == ProbeMethod.Stun ? DatagramsOfNat : 0);

    /// <summary>The most connections that a probe opens.</summary>
    /// <param name="probe">The probe.</param>
    public static int Connections(Probe probe)
    {
        if (probe.Protocol != Protocol.Tcp) return 0;
        var versions = probe.MinimumTls == Tls.Unspecified ? 0 : VersionsOfTls;
        return versions + probe.Method switch
        {
            // Where TLS does not begin each version is offered to find out why; then none is offered once more for the floor.
            ProbeMethod.Https or ProbeMethod.Ldaps or ProbeMethod.SipTls or ProbeMethod.Smtps or ProbeMethod.Tls =>
                1 + (versions > 0 ? 0 : VersionsOfTls),
            _ => 1,
        };
    }

    private static bool IsAskedOften(ProbeMethod method) =>
        method is ProbeMethod.Stun or ProbeMethod.Sip or ProbeMethod.Echo or ProbeMethod.SipEcho;
}
