using System.Net;
using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Outside.Datagrams;

/// <summary>
/// What a prober asks in a datagram, and a listener answers: the sound of a call, or bytes that no protocol knows. An answer is as long as
/// its question.
/// </summary>
/// <param name="IsAnswer">Whether it is an answer.</param>
/// <param name="Session">The prober's session.</param>
/// <param name="Number">The number of the question, which is used once in a session.</param>
/// <param name="Time">When it was sent, in microseconds of the sender's clock.</param>
/// <param name="Port">A question: the port it is sent to. An answer: the port at which the question arrived.</param>
internal sealed record ProbeDatagram(bool IsAnswer, ulong Session, uint Number, ulong Time, int Port)
{
    /// <summary>The bytes of one that is not sound.</summary>
    public const int Length = 4 + 1 + 8 + 4 + 8 + 2 + 2 + WireWriter.EndPointLength + Seal.Length;

    /// <summary>The bytes of one that is sound: 20 ms of G.711.</summary>
    public const int SoundLength = RtpHeader.Length + RtpHeader.PayloadLength;

    /// <summary>For how many seconds the listener is silent before it answers.</summary>
    public int Silence { get; init; }

    /// <summary>An answer: where the question came from, as the listener sees it.</summary>
    public IPEndPoint? Seen { get; init; }

    private static ReadOnlySpan<byte> Mark => "SFDP"u8;

    /// <summary>The datagram as it is sent.</summary>
    /// <param name="seals">The seals of datagrams.</param>
    /// <param name="sound">The header of the sound that it is, or null.</param>
    public byte[] Write(DatagramSeals seals, RtpHeader? sound)
    {
        var bytes = new byte[sound is null ? Length : SoundLength];
        sound?.Write(bytes);
        var writer = new WireWriter(bytes.AsSpan(sound is null ? 0 : RtpHeader.Length));
        writer.Bytes(Mark);
        writer.Byte(IsAnswer ? (byte)1 : (byte)0);
        writer.UInt64(Session);
        writer.UInt32(Number);
        writer.UInt64(Time);
        writer.UInt16(Port);
        writer.UInt16(Silence);
        writer.EndPoint(Seen);
        writer.Seal(seals.Of(IsAnswer));
        return bytes;
    }

    /// <summary>Reads a datagram; null where it is not a question, or an answer, of someone who knows the key.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="isAnswer">Whether an answer is read; else a question.</param>
    /// <param name="seals">The seals of datagrams.</param>
    public static ProbeDatagram? Read(ReadOnlySpan<byte> bytes, bool isAnswer, DatagramSeals seals)
    {
        var sound = RtpHeader.Read(bytes) is not null && bytes.Length == SoundLength;
        if (!sound && bytes.Length != Length) return null;
        var reader = new WireReader(sound ? bytes[RtpHeader.Length..] : bytes);
        reader.Expect(Mark);
        var kind = reader.Byte();
        var read = new ProbeDatagram(kind == 1, reader.UInt64(), reader.UInt32(), reader.UInt64(), reader.UInt16())
        {
            Silence = reader.UInt16(),
            Seen = reader.EndPoint(),
        };
        if (!reader.IsValid || kind != (isAnswer ? 1 : 0)) return null;
        reader.Seal(seals.Of(isAnswer));
        return reader.IsValid ? read : null;
    }
}
