using System.Net;
using System.Net.Sockets;
using Starface.Probes.Clients;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Probing;

/// <summary>Datagrams to one port of a listener, and what comes back.</summary>
internal sealed class EchoExchange : IDisposable
{
    /// <summary>After so many datagrams that are not the listener's, no more are read.</summary>
    private const int MostStrays = 256;

    private static readonly TimeSpan SoundInterval = TimeSpan.FromMilliseconds(20);

    private readonly ProbeSession _session;
    private readonly IPEndPoint _remote;
    private readonly Socket _socket;
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, (ulong Time, byte[] Bytes)> _open = [];
    private readonly Dictionary<uint, byte[]> _requests = [];
    private readonly JitterMeter _jitter = new();
    private readonly uint _source = (uint)Random.Shared.Next();
    private TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Opens a socket of its own.</summary>
    /// <param name="session">The session.</param>
    /// <param name="sockets">Makes the socket.</param>
    /// <param name="remote">The listener's address and port.</param>
    /// <exception cref="SocketException">This machine has no way there.</exception>
    public EchoExchange(ProbeSession session, ProbeSockets sockets, IPEndPoint remote)
    {
        (_session, _remote) = (session, remote);
        _socket = sockets.OpenUdp(remote);
        _socket.ReceiveBufferSize = 256 * 1024;
    }

    /// <summary>Whether a question that comes back as it was sent is its answer: something there sends everything back.</summary>
    public bool AcceptsReflections { get; init; }

    /// <summary>How many questions were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>How many of them were answered.</summary>
    public int Answered { get; private set; }

    /// <summary>The time from the first question that was answered to its answer.</summary>
    public TimeSpan? Time { get; private set; }

    /// <summary>The port at which the questions arrived, where an answer came.</summary>
    public int? ArrivedAt { get; private set; }

    /// <summary>The jitter of the answers, in microseconds.</summary>
    public double Jitter => _jitter.Microseconds;

    /// <summary>How many datagrams came that are not an answer.</summary>
    public int Strays { get; private set; }

    /// <summary>Whether a question came back as it was sent.</summary>
    public bool IsReflected { get; private set; }

    /// <summary>What the system said of a datagram, such as that the port is closed; null where it said nothing.</summary>
    public SocketError? Error { get; private set; }

    /// <summary>The SIP answer that came, with the number of its request; null where none did.</summary>
    public (uint Number, byte[] Answer)? SipAnswer { get; private set; }

    /// <summary>The SIP requests, by their numbers.</summary>
    public IReadOnlyDictionary<uint, byte[]> Requests => _requests;

    /// <summary>Sends a question.</summary>
    /// <param name="soundNumber">The number of the packet of sound that it is, or null.</param>
    /// <param name="silence">For how many seconds the listener is silent before it answers.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task AskAsync(ushort? soundNumber, int silence, CancellationToken token)
    {
        var number = _session.NextNumber();
        var question = new ProbeDatagram(IsAnswer: false, _session.Id, number, Clock.Microseconds, _remote.Port) { Silence = silence };
        var sound = soundNumber is { } place ? new RtpHeader(place, (uint)place * RtpHeader.PayloadLength, _source) : (RtpHeader?)null;
        await SendAsync(number, question.Write(_session.Seals, sound), token).ConfigureAwait(false);
    }

    /// <summary>Sends a SIP request.</summary>
    /// <param name="token">Cancels the operation.</param>
    public async Task AskSipAsync(CancellationToken token)
    {
        var number = _session.NextNumber();
        var request = SipMessage.Question(
            (IPEndPoint)_socket.LocalEndPoint!,
            _remote,
            ProtocolType.Udp,
            new SipToken(IsAnswer: false, _session.Id, number).Describe(_session.Seals));
        lock (_lock) _requests.Add(number, request);
        await SendAsync(number, request, token).ConfigureAwait(false);
    }

    /// <summary>Sends half a second of sound, and waits for what comes back.</summary>
    /// <param name="limit">How long an answer is waited for.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task SpeakAsync(TimeSpan limit, CancellationToken token)
    {
        using var timer = new PeriodicTimer(SoundInterval);
        for (ushort number = 0; number < ProbeCost.SoundPackets; number++)
        {
            await AskAsync(number, silence: 0, token).ConfigureAwait(false);
            await timer.WaitForNextTickAsync(token).ConfigureAwait(false);
        }

        // What is late comes later than what is first answered.
        var last = Answered == 0 ? limit : TimeSpan.FromTicks(Math.Min(limit.Ticks, TimeSpan.TicksPerSecond));
        await WaitAsync(static known => known.Answered == known.Sent, last, token).ConfigureAwait(false);
    }

    /// <summary>Reads what comes while something is said.</summary>
    /// <param name="talk">Says it.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task HoldAsync(Func<Task> talk, CancellationToken token)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(token);
        var receiving = ReceiveAsync(end.Token);
        try
        {
            await talk().ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await receiving.ConfigureAwait(false);
        }
    }

    /// <summary>Reads what comes until the token is cancelled, or it makes no more sense.</summary>
    private async Task ReceiveAsync(CancellationToken token)
    {
        var buffer = new byte[SipMessage.MostBytes];
        while (Strays < MostStrays)
        {
            try
            {
                var length = await _socket.ReceiveAsync(buffer, SocketFlags.None, token).ConfigureAwait(false);
                Visit(buffer.AsSpan(0, length), Clock.Microseconds);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException problem)
            {
                Visit(problem.SocketErrorCode);
            }
        }
    }

    /// <summary>Waits until something has come that a person waits for, or a time has passed.</summary>
    /// <param name="isEnough">Whether it has.</param>
    /// <param name="time">The time.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <returns>Whether it has come.</returns>
    public async Task<bool> WaitAsync(Func<EchoExchange, bool> isEnough, TimeSpan time, CancellationToken token)
    {
        var end = Task.Delay(time, token);
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (isEnough(this)) return true;
                arrival = _arrival.Task;
            }

            if (await Task.WhenAny(arrival, end).ConfigureAwait(false) != end) continue;
            token.ThrowIfCancellationRequested();
            lock (_lock) return isEnough(this);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(uint number, byte[] bytes, CancellationToken token)
    {
        lock (_lock)
        {
            _open.Add(number, (Clock.Microseconds, bytes));
            Sent++;
        }

        try
        {
            await _socket.SendAsync(bytes, SocketFlags.None, token).ConfigureAwait(false);
        }
        catch (SocketException problem)
        {
            // What comes back for one datagram is told when the next one is sent.
            Visit(problem.SocketErrorCode);
        }
    }

    private void Visit(SocketError error)
    {
        lock (_lock)
        {
            if (error == SocketError.MessageSize) Strays++;
            else Error = error;
            Wake();
        }
    }

    private void Visit(ReadOnlySpan<byte> datagram, ulong now)
    {
        lock (_lock)
        {
            if (ProbeDatagram.Read(datagram, isAnswer: true, _session.Seals) is { } answer
                && TakeAnswer(answer.Session, answer.Number, now))
            {
                ArrivedAt ??= answer.Port;
                _jitter.Add(answer.Time, now);
            }
            else if (SipToken.Find(datagram, isAnswer: true, _session.Seals) is { } token
                && TakeAnswer(token.Session, token.Number, now))
            {
                SipAnswer ??= (token.Number, datagram.ToArray());
            }
            else if (ProbeDatagram.Read(datagram, isAnswer: false, _session.Seals) is { } question
                && _open.TryGetValue(question.Number, out var sent) && datagram.SequenceEqual(sent.Bytes))
            {
                IsReflected = true;
                if (AcceptsReflections && TakeAnswer(question.Session, question.Number, now)) _jitter.Add(question.Time, now);
                else Strays++;
            }
            else
            {
                Strays++;
            }

            Wake();
        }
    }

    private bool TakeAnswer(ulong session, uint number, ulong now)
    {
        if (session != _session.Id || !_open.Remove(number, out var sent)) return false;
        Answered++;
        Time ??= TimeSpan.FromMicroseconds(now - sent.Time);
        return true;
    }

    private void Wake()
    {
        var arrival = _arrival;
        _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
        arrival.TrySetResult();
    }
}
