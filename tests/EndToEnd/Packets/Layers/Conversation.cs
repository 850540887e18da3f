using Starface.EndToEnd.Packets.Translation;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>A first packet and its answer: UDP, or the SYN and SYN+ACK that open a TCP connection.</summary>
/// <param name="IsInbound">Whether the remote side begins.</param>
/// <param name="IsIPv6">The family.</param>
/// <param name="Protocol">TCP or UDP, by number.</param>
/// <param name="Remote">The remote address.</param>
/// <param name="Port">The port of the side that answers.</param>
/// <param name="ClientPort">The port of the side that begins.</param>
internal readonly record struct Conversation(bool IsInbound, bool IsIPv6, int Protocol, UInt128 Remote, int Port, int ClientPort)
{
    public override string ToString() =>
        $"{(IsInbound ? "inbound" : "outbound")} {(Protocol == 6 ? "tcp" : "udp")} {AddressBlock.ToAddress(IsIPv6, Remote)} {Port}";
}
