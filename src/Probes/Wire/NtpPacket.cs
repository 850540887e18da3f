using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Starface.Probes.Wire;

/// <summary>An answer of a time server (RFC 5905).</summary>
/// <param name="Leap">The leap indicator; 3 says that the server's clock is not synchronised.</param>
/// <param name="Stratum">How far it is from a reference clock; 0 says that the server refuses, and 16 that it is not synchronised.</param>
/// <param name="Reference">The reference id: where the stratum is 0, the reason of the refusal in four letters.</param>
/// <param name="ReceivedAt">When the server received the question, in seconds since 1900.</param>
/// <param name="SentAt">When it sent the answer.</param>
internal sealed record NtpPacket(int Leap, int Stratum, uint Reference, double ReceivedAt, double SentAt)
{
    private const int Length = 48;
    private const int VersionFour = 4;
    private const int ClientMode = 3;
    private const int ServerMode = 4;
    private const int DelayOffset = 4;
    private const int DispersionOffset = 8;
    private const int OriginAt = 24;
    private const int ReceivedOffset = 32;
    private const int SentOffset = 40;

    /// <summary>The token of the question.</summary>
    public required ulong Token { get; init; }

    /// <summary>
    /// How far the server's clock may be off, in seconds: half of the way to its reference clock and back, and its dispersion since
    /// (RFC 5905, section 11.2).
    /// </summary>
    public required double Distance { get; init; }

    /// <summary>Whether the server says when the question came and the answer went; what is 0 is not said.</summary>
    public required bool HasTimes { get; init; }

    /// <summary>
    /// The letters of a refusal (kiss-of-death), or null where the server does not refuse. What is not printable is a dot.
    /// </summary>
    public string? Refusal
    {
        get
        {
            if (Stratum != 0) return null;
            Span<byte> letters = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(letters, Reference);
            var text = Encoding.Latin1.GetString(letters).TrimEnd('\0');
            return string.Concat(text.Select(letter => letter is > ' ' and <= '~' ? letter : '.'));
        }
    }

    /// <summary>Whether the server's clock is synchronised.</summary>
    public bool IsSynchronised => Leap != 3 && Stratum is >= 1 and <= 15;

    /// <summary>Writes a question. Of this machine's clock it tells nothing (RFC 9109, RFC 8633).</summary>
    /// <param name="token">What the answer has to repeat, which cannot be guessed.</param>
    public static byte[] Question(ulong token)
    {
        var packet = new byte[Length];
        packet[0] = (VersionFour << 3) | ClientMode;
        BinaryPrimitives.WriteUInt64BigEndian(packet.AsSpan(SentOffset), token);
        return packet;
    }

    /// <summary>Reads the answer to a question.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="isAsked">Whether a token is that of a question.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether it is one: the answer to another question is not, nor is a packet of another mode.</returns>
    public static bool TryReadAnswer(ReadOnlySpan<byte> packet, Func<ulong, bool> isAsked, [NotNullWhen(true)] out NtpPacket? answer)
    {
        answer = null;
        if (packet.Length < Length || (packet[0] & 7) != ServerMode || ((packet[0] >> 3) & 7) is < 3 or > VersionFour) return false;
        var token = BinaryPrimitives.ReadUInt64BigEndian(packet[OriginAt..]);
        if (!isAsked(token) || packet[1] > 16) return false;
        answer = new NtpPacket(
            packet[0] >> 6,
            packet[1],
            BinaryPrimitives.ReadUInt32BigEndian(packet[12..]),
            Seconds(packet[ReceivedOffset..]),
            Seconds(packet[SentOffset..]))
        {
            Token = token,
            Distance = (ShortSeconds(packet[DelayOffset..]) / 2) + ShortSeconds(packet[DispersionOffset..]),
            HasTimes = BinaryPrimitives.ReadUInt64BigEndian(packet[ReceivedOffset..]) != 0
                && BinaryPrimitives.ReadUInt64BigEndian(packet[SentOffset..]) != 0,
        };
        return true;
    }

    /// <summary>The server's clock beside this machine's, in seconds, where both ways take the same time.</summary>
    /// <param name="sentAt">When the question was sent, in seconds since 1900.</param>
    /// <param name="receivedAt">When the answer was received.</param>
    public double OffsetFrom(double sentAt, double receivedAt) => ((ReceivedAt - sentAt) + (SentAt - receivedAt)) / 2;

    /// <summary>A time in seconds since 1900, as NTP counts them in its second era or its first, whichever is nearer to today.</summary>
    /// <param name="time">The time.</param>
    public static double SecondsOf(DateTimeOffset time) =>
        (time - new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;

    private static double ShortSeconds(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt32BigEndian(at) / 65536.0;

    private static double Seconds(ReadOnlySpan<byte> at)
    {
        const double second = 4294967296.0;
        var whole = BinaryPrimitives.ReadUInt32BigEndian(at);

        // The counter starts again in 2036; times in its lower half are those of the second era.
        var era = whole < 0x80000000 ? second : 0;
        return era + whole + (BinaryPrimitives.ReadUInt32BigEndian(at[4..]) / second);
    }
}
