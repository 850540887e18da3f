using System.Collections.Immutable;
using System.Net;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Outside.Listening;

/// <summary>
/// What a listener knows of what arrived, and what it answers: once to each question of someone who knows the key, and nothing to anyone
/// else. It may be used by several threads.
/// </summary>
/// <param name="key">The key.</param>
internal sealed class ArrivalBook(PairingKey key)
{
    /// <summary>The longest silence, in seconds, that a prober may ask for.</summary>
    public const int LongestSilence = 600;

    private const int MostSessions = 16;
    private const int MostGreetings = 4096;
    private readonly Lock _lock = new();
    private readonly DatagramSeals _seals = new(key);
    private readonly Dictionary<ulong, ArrivalSession> _sessions = [];
    private readonly HashSet<UInt128> _greetings = [];
    private long _strange;

    /// <summary>The probers that are there.</summary>
    public Attendance Attendance { get; } = new(TimeProvider.System);

    /// <summary>How many datagrams and connections came from someone who does not know the key, or came again.</summary>
    public long Strange => Interlocked.Read(ref _strange);

    /// <summary>Whether questions came from someone who knows the key.</summary>
    public bool WasUsed
    {
        get
        {
            lock (_lock) return _sessions.Count > 0 || _greetings.Count > 0;
        }
    }

    /// <summary>Reads the greeting of a connection; null where it is to be closed without an answer.</summary>
    /// <param name="bytes">What was said first.</param>
    public Greeting? Greet(ReadOnlySpan<byte> bytes)
    {
        if (Greeting.TryRead(bytes, key, out var greeting))
        {
            lock (_lock)
            {
                if (_greetings.Count < MostGreetings && _greetings.Add(greeting.Nonce))
                {
                    Attendance.See(greeting.Session);
                    return greeting;
                }
            }
        }

        VisitStranger();
        return null;
    }

    /// <summary>Counts something that is not answered.</summary>
    public void VisitStranger() => Interlocked.Increment(ref _strange);

    /// <summary>Reads a datagram.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="local">Where it arrived.</param>
    /// <param name="time">When, in microseconds.</param>
    /// <returns>What is sent back to where it came from, or null.</returns>
    public DatagramReply? Visit(ReadOnlySpan<byte> datagram, IPEndPoint from, IPEndPoint local, ulong time)
    {
        if (ProbeDatagram.Read(datagram, isAnswer: false, _seals) is { } question) return Visit(question, datagram, from, local, time);
        return VisitSip(datagram, local) is { } answer ? new DatagramReply(answer, TimeSpan.Zero) : null;
    }

    /// <summary>Reads a SIP request, and writes its answer; null where there is none.</summary>
    /// <param name="message">The request, or what was taken for one.</param>
    /// <param name="local">Where it arrived.</param>
    public byte[]? VisitSip(ReadOnlySpan<byte> message, IPEndPoint local)
    {
        lock (_lock)
        {
            if (SipToken.Find(message, isAnswer: false, _seals) is { } token
                && SessionOf(token.Session) is { } session
                && session.TryBegin(token.Number))
            {
                var answer = SipMessage.Answer(message, local, (token with { IsAnswer = true }).Describe(_seals));
                session.Keep(token.Number, new SipRecord(local.Port, message.ToArray(), answer ?? []));
                return answer;
            }
        }

        VisitStranger();
        return null;
    }

    /// <summary>What arrived in a session.</summary>
    /// <param name="session">The session.</param>
    public ImmutableArray<Arrival> ArrivalsOf(ulong session)
    {
        lock (_lock) return _sessions.TryGetValue(session, out var known) ? known.Arrivals : [];
    }

    /// <summary>A SIP request that arrived in a session, or null.</summary>
    /// <param name="session">The session.</param>
    /// <param name="number">The number of the request.</param>
    public SipRecord? RecordOf(ulong session, uint number)
    {
        lock (_lock) return _sessions.TryGetValue(session, out var known) ? known.RecordOf(number) : null;
    }

    private DatagramReply? Visit(
        ProbeDatagram question, ReadOnlySpan<byte> datagram, IPEndPoint from, IPEndPoint local, ulong time)
    {
        lock (_lock)
        {
            if (SessionOf(question.Session) is not { } session
                || !session.TryBegin(question.Number, question, local, time)
                || (question.Silence > 0 && !session.TryBeSilent()))
            {
                VisitStranger();
                return null;
            }
        }

        var answer = question with { IsAnswer = true, Time = time, Port = local.Port, Seen = from };
        var sound = datagram.Length == ProbeDatagram.SoundLength ? RtpHeader.Read(datagram) : null;
        // Another source than the question's: the two directions of a call are two streams.
        return new DatagramReply(
            answer.Write(_seals, sound is { } header ? header with { Source = ~header.Source } : null),
            TimeSpan.FromSeconds(Math.Min(question.Silence, LongestSilence)));
    }

    private ArrivalSession? SessionOf(ulong id)
    {
        if (!_sessions.TryGetValue(id, out var session))
        {
            if (_sessions.Count == MostSessions) return null;
            _sessions.Add(id, session = new ArrivalSession());
        }

        Attendance.See(id);
        return session;
    }
}
