using System.Text;
using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Outside.Datagrams;

/// <summary>
/// What shows in a SIP message that it comes from the other one of a pair. It covers its own number alone and not the message, whose bytes
/// may change on the way: that they do is what is looked for.
/// </summary>
/// <param name="IsAnswer">Whether the message is an answer.</param>
/// <param name="Session">The prober's session.</param>
/// <param name="Number">The number of the question, which is used once in a session.</param>
internal readonly record struct SipToken(bool IsAnswer, ulong Session, uint Number)
{
    private const int BodyLength = 8 + 4;
    private const int DigitCount = 2 * (BodyLength + Seal.Length);

    /// <summary>A message may repeat its token, and hold others that only look like one.</summary>
    private const int MostCandidates = 8;

    private static ReadOnlySpan<byte> Mark => "sfdr"u8;

    private static ReadOnlySpan<byte> Purpose => "sip"u8;

    /// <summary>The token as text: letters and digits, as every part of SIP accepts.</summary>
    /// <param name="seals">The seals of datagrams.</param>
    public string Describe(DatagramSeals seals) =>
        Encoding.ASCII.GetString(Mark) + Convert.ToHexStringLower(Sealed(seals)[Purpose.Length..]);

    /// <summary>Finds the token of a message, wherever it is; null where none is genuine.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isAnswer">Whether the token of an answer is looked for; else that of a question.</param>
    /// <param name="seals">The seals of datagrams.</param>
    public static SipToken? Find(ReadOnlySpan<byte> message, bool isAnswer, DatagramSeals seals)
    {
        for (var candidate = 0; candidate < MostCandidates && message.IndexOf(Mark) is >= 0 and var at; candidate++)
        {
            message = message[(at + Mark.Length)..];
            if (message.Length < DigitCount) break;
            if (Read(message[..DigitCount], isAnswer, seals) is { } token) return token;
        }

        return null;
    }

    private static SipToken? Read(ReadOnlySpan<byte> digits, bool isAnswer, DatagramSeals seals)
    {
        Span<byte> bytes = stackalloc byte[Purpose.Length + BodyLength + Seal.Length];
        Purpose.CopyTo(bytes);
        if (Convert.FromHexString(digits, bytes[Purpose.Length..], out _, out _) != System.Buffers.OperationStatus.Done) return null;
        var reader = new WireReader(bytes);
        reader.Expect(Purpose);
        var token = new SipToken(isAnswer, reader.UInt64(), reader.UInt32());
        reader.Seal(seals.Of(isAnswer));
        return reader.IsValid ? token : null;
    }

    private byte[] Sealed(DatagramSeals seals)
    {
        var bytes = new byte[Purpose.Length + BodyLength + Seal.Length];
        var writer = new WireWriter(bytes);
        writer.Bytes(Purpose);
        writer.UInt64(Session);
        writer.UInt32(Number);
        writer.Seal(seals.Of(IsAnswer));
        return bytes;
    }
}
