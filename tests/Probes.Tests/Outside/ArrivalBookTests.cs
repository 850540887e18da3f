using System.Net;
using System.Text;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Outside.Listening;
using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Tests.Outside;

/// <summary>What a listener answers, and that it answers nobody else, nothing twice, and never with more than arrived.</summary>
public sealed class ArrivalBookTests
{
    private static readonly IPEndPoint Local = new(IPAddress.Parse("203.0.113.10"), 10_000);
    private static readonly IPEndPoint From = new(IPAddress.Parse("192.0.2.7"), 40_000);
    private readonly PairingKey _key = PairingKey.Create();
    private readonly DatagramSeals _seals;
    private readonly ArrivalBook _book;

    public ArrivalBookTests() => (_seals, _book) = (new DatagramSeals(_key), new ArrivalBook(_key));

    [Fact]
    public void A_question_is_answered_once_with_as_many_bytes_and_with_where_it_came_from()
    {
        var question = Question(1).Write(_seals, sound: null);

        var reply = _book.Visit(question, From, Local, 99)!;
        var answer = ProbeDatagram.Read(reply.Bytes, isAnswer: true, _seals)!;

        Assert.Equal(question.Length, reply.Bytes.Length);
        Assert.Equal(Question(1) with { IsAnswer = true, Time = 99, Port = Local.Port, Seen = From }, answer);
        Assert.Null(_book.Visit(question, From, Local, 100));
        Assert.Equal(1, _book.Strange);
        Assert.Equal(new Arrival(Policy.Flows.AddressFamily.IPv4, 10_000, 10_000, 1, 1, 0), Assert.Single(_book.ArrivalsOf(5)));
    }

    [Fact]
    public void Sound_comes_back_as_sound_of_the_same_length_and_another_stream()
    {
        var header = new RtpHeader(3, 480, 77);
        var question = Question(1).Write(_seals, header);

        var reply = _book.Visit(question, From, Local, 0)!.Bytes;

        Assert.Equal(172, question.Length);
        Assert.Equal(question.Length, reply.Length);
        var back = RtpHeader.Read(reply)!.Value;
        Assert.Equal((header.Number, header.Timestamp), (back.Number, back.Timestamp));
        Assert.NotEqual(header.Source, back.Source);
    }

    [Fact]
    public void Nobody_without_the_key_gets_an_answer_whatever_is_sent()
    {
        var question = Question(1).Write(_seals, sound: null);
        var sound = Question(1).Write(_seals, new RtpHeader(1, 160, 1));
        List<byte[]> strange =
        [
            [],
            [0],
            new byte[ProbeDatagram.Length],
            new byte[65_507],
            Encoding.ASCII.GetBytes("OPTIONS sip:a@b SIP/2.0\r\n\r\n"),
            Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("sfdr", 10_000))),
            Encoding.ASCII.GetBytes("sfdr" + new string('0', 88)),
            question[..^1],
            [.. question, 0],
            Question(1).Write(new DatagramSeals(PairingKey.Create()), sound: null),
            (Question(1) with { IsAnswer = true }).Write(_seals, sound: null),
            SipQuestion(1, new DatagramSeals(PairingKey.Create())),
        ];
        for (var i = 0; i < question.Length; i++) strange.Add(Changed(question, i));
        for (var i = RtpHeader.Length; i < RtpHeader.Length + ProbeDatagram.Length; i++) strange.Add(Changed(sound, i));

        Assert.All(strange, bytes => Assert.Null(_book.Visit(bytes, From, Local, 0)));
        Assert.Equal(strange.Count, _book.Strange);
        Assert.False(_book.WasUsed);
    }

    [Fact]
    public void Its_own_answers_are_not_questions()
    {
        var answer = _book.Visit(Question(1).Write(_seals, sound: null), From, Local, 0)!.Bytes;
        var sip = _book.Visit(SipQuestion(2, _seals), From, Local, 0)!.Bytes;

        Assert.Null(_book.Visit(answer, From, Local, 0));
        Assert.Null(_book.Visit(sip, From, Local, 0));
    }

    [Fact]
    public void A_silence_is_bounded_and_so_are_sessions_and_numbers()
    {
        Assert.Equal(600, _book.Visit((Question(1) with { Silence = 65_535 }).Write(_seals, null), From, Local, 0)!.Silence.TotalSeconds);
        Assert.Null(_book.Visit(Question(ArrivalSession.MostNumbers).Write(_seals, null), From, Local, 0));
        Assert.NotNull(_book.Visit(Question(ArrivalSession.MostNumbers - 1).Write(_seals, null), From, Local, 0));
        var answered = Enumerable.Range(100, 100)
            .Count(session => _book.Visit((Question(1) with { Session = (ulong)session }).Write(_seals, null), From, Local, 0) is not null);
        Assert.Equal(15, answered);
    }

    /// <summary>The silences of one prober leave room for those of another one.</summary>
    [Fact]
    public void Silent_answers_are_bounded_for_each_session()
    {
        const int most = 512;
        foreach (ulong session in (ulong[])[5, 6])
        {
            var answered = Enumerable.Range(0, most + 10).Count(number => _book.Visit(
                (Question((uint)number) with { Session = session, Silence = 30 }).Write(_seals, null), From, Local, 0) is not null);
            Assert.Equal(most, answered);
        }

        Assert.NotNull(_book.Visit(Question(most + 10).Write(_seals, null), From, Local, 0));
    }

    [Fact]
    public void Ports_beyond_those_of_a_message_are_not_kept()
    {
        for (uint i = 0; i < 2 * ControlBody.MostEntries; i++)
            _book.Visit((Question(i) with { Port = (int)i }).Write(_seals, null), From, Local, 0);

        Assert.Equal(ControlBody.MostEntries, _book.ArrivalsOf(5).Length);
        Assert.True(ControlBody.Write(_book.ArrivalsOf(5)).Length <= SealedChannel.MostBytes);
    }

    [Fact]
    public void A_greeting_is_answered_once()
    {
        var greeting = new Greeting(false, 5).Write(_key);

        Assert.NotNull(_book.Greet(greeting));
        Assert.Null(_book.Greet(greeting));
        Assert.Null(_book.Greet(new Greeting(false, 6).Write(PairingKey.Create())));
    }

    [Fact]
    public void A_SIP_request_is_answered_with_less_and_kept_as_it_arrived()
    {
        var request = SipQuestion(4, _seals);

        var answer = _book.Visit(request, From, Local, 0)!.Bytes;
        var text = Encoding.ASCII.GetString(answer);

        Assert.True(answer.Length <= request.Length);
        Assert.StartsWith("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.168.1.20:40000;branch=z9hG4bK", text, StringComparison.Ordinal);
        Assert.Contains("\r\nCSeq: 1 OPTIONS\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("Content-Length: 0\r\n\r\n", text, StringComparison.Ordinal);
        Assert.Equal(new SipToken(true, 5, 4), SipToken.Find(answer, isAnswer: true, _seals));
        Assert.Equal(request, _book.RecordOf(5, 4)!.Question);
        Assert.Equal(answer, _book.RecordOf(5, 4)!.Answer);
        Assert.Null(_book.RecordOf(5, 3));
        Assert.Null(_book.Visit(request, From, Local, 0));
    }

    [Fact]
    public void A_SIP_request_of_which_little_arrived_gets_no_longer_answer()
    {
        var token = new SipToken(false, 5, 1).Describe(_seals);

        Assert.Null(_book.Visit(Encoding.ASCII.GetBytes(token), From, Local, 0));
        Assert.NotNull(_book.RecordOf(5, 1));
    }

    private static ProbeDatagram Question(uint number) => new(IsAnswer: false, Session: 5, number, Time: 1_000, Port: 10_000);

    private static byte[] SipQuestion(uint number, DatagramSeals seals) => SipMessage.Question(
        new(IPAddress.Parse("192.168.1.20"), 40_000),
        new(IPAddress.Parse("203.0.113.10"), 5060),
        System.Net.Sockets.ProtocolType.Udp,
        new SipToken(false, 5, number).Describe(seals));

    private static byte[] Changed(byte[] bytes, int at)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] ^= 1;
        return changed;
    }
}
