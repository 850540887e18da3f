using Starface.EndToEnd.Packets.Kernel;

namespace Starface.EndToEnd.Packets;

/// <summary>
/// Packet sockets at both ends of a namespace's cables: for each direction and family, one that sends and one that receives.
/// </summary>
internal sealed class CableEnds : IDisposable
{
    private readonly List<IDisposable> _ports = [];
    private readonly Dictionary<(bool IsFromWorld, bool IsIPv6), (PacketSender Sender, PacketReceiver Receiver)> _ends = [];

    /// <summary>The ends of packets of one direction and family.</summary>
    /// <param name="isFromWorld">Whether the packets go from the world to the instance.</param>
    /// <param name="isIPv6">The family.</param>
    public (PacketSender Sender, PacketReceiver Receiver) For(bool isFromWorld, bool isIPv6) => _ends[(isFromWorld, isIPv6)];

    /// <summary>Opens the sockets; a thread in the namespace calls it.</summary>
    public void Open()
    {
        foreach (var isFromWorld in new[] { true, false })
        {
            var (from, to) = isFromWorld
                ? (NetworkNamespace.World, NetworkNamespace.Instance)
                : (NetworkNamespace.Instance, NetworkNamespace.World);
            var sender = new PacketSender(from);
            _ports.Add(sender);
            foreach (var isIPv6 in new[] { false, true })
            {
                var receiver = new PacketReceiver(to, isIPv6 ? Frame.EtherTypeIPv6 : Frame.EtherTypeIPv4);
                _ports.Add(receiver);
                _ends.Add((isFromWorld, isIPv6), (sender, receiver));
            }
        }
    }

    /// <summary>Closes the sockets.</summary>
    public void Dispose()
    {
        foreach (var port in _ports) port.Dispose();
    }
}
