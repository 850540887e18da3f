using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Probes.Planning;

/// <summary>When a probe sends, and how much at most.</summary>
internal static class ProbeCost
{
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
        [.. (method is ProbeMethod.Stun or ProbeMethod.Sip ? Doubling : Patient).Where(time => time < limit)];

    /// <summary>The most datagrams that a probe sends.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="limit">How long it may take.</param>
    public static int Datagrams(Probe probe, TimeSpan limit) =>
        probe.Protocol == Protocol.Udp ? Schedule(probe.Method, limit).Length : 0;

    /// <summary>The most connections that a probe opens.</summary>
    /// <param name="probe">The probe.</param>
    public static int Connections(Probe probe) => probe.Protocol == Protocol.Tcp ? 1 : 0;
}
