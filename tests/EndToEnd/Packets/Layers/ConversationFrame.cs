using System.Buffers.Binary;
using System.Net;
using Starface.EndToEnd.Packets.Translation;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>Writes and reads the frames of conversations. Each carries the number of its conversation.</summary>
internal static class ConversationFrame
{
    private const int LinkLength = 14;
    private const byte Tcp = 6;
    private const byte MarkerProtocol = 253;
    private const int AnswerMark = 1 << 16;

    /// <summary>Writes the first packet of a conversation or its answer.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> frame, Conversation talk, int number, bool isAnswer)
    {
        frame.Clear();
        var mark = isAnswer ? number | AnswerMark : number;
        var isFromWorld = talk.IsInbound != isAnswer;
        Router.PortAddress(isFromWorld).CopyTo(frame);
        frame[6] = 0x02;
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], (ushort)(talk.IsIPv6 ? Frame.EtherTypeIPv6 : Frame.EtherTypeIPv4));
        var ip = frame[LinkLength..];
        var header = talk.IsIPv6 ? 40 : 20;
        var body = talk.Protocol == Tcp ? 20 : 12;
        var local = AddressBlock.NumberOf(IPAddress.Parse(Router.Local(talk.IsIPv6, talk.IsInbound)));
        var (source, destination) = isFromWorld ? (talk.Remote, local) : (local, talk.Remote);
        if (talk.IsIPv6)
        {
            ip[0] = 0x60;
            BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)body);
            ip[6] = (byte)talk.Protocol;
            ip[7] = 64;
            BinaryPrimitives.WriteUInt128BigEndian(ip[8..], source);
            BinaryPrimitives.WriteUInt128BigEndian(ip[24..], destination);
        }
        else
        {
            ip[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(header + body));
            ip[8] = 64;
            ip[9] = (byte)talk.Protocol;
            BinaryPrimitives.WriteUInt32BigEndian(ip[12..], (uint)source);
            BinaryPrimitives.WriteUInt32BigEndian(ip[16..], (uint)destination);
            BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Fold(Sum(ip[..header])));
        }

        var segment = ip.Slice(header, body);
        var (from, to) = isAnswer ? (talk.Port, talk.ClientPort) : (talk.ClientPort, talk.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)from);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], (ushort)to);
        if (talk.Protocol == Tcp)
        {
            BinaryPrimitives.WriteInt32BigEndian(segment[4..], mark);
            // The answer acknowledges the number of the SYN.
            if (isAnswer) BinaryPrimitives.WriteInt32BigEndian(segment[8..], number + 1);
            segment[12] = 0x50;
            segment[13] = (byte)(isAnswer ? 0x12 : 0x02);
            BinaryPrimitives.WriteUInt16BigEndian(segment[14..], 64240);
        }
        else
        {
            BinaryPrimitives.WriteUInt16BigEndian(segment[4..], (ushort)body);
            BinaryPrimitives.WriteInt32BigEndian(segment[8..], mark);
        }

        var checksum = Fold(Sum(ip[(talk.IsIPv6 ? 8 : 12)..header]) + Sum(segment) + (uint)talk.Protocol + (uint)body);
        // In UDP zero says that there is no checksum.
        if (checksum == 0 && talk.Protocol != Tcp) checksum = 0xFFFF;
        BinaryPrimitives.WriteUInt16BigEndian(segment[(talk.Protocol == Tcp ? 16 : 6)..], checksum);
        return LinkLength + header + body;
    }

    /// <summary>Turns a frame into one that every ruleset lets pass.</summary>
    public static void Mark(Span<byte> frame)
    {
        var ip = frame[LinkLength..];
        ip[IsIPv6(frame) ? 6 : 9] = MarkerProtocol;
        if (IsIPv6(frame)) return;
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Fold(Sum(ip[..20])));
    }

    /// <summary>Whether a frame is one that every ruleset lets pass.</summary>
    public static bool IsMarker(ReadOnlySpan<byte> frame) => ProtocolOf(frame) == MarkerProtocol;

    /// <summary>The number of the conversation, or -1 for a frame that is not its first packet or not its answer.</summary>
    public static int NumberOf(ReadOnlySpan<byte> frame, bool isAnswer)
    {
        var segment = frame[(LinkLength + (IsIPv6(frame) ? 40 : 20))..];
        var mark = ProtocolOf(frame) switch
        {
            Tcp when segment.Length >= 20 => BinaryPrimitives.ReadInt32BigEndian(segment[4..]),
            17 when segment.Length >= 12 => BinaryPrimitives.ReadInt32BigEndian(segment[8..]),
            _ => -1,
        };
        var number = isAnswer ? mark - AnswerMark : mark;
        return number is >= 0 and < AnswerMark ? number : -1;
    }

    private static bool IsIPv6(ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) == Frame.EtherTypeIPv6;

    private static int ProtocolOf(ReadOnlySpan<byte> frame) => frame[LinkLength + (IsIPv6(frame) ? 6 : 9)];

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i + 1 < bytes.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
        return sum;
    }

    private static ushort Fold(uint sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
