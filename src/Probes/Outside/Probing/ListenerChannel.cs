using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Outside.Probing;

/// <summary>The connection over which a prober asks a listener what it knows.</summary>
/// <param name="stream">The connection.</param>
/// <param name="channel">The channel over it.</param>
/// <param name="remote">The listener's address and port.</param>
/// <param name="seen">Where the connection comes from, as the listener sees it.</param>
/// <param name="limit">How long an answer may take.</param>
internal sealed class ListenerChannel(NetworkStream stream, SealedChannel channel, IPEndPoint remote, IPEndPoint seen, TimeSpan limit)
    : IDisposable
{
    /// <summary>The listener's address and port.</summary>
    public IPEndPoint Remote => remote;

    /// <summary>Where the connection comes from, as the listener sees it.</summary>
    public IPEndPoint Seen => seen;

    /// <summary>The ports that the listener was to open.</summary>
    public async Task<ImmutableArray<OpenedPort>> PortsAsync(CancellationToken token) =>
        ControlBody.ReadPorts(await AskAsync(ControlKind.Ports, [], token).ConfigureAwait(false));

    /// <summary>What arrived in a session.</summary>
    public async Task<ImmutableArray<Arrival>> ArrivalsAsync(ulong session, CancellationToken token) =>
        ControlBody.ReadArrivals(
            await AskAsync(ControlKind.Arrivals, ControlBody.Write(session, 0), token).ConfigureAwait(false));

    /// <summary>A SIP request as it arrived, and its answer; null where it did not arrive.</summary>
    public async Task<SipRecord?> RecordAsync(ulong session, uint number, CancellationToken token) =>
        ControlBody.ReadRecord(await AskAsync(ControlKind.Sip, ControlBody.Write(session, number), token).ConfigureAwait(false));

    /// <summary>For how long the listener is still there.</summary>
    public async Task<TimeSpan> TimeLeftAsync(CancellationToken token) =>
        ControlBody.ReadTime(await AskAsync(ControlKind.TimeLeft, [], token).ConfigureAwait(false));

    /// <summary>Lets the listener end.</summary>
    public async Task EndAsync(CancellationToken token) => await AskAsync(ControlKind.End, [], token).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <exception cref="IOException">The connection has ended, or what came is not the listener's.</exception>
    private async Task<byte[]> AskAsync(ControlKind kind, byte[] body, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(limit);
        try
        {
            await channel.SendAsync(kind, body, patience.Token).ConfigureAwait(false);
            var answer = await channel.ReceiveAsync(patience.Token).ConfigureAwait(false);
            return answer is var (answered, said) && answered == kind ? said : throw new IOException();
        }
        catch (Exception end) when (end is InvalidDataException or SocketException
            || (end is OperationCanceledException && !token.IsCancellationRequested))
        {
            throw new IOException(end.Message, end);
        }
    }
}
