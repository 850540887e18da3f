using System.Buffers.Binary;

namespace Starface.Probes.Wire;

/// <summary>The question for the root's SOA record, which every resolver can answer (RFC 1035).</summary>
internal static class DnsQuestion
{
    private const int HeaderLength = 12;
    private const ushort RecursionDesired = 0x0100;
    private const int Response = 0x80;
    private const int Opcode = 0x78;
    private static readonly byte[] Root = [0, 0, 6, 0, 1];

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
    /// <param name="code">The code of the answer: 0 where the resolver knows it.</param>
    /// <returns>Whether it answers the question; a refusal may leave the question out.</returns>
    public static bool TryReadAnswer(ReadOnlySpan<byte> message, ushort id, out int code)
    {
        code = 0;
        if (message.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(message) != id) return false;
        if ((message[2] & Response) == 0 || (message[2] & Opcode) != 0) return false;
        code = message[3] & 15;
        return BinaryPrimitives.ReadUInt16BigEndian(message[4..]) switch
        {
            1 => message[HeaderLength..].StartsWith(Root),
            0 => code != 0,
            _ => false,
        };
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
