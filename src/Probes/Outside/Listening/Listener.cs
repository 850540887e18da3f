using System.Collections.Immutable;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using Starface.Policy;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Outside.Planning;
using AddressFamily = Starface.Policy.Flows.AddressFamily;
using SystemFamily = System.Net.Sockets.AddressFamily;

namespace Starface.Probes.Outside.Listening;

/// <summary>
/// The part of the doctor that runs on the PBX while its software is stopped: it opens the ports of the policy and answers a prober that
/// knows the key. Others get no answer, and no more of its memory and time than a fixed part.
/// </summary>
internal sealed class Listener : IDisposable
{
    private const int MostConnections = 64;

    /// <summary>How long a connection may take to say who it is.</summary>
    private static readonly TimeSpan GreetingTime = TimeSpan.FromSeconds(3);

    /// <summary>After the end of what is said, when its length cannot be known.</summary>
    private static readonly TimeSpan MessageEnd = TimeSpan.FromMilliseconds(300);

    /// <summary>How often is looked whether the last prober has gone.</summary>
    private static readonly TimeSpan NextLook = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a prober may be silent: as long as its longest question, and some more.</summary>
    private static readonly TimeSpan ControlTime = TimeSpan.FromSeconds(ArrivalBook.LongestSilence + 60);

    private readonly PairingKey _key;
    private readonly ArrivalBook _book;
    private readonly List<Socket> _sockets = [];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stopwatch _running = new();
    private TimeSpan _time;
    private int _connections;

    private Listener(PairingKey key) => (_key, _book) = (key, new ArrivalBook(key));

    /// <summary>The ports, and whether each could be opened, in the order in which they were asked for.</summary>
    public ImmutableArray<OpenedPort> Ports { get; private set; } = [];

    /// <summary>What arrived.</summary>
    public ArrivalBook Book => _book;

    /// <summary>The addresses of this machine at which something from outside can arrive.</summary>
    public static ImmutableArray<IPAddress> AddressesOfMachine() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(link => link.OperationalStatus == OperationalStatus.Up && link.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(link => link.GetIPProperties().UnicastAddresses)
            .Select(address => address.Address)
            .Where(address => !address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address))
            .Distinct(),
    ];

    /// <summary>Opens ports. Each address has sockets of its own, so that an answer comes from where the question went.</summary>
    /// <param name="ports">The ports.</param>
    /// <param name="addresses">The addresses.</param>
    /// <param name="key">The key.</param>
    public static Listener Open(IEnumerable<ListenedPort> ports, ImmutableArray<IPAddress> addresses, PairingKey key)
    {
        var listener = new Listener(key);
        var opened = ImmutableArray.CreateBuilder<OpenedPort>();
        var families = addresses.GroupBy(address => address.AddressFamily).OrderBy(family => family.Key).ToList();
        foreach (var port in ports.Distinct())
        {
            foreach (var family in families)
            {
                // A port is as open as at the address where it is least.
                var outcome = family.Max(address => listener.Open(port, address));
                opened.Add(new OpenedPort(
                    family.Key == SystemFamily.InterNetwork ? AddressFamily.IPv4 : AddressFamily.IPv6, port.Protocol, port.Port, outcome));
            }
        }

        listener.Ports = opened.ToImmutable();
        return listener;
    }

    /// <summary>Answers until a prober has finished and no other one is there, or the token is cancelled.</summary>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>Whether a prober has finished.</returns>
    public Task<bool> RunAsync(CancellationToken token) => RunAsync(Timeout.InfiniteTimeSpan, token);

    /// <summary>Answers until a prober has finished and no other one is there, the time is over, or the token is cancelled.</summary>
    /// <param name="time">The time.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>Whether a prober has finished.</returns>
    public async Task<bool> RunAsync(TimeSpan time, CancellationToken token)
    {
        _time = time;
        _running.Start();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        end.CancelAfter(time);
        var serving = _sockets.Select(socket => socket.SocketType == SocketType.Stream
            ? AcceptAsync(socket, end.Token)
            : AnswerAsync(socket, end.Token)).ToList();
        try
        {
            await _finished.Task.WaitAsync(end.Token).ConfigureAwait(false);
            while (!_book.Attendance.IsEmpty) await Task.Delay(NextLook, end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The person who started the listener stopped it, or its time is over.
        }

        await end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(serving).ConfigureAwait(false);
        return _finished.Task.IsCompleted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
    }

    private OpenOutcome Open(ListenedPort port, IPAddress address)
    {
        var socket = port.Protocol == Protocol.Tcp
            ? new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            // A program that is willing to share its port keeps it: what arrives would go to either of the two.
            socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(address, port.Port));
            if (port.Protocol == Protocol.Tcp) socket.Listen(MostConnections);
            _sockets.Add(socket);
            return OpenOutcome.Open;
        }
        catch (SocketException refusal)
        {
            socket.Dispose();
            return refusal.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => OpenOutcome.InUse,
                SocketError.AccessDenied => OpenOutcome.NotPermitted,
                _ => OpenOutcome.Failed,
            };
        }
    }

    private async Task AnswerAsync(Socket socket, CancellationToken token)
    {
        var buffer = new byte[SipMessage.MostBytes];
        var local = (IPEndPoint)socket.LocalEndPoint!;
        while (!token.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, local, token).ConfigureAwait(false);
                var from = (IPEndPoint)received.RemoteEndPoint;
                var reply = _book.Visit(buffer.AsSpan(0, received.ReceivedBytes), from, local, Clock.Microseconds);
                if (reply is { Silence.Ticks: > 0 }) _ = AnswerLaterAsync(socket, reply, from, token);
                else if (reply is not null) await socket.SendToAsync(reply.Bytes, SocketFlags.None, from, token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                // A datagram that is too long, or an answer that the system refuses to send: the next one may be better.
            }
        }
    }

    private async Task AnswerLaterAsync(Socket socket, DatagramReply reply, IPEndPoint to, CancellationToken token)
    {
        try
        {
            await Task.Delay(reply.Silence, token).ConfigureAwait(false);
            await socket.SendToAsync(reply.Bytes, SocketFlags.None, to, token).ConfigureAwait(false);
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The listener ends, or the way back is closed, which the prober notices.
        }
    }

    private async Task AcceptAsync(Socket socket, CancellationToken token)
    {
        var serving = new List<Task>();
        while (!token.IsCancellationRequested)
        {
            try
            {
                var connection = await socket.AcceptAsync(token).ConfigureAwait(false);
                serving.RemoveAll(task => task.IsCompleted);
                serving.Add(ServeAsync(connection, token));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException)
            {
                // The connection was given up before it was accepted.
            }
        }

        await Task.WhenAll(serving).ConfigureAwait(false);
    }

    private async Task ServeAsync(Socket connection, CancellationToken token)
    {
        using var socket = connection;
        try
        {
            if (Interlocked.Increment(ref _connections) > MostConnections)
            {
                _book.VisitStranger();
                return;
            }

            await using var stream = new NetworkStream(connection);
            await ServeAsync(stream, (IPEndPoint)connection.LocalEndPoint!, (IPEndPoint)connection.RemoteEndPoint!, token)
                .ConfigureAwait(false);
        }
        catch (Exception end) when (end is IOException or SocketException or InvalidDataException or OperationCanceledException)
        {
            // The other one ended it, took too long, or said what the prober does not say.
        }
        finally
        {
            Interlocked.Decrement(ref _connections);
        }
    }

    private async Task ServeAsync(NetworkStream stream, IPEndPoint local, IPEndPoint from, CancellationToken token)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(GreetingTime);
        var said = new byte[SipMessage.MostBytes];
        await stream.ReadExactlyAsync(said.AsMemory(0, Greeting.Length), patience.Token).ConfigureAwait(false);
        if (said.AsSpan().StartsWith("OPTIONS "u8))
        {
            await AnswerSipAsync(stream, said, local, patience.Token).ConfigureAwait(false);
            return;
        }

        if (_book.Greet(said.AsSpan(0, Greeting.Length)) is not { } greeting) return;
        if (greeting.IsControl) _book.Attendance.Open(greeting.Session);
        try
        {
            var answer = new GreetingAnswer(local.Port, from, NewNonce());
            await stream.WriteAsync(answer.Write(greeting, _key), patience.Token).ConfigureAwait(false);
            if (greeting.IsControl)
                await ControlAsync(SealedChannel.OfListener(stream, _key, greeting, answer), greeting.Session, token).ConfigureAwait(false);
        }
        finally
        {
            if (greeting.IsControl) _book.Attendance.Close(greeting.Session);
        }
    }

    /// <summary>Answers a SIP request. Something on the way may have changed its length, so that it ends when nothing more comes.</summary>
    private async Task AnswerSipAsync(NetworkStream stream, byte[] said, IPEndPoint local, CancellationToken token)
    {
        var length = Greeting.Length;
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            while (length < said.Length)
            {
                pause.CancelAfter(MessageEnd);
                if (await stream.ReadAsync(said.AsMemory(length), pause.Token).ConfigureAwait(false) is > 0 and var read) length += read;
                else break;
            }
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            // The end of the message.
        }

        if (_book.VisitSip(said.AsSpan(0, length), local) is { } answer) await stream.WriteAsync(answer, token).ConfigureAwait(false);
    }

    private async Task ControlAsync(SealedChannel channel, ulong session, CancellationToken token)
    {
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
            patience.CancelAfter(ControlTime);
            if (await channel.ReceiveAsync(patience.Token).ConfigureAwait(false) is not (var kind, var body)) return;
            await channel.SendAsync(kind, Answer(kind, body), patience.Token).ConfigureAwait(false);
            if (kind != ControlKind.End) continue;
            _book.Attendance.Finish(session);
            _finished.TrySetResult();
            return;
        }
    }

    private byte[] Answer(ControlKind kind, byte[] body)
    {
        switch (kind)
        {
            case ControlKind.Ports:
                return ControlBody.Write(Ports);
            case ControlKind.Arrivals:
                return ControlBody.Write(_book.ArrivalsOf(ControlBody.ReadNumber(body).Session));
            case ControlKind.Sip:
                var (session, number) = ControlBody.ReadNumber(body);
                return ControlBody.Write(_book.RecordOf(session, number));
            case ControlKind.End:
                return [];
            case ControlKind.TimeLeft:
                return ControlBody.Write(_time == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _time - _running.Elapsed);
            default:
                throw new InvalidDataException();
        }
    }

    private static UInt128 NewNonce()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
