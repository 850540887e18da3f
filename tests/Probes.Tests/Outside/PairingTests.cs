using System.IO.Pipelines;
using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Tests.Outside;

/// <summary>What a prober and a listener say to each other first, and that nobody else can say it.</summary>
public sealed class PairingTests
{
    private readonly PairingKey _key = PairingKey.Create();
    private readonly PairingKey _other = PairingKey.Create();

    [Fact]
    public void A_key_is_read_as_it_is_written_and_in_other_forms_that_people_make_of_it()
    {
        var text = _key.Describe();

        Assert.Matches("^[0-9a-f]{4}(-[0-9a-f]{4}){7}$", text);
        Assert.NotEqual(text, _other.Describe());
        foreach (var form in new[] { text, text.ToUpperInvariant(), text.Replace("-", ""), $"  {text}\r\n" })
            Assert.Equal(text, PairingKey.Parse(form)?.Describe());
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("0123-4567-89ab-cdef-0123-4567-89ab-cde")]
    [InlineData("0123-4567-89ab-cdef-0123-4567-89ab-cdef-0")]
    [InlineData("0123-4567-89ab-cdef-0123-4567-89ab-cdeg")]
    [InlineData("0123-4567-89ab-cdef-0123-4567-89ab-cde\u0661")]
    public void What_a_person_thinks_up_is_not_a_key(string text) => Assert.Null(PairingKey.Parse(text));

    [Fact]
    public void A_greeting_of_another_key_is_not_one_and_neither_is_one_that_was_changed_anywhere()
    {
        var greeting = new Greeting(IsControl: true, Nonce: 7);
        var bytes = greeting.Write(_key);

        Assert.True(Greeting.TryRead(bytes, _key, out var read));
        Assert.Equal(greeting, read);
        Assert.False(Greeting.TryRead(bytes, _other, out _));
        Assert.False(Greeting.TryRead(bytes.AsSpan(0, bytes.Length - 1), _key, out _));
        Assert.False(Greeting.TryRead([.. bytes, 0], _key, out _));
        Assert.False(Greeting.TryRead([], _key, out _));
        foreach (var changed in Changes(bytes)) Assert.False(Greeting.TryRead(changed, _key, out _));
    }

    [Fact]
    public void An_answer_is_for_one_greeting_alone()
    {
        var greeting = new Greeting(IsControl: false, Nonce: 7);
        var answer = new GreetingAnswer(5061, new(System.Net.IPAddress.Parse("2001:db8::1"), 40_000), 9);
        var bytes = answer.Write(greeting, _key);

        Assert.Equal(answer, GreetingAnswer.Read(bytes, greeting, _key));
        Assert.Null(GreetingAnswer.Read(bytes, greeting with { Nonce = 8 }, _key));
        Assert.Null(GreetingAnswer.Read(bytes, greeting, _other));
        Assert.Null(GreetingAnswer.Read(greeting.Write(_key), greeting, _key));
        foreach (var changed in Changes(bytes)) Assert.Null(GreetingAnswer.Read(changed, greeting, _key));
    }

    [Fact]
    public async Task Messages_arrive_as_they_were_sent_in_both_directions()
    {
        var (prober, listener, _) = Channels();

        foreach (var length in new[] { 0, 1, SealedChannel.MostBytes })
        {
            var body = new byte[length];
            Random.Shared.NextBytes(body);
            await prober.SendAsync(ControlKind.Ports, body, Token);
            var arrived = await listener.ReceiveAsync(Token);
            Assert.Equal(ControlKind.Ports, arrived?.Kind);
            Assert.Equal(body, arrived?.Body);
            await listener.SendAsync(ControlKind.End, body, Token);
            Assert.Equal(body, (await prober.ReceiveAsync(Token))?.Body);
        }
    }

    [Fact]
    public async Task A_message_that_is_repeated_left_out_sent_back_or_changed_is_noticed()
    {
        var (one, two) = (await SentAsync([1]), await SentAsync([2]));
        Assert.Equal([1], await ReceivedAsync(one.First));
        Assert.Equal([2], await ReceivedAsync([.. one.First, .. two.Second], skip: 1));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReceivedAsync([.. one.First, .. one.First], skip: 1));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReceivedAsync(two.Second));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReceivedAsync(one.First, byProber: true));
        await Assert.ThrowsAsync<EndOfStreamException>(() => ReceivedAsync(one.First[..^1]));
        await Assert.ThrowsAsync<EndOfStreamException>(() => ReceivedAsync(one.First[..2]));
        Assert.Null(await ReceivedAsync([]));
        foreach (var changed in Changes(one.First).Skip(2))
            await Assert.ThrowsAsync<InvalidDataException>(() => ReceivedAsync(changed));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReceivedAsync([0xFF, 0xFF, 1]));
    }

    [Fact]
    public void Bodies_are_read_as_they_are_written_and_nothing_else_is_one()
    {
        OpenedPort[] ports =
        [
            new(Policy.Flows.AddressFamily.IPv4, Policy.Protocol.Tcp, 443, OpenOutcome.NotPermitted),
            new(Policy.Flows.AddressFamily.IPv6, Policy.Protocol.Udp, 65_535, OpenOutcome.Open),
        ];
        Arrival[] arrivals = [new(Policy.Flows.AddressFamily.IPv6, 20_000, 20_001, 25, 1, uint.MaxValue)];

        Assert.Equal(ports, ControlBody.ReadPorts(ControlBody.Write([.. ports])));
        Assert.Equal(arrivals, ControlBody.ReadArrivals(ControlBody.Write([.. arrivals])));
        Assert.Equal((5UL, 6U), ControlBody.ReadNumber(ControlBody.Write(5, 6)));
        foreach (var seconds in new long[] { 0, 1, 900, uint.MaxValue })
            Assert.Equal(TimeSpan.FromSeconds(seconds), ControlBody.ReadTime(ControlBody.Write(TimeSpan.FromSeconds(seconds))));
        Assert.Equal(TimeSpan.Zero, ControlBody.ReadTime(ControlBody.Write(TimeSpan.FromSeconds(-1))));
        Assert.Equal(TimeSpan.FromSeconds(uint.MaxValue), ControlBody.ReadTime(ControlBody.Write(TimeSpan.MaxValue)));
        Assert.Null(ControlBody.ReadRecord(ControlBody.Write(null)));
        var record = ControlBody.ReadRecord(ControlBody.Write(new SipRecord(5061, [1, 2], [3])))!;
        Assert.Equal(5061, record.Port);
        Assert.Equal([1, 2], record.Question);
        Assert.Equal([3], record.Answer);
        foreach (var broken in new byte[][] { [], [0], [0, 1], [0xFF, 0xFF], [0, 0, 0] })
        {
            Assert.Throws<InvalidDataException>(() => ControlBody.ReadPorts(broken));
            Assert.Throws<InvalidDataException>(() => ControlBody.ReadArrivals(broken));
            Assert.Throws<InvalidDataException>(() => ControlBody.ReadNumber(broken));
            Assert.Throws<InvalidDataException>(() => ControlBody.ReadTime(broken));
        }

        Assert.Throws<InvalidDataException>(() => ControlBody.ReadRecord([0, 9, 1]));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<byte[]> Changes(byte[] bytes) => Enumerable.Range(0, bytes.Length).Select(i =>
    {
        var changed = (byte[])bytes.Clone();
        changed[i] ^= 1;
        return changed;
    });

    private (SealedChannel Prober, SealedChannel Listener, Pipe There) Channels()
    {
        var (there, back) = (new Pipe(), new Pipe());
        var (greeting, answer) = (new Greeting(true, 1), new GreetingAnswer(1, new(0, 0), 2));
        return (
            SealedChannel.OfProber(new TwoStreams(back.Reader.AsStream(), there.Writer.AsStream()), _key, greeting, answer),
            SealedChannel.OfListener(new TwoStreams(there.Reader.AsStream(), back.Writer.AsStream()), _key, greeting, answer),
            there);
    }

    /// <summary>What a prober sends for one message, and for another one after it.</summary>
    private async Task<(byte[] First, byte[] Second)> SentAsync(byte[] body)
    {
        using var sent = new MemoryStream();
        var prober = SealedChannel.OfProber(sent, _key, new Greeting(true, 1), new GreetingAnswer(1, new(0, 0), 2));
        await prober.SendAsync(ControlKind.Ports, body, Token);
        var first = sent.ToArray();
        await prober.SendAsync(ControlKind.Ports, body, Token);
        return (first, sent.ToArray()[first.Length..]);
    }

    /// <summary>What a listener, or a prober, reads of bytes after some messages.</summary>
    private async Task<byte[]?> ReceivedAsync(byte[] bytes, int skip = 0, bool byProber = false)
    {
        using var stream = new MemoryStream(bytes);
        var (greeting, answer) = (new Greeting(true, 1), new GreetingAnswer(1, new(0, 0), 2));
        var channel = byProber
            ? SealedChannel.OfProber(stream, _key, greeting, answer)
            : SealedChannel.OfListener(stream, _key, greeting, answer);
        for (var i = 0; i < skip; i++) await channel.ReceiveAsync(Token);
        return (await channel.ReceiveAsync(Token))?.Body;
    }
}
