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
            ? attempt.AskAsync(DnsQuestion.Write(id), (datagram, _) => Read(datagram, id, Protocol.Udp), token)
            : TcpDialog.HoldAsync(attempt, dialog => dialog.AskAsync(DnsQuestion.WriteFramed(id), text => ReadFramed(text, id)), token);
    }

    /// <summary>A datagram may be cut short, for which there is TCP.</summary>
    private static ProbeOutcome? Read(ReadOnlySpan<byte> message, ushort id, Protocol protocol)
    {
        if (!DnsQuestion.TryReadAnswer(message, id, out var answer)) return null;
        if (answer.Code != 0) return new(ProbeVerdict.Refused, $"the resolver answers {DnsQuestion.Describe(answer.Code)}");
        if (!answer.HasRecord && !(answer.IsTruncated && protocol == Protocol.Udp))
            return new(ProbeVerdict.OtherAnswer, "the answer does not have the name servers of the root, for which it was asked");
        return answer.IsRecursive
            ? new(ProbeVerdict.Works, "the resolver answers")
            : new(ProbeVerdict.Refused, "the server answers, and does not resolve names for this machine (no recursion)");
    }

    private static ProbeOutcome? ReadFramed(ReadOnlySpan<byte> received, ushort id)
    {
        if (received.Length < 2) return null;
        int length = BinaryPrimitives.ReadUInt16BigEndian(received);
        if (received.Length < 2 + length) return null;
        return Read(received.Slice(2, length), id, Protocol.Tcp)
            ?? new(ProbeVerdict.OtherAnswer, "what came is not an answer to the question");
    }
}
