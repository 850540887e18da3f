using System.Buffers.Binary;

namespace Starface.Probes.Wire;

/// <summary>
/// The question for the name servers of the root, which every resolver knows (RFC 1035). Some filter other kinds of records.
/// </summary>
internal static class DnsQuestion
{
    private const int HeaderLength = 12;
    private const ushort RecursionDesired = 0x0100;
    private const int Response = 0x80;
    private const int Opcode = 0x78;
    private const int Truncated = 0x02;
    private const int RecursionAvailable = 0x80;
    private const int Pointer = 0xC0;

    /// <summary>Type, class, time to live and the length of what follows.</summary>
    private const int RecordHeaderLength = 2 + 2 + 4 + 2;
    private static readonly byte[] Root = [0, 0, 2, 0, 1];

    /// <summary>Writes the question.</summary>
    /// <param name="id">Its id, which cannot be guessed.</param>
    public static byte[] Write(ushort id)
    {
        var message = new byte[HeaderLength + Root.Length];
        BinaryPrimitives.WriteUInt16BigEndian(message, id);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), RecursionDesired);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), 1);
        Root.CopyTo(message, HeaderLength);
        return message;
    }

    /// <summary>Writes the question as TCP carries it, with its length before it.</summary>
    /// <param name="id">Its id.</param>
    public static byte[] WriteFramed(ushort id)
    {
        var message = Write(id);
        return [0, (byte)message.Length, .. message];
    }

    /// <summary>Reads the answer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="id">The question's id.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether it answers the question; a refusal may leave the question out.</returns>
    public static bool TryReadAnswer(ReadOnlySpan<byte> message, ushort id, out DnsAnswer answer)
    {
        answer = default;
        if (message.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(message) != id) return false;
        if ((message[2] & Response) == 0 || (message[2] & Opcode) != 0) return false;
        var code = message[3] & 15;
        var hasQuestion = BinaryPrimitives.ReadUInt16BigEndian(message[4..]) == 1 && message[HeaderLength..].StartsWith(Root);
        var isWithoutQuestion = BinaryPrimitives.ReadUInt16BigEndian(message[4..]) == 0 && code != 0;
        if (!hasQuestion && !isWithoutQuestion) return false;
        var answers = BinaryPrimitives.ReadUInt16BigEndian(message[6..]);
        answer = new DnsAnswer(
            code,
            hasQuestion && HasRecord(message, HeaderLength + Root.Length, answers),
            (message[2] & Truncated) != 0,
            (message[3] & RecursionAvailable) != 0);
        return true;
    }

    /// <summary>
    /// Whether one of the answers is the record that was asked for; false where they are not records. Some servers write the root's name as
    /// a pointer to that of the question.
    /// </summary>
    private static bool HasRecord(ReadOnlySpan<byte> message, int at, int answers)
    {
        var has = false;
        for (; answers > 0; answers--)
        {
            var start = at;
            if (!TrySkipName(message, ref at) || message.Length - at < RecordHeaderLength) return false;
            var isOfRoot = message[start] == 0 || (message[start] == Pointer && message[start + 1] == HeaderLength);
            has |= isOfRoot && message.Slice(at, 4).SequenceEqual(Root.AsSpan(1));
            at += RecordHeaderLength + BinaryPrimitives.ReadUInt16BigEndian(message[(at + 8)..]);
            if (at > message.Length) return false;
        }

        return has;
    }

    private static bool TrySkipName(ReadOnlySpan<byte> message, ref int at)
    {
        while (at < message.Length)
        {
            var label = message[at];
            switch (label & Pointer)
            {
                case 0:
                    at += 1 + label;
                    if (label == 0) return true;
                    break;
                case Pointer:
                    at += 2;
                    return true;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>A code of an answer in words.</summary>
    /// <param name="code">The code.</param>
    public static string Describe(int code) => code switch
    {
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        _ => FormattableString.Invariant($"the code {code}"),
    };
}
