using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Asks a time server for the time.</summary>
internal static class NtpClient
{
    /// <summary>The difference, in seconds, at which time daemons give up by themselves (the panic threshold of RFC 5905).</summary>
    private const double MostOffset = 1000;

    /// <summary>
    /// The root distance, in seconds, from which on no usual time daemon takes a server: ntpd's limit is 1.5, chrony's is 3.
    /// </summary>
    private const double MostDistance = 3;

    /// <summary>Tries it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token)
    {
        // Each datagram has a token of its own: the difference of two clocks follows from the time of the one that was answered.
        var sent = new ConcurrentDictionary<ulong, long>();
        return attempt.Question(Ask).AskAsync(
            attempt.Remote, attempt.Sockets, (datagram, _) => Read(datagram, sent, attempt.Clock.GetUtcNow()), token);

        ReadOnlyMemory<byte> Ask(int number)
        {
            var question = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
            sent[question] = Stopwatch.GetTimestamp();
            return NtpPacket.Question(question);
        }
    }

    private static ProbeOutcome? Read(ReadOnlySpan<byte> datagram, ConcurrentDictionary<ulong, long> sent, DateTimeOffset now)
    {
        if (!NtpPacket.TryReadAnswer(datagram, sent.ContainsKey, out var answer)) return null;
        var elapsed = Stopwatch.GetElapsedTime(sent[answer.Token]);
        if (answer.Refusal is { } letters) return new(ProbeVerdict.Refused, $"the server refuses (kiss of death '{letters}')");
        if (!answer.IsSynchronised) return new(ProbeVerdict.Refused, "the server answers, and its clock is not synchronised");
        if (answer.Distance > MostDistance)
        {
            return new(ProbeVerdict.Refused, FormattableString.Invariant(
                $"the server answers, and its clock may be {answer.Distance:F0} s off, so that time daemons do not take it"));
        }

        if (!answer.HasTimes) return new(ProbeVerdict.OtherAnswer, "the answer does not say the time");
        var received = NtpPacket.SecondsOf(now);
        var offset = answer.OffsetFrom(received - elapsed.TotalSeconds, received);
        if (Math.Abs(offset) > MostOffset)
        {
            return new(ProbeVerdict.Refused, FormattableString.Invariant(
                $"the server's clock and this machine's are {Math.Abs(offset):F0} s apart: one of them is wrong"));
        }

        return new(
            ProbeVerdict.Works, FormattableString.Invariant($"stratum {answer.Stratum}, offset {offset:+0.000;-0.000;+0.000} s"));
    }
}
