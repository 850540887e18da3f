using System.Buffers.Binary;
using System.Security.Cryptography;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Asks a time server for the time.</summary>
internal static class NtpClient
{
    /// <summary>Tries it.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token)
    {
        var question = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        return attempt.AskAsync(
            NtpPacket.Question(question), (datagram, elapsed) => Read(datagram, question, attempt.Clock.GetUtcNow(), elapsed), token);
    }

    private static ProbeOutcome? Read(ReadOnlySpan<byte> datagram, ulong question, DateTimeOffset now, TimeSpan elapsed)
    {
        if (!NtpPacket.TryReadAnswer(datagram, question, out var answer)) return null;
        if (answer.Refusal is { } letters) return new(ProbeVerdict.Refused, $"the server refuses (kiss of death '{letters}')");
        if (!answer.IsSynchronised) return new(ProbeVerdict.Refused, "the server answers, and its clock is not synchronised");
        var received = NtpPacket.SecondsOf(now);
        var offset = answer.OffsetFrom(received - elapsed.TotalSeconds, received);
        return new(
            ProbeVerdict.Works, FormattableString.Invariant($"stratum {answer.Stratum}, offset {offset:+0.000;-0.000;+0.000} s"));
    }
}
