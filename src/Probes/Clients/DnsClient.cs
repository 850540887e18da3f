using System.Buffers.Binary;
using System.Security.Cryptography;
using Starface.Policy;
using Starface.Probes.Planning;
using Starface.Probes.Wire;

namespace Starface.Probes.Clients;

/// <summary>Asks a resolver.</summary>
internal static class DnsClient
{
    /// <summary>Tries it over the probe's transport.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Task<ProbeOutcome> TryAsync(Attempt attempt, CancellationToken token)
    {
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        return attempt.Probe.Protocol == Protocol.Udp
            ? attempt.AskAsync(DnsQuestion.Write(id), (datagram, _) => Read(datagram, id), token)
            : TcpDialog.HoldAsync(attempt, dialog => dialog.AskAsync(DnsQuestion.WriteFramed(id), text => ReadFramed(text, id)), token);
    }

    private static ProbeOutcome? Read(ReadOnlySpan<byte> message, ushort id) =>
        !DnsQuestion.TryReadAnswer(message, id, out var code) ? null
        : code == 0 ? new(ProbeVerdict.Works, "the resolver answers")
        : new(ProbeVerdict.Refused, $"the resolver answers {DnsQuestion.Describe(code)}");

    private static ProbeOutcome? ReadFramed(ReadOnlySpan<byte> received, ushort id)
    {
        if (received.Length < 2) return null;
        int length = BinaryPrimitives.ReadUInt16BigEndian(received);
        if (received.Length < 2 + length) return null;
        return Read(received.Slice(2, length), id) ?? new(ProbeVerdict.OtherAnswer, "what came is not an answer to the question");
    }
}
