using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Starface.Policy.Flows;
using Starface.Probes.Planning;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Starface.Probes.Clients;

/// <summary>Makes the sockets of probes, and says what their errors mean.</summary>
/// <param name="open">Makes a socket; tests make it in another network.</param>
internal sealed class ProbeSockets(Func<AddressFamily, SocketType, ProtocolType, Socket> open)
{
    private const string NoRoute = "this machine has no route";

    /// <summary>An address that only a default route leads to (RFC 3849).</summary>
    private static readonly IPEndPoint Anyone = new(IPAddress.Parse("2001:db8::1"), 9);

    /// <summary>Sockets of this process's network.</summary>
    public static ProbeSockets Own { get; } = new(static (family, type, protocol) => new Socket(family, type, protocol));

    /// <summary>Whether this machine has a way to addresses of the Internet over IPv6. Sends nothing.</summary>
    public bool HasIPv6
    {
        get
        {
            try
            {
                OpenUdp(Anyone).Dispose();
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    /// <summary>A socket for datagrams to and from one address.</summary>
    /// <param name="remote">The address and port.</param>
    /// <exception cref="SocketException">This machine has no way there.</exception>
    public Socket OpenUdp(IPEndPoint remote)
    {
        var socket = open(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // From now on only datagrams of this address arrive, and what its machine refuses is an error.
            socket.Connect(remote);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A socket for datagrams to and from everyone.</summary>
    /// <param name="family">The family of the addresses.</param>
    public Socket OpenUdp(AddressFamily family)
    {
        var socket = open(family, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0));
        return socket;
    }

    /// <summary>A socket for a connection.</summary>
    /// <param name="family">The family of the addresses.</param>
    public Socket OpenTcp(AddressFamily family)
    {
        var socket = open(family, SocketType.Stream, ProtocolType.Tcp);
        socket.NoDelay = true;
        return socket;
    }

    /// <summary>Why this machine cannot send to an address at all, or null. Sends nothing.</summary>
    /// <param name="remote">The address.</param>
    public ProbeOutcome? FindObstacle(IPEndPoint remote)
    {
        try
        {
            OpenUdp(remote).Dispose();
            return null;
        }
        catch (SocketException problem)
        {
            return problem.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable
                ? ProbeOutcome.CutShort("this machine has no more sockets")
                : remote.AddressFamily == AddressFamily.InterNetworkV6 && !HasIPv6
                    ? ProbeOutcome.NotProbed($"{NoRoute} for IPv6 to it") with { IsWithoutIPv6 = true }
                    : ProbeOutcome.CutShort($"{NoRoute} for {NameOf(remote.AddressFamily)} to it");
        }
    }

    /// <summary>What an error of a socket means that had a route.</summary>
    /// <param name="error">The error.</param>
    public static ProbeOutcome Explain(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => new(ProbeVerdict.Refused, "the port is closed"),
        SocketError.ConnectionReset or SocketError.Shutdown => new(ProbeVerdict.Refused, "the connection was reset"),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown =>
            new(ProbeVerdict.Filtered, "a router says that the host cannot be reached"),
        SocketError.AccessDenied => new(ProbeVerdict.Filtered, "a packet filter on this machine or on the way forbids it"),
        SocketError.TimedOut => new(ProbeVerdict.Filtered, "no answer"),
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => ProbeOutcome.CutShort("this machine has no more sockets"),
        _ => new(ProbeVerdict.Filtered, $"the connection failed ({error})"),
    };

    /// <summary>An address and port as the system has them.</summary>
    /// <param name="address">The address.</param>
    /// <param name="port">The port.</param>
    public static IPEndPoint EndPoint(Address address, int port)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address.Family == Policy.Flows.AddressFamily.IPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)address.Low);
            return new IPEndPoint(new IPAddress(bytes[..4]), port);
        }

        BinaryPrimitives.WriteUInt64BigEndian(bytes, address.High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], address.Low);
        return new IPEndPoint(new IPAddress(bytes), port);
    }

    private static string NameOf(AddressFamily family) => family == AddressFamily.InterNetworkV6 ? "IPv6" : "IPv4";
}
