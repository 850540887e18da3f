using System.Net;
using System.Net.Sockets;
using System.Text;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Tests;
using Starface.Probes.Outside.Listening;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Outside.Planning;
using Starface.Probes.Outside.Probing;
using Starface.Probes.Planning;

namespace Starface.Probes.Tests.Outside;

/// <summary>A listener and a prober in one process, and strangers between them.</summary>
public sealed class LoopbackPairTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private readonly PairingKey _key = PairingKey.Create();
    private readonly int _port = FreePort();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_works_where_the_listener_has_answered_and_knows_it()
    {
        var policy = Policy(Protocol.Tcp, Protocol.Udp);
        var report = await ProbeAsync(policy, policy);

        Assert.All(report.Results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
        Assert.Equal(2, report.Results.Length);
        Assert.True(report.IsListenerKnown);
        Assert.Equal(Address.Parse("127.0.0.1"), Assert.Single(report.Sources));
    }

    [Fact]
    public async Task SIP_over_UDP_and_TCP_is_compared_and_nothing_was_rewritten()
    {
        var policy = Policy(5060, Protocol.Tcp, Protocol.Udp);
        var control = FreePort();
        var report = await ProbeAsync(policy, policy, control);

        Assert.All(report.Results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
        Assert.Equal(2, report.Sip.Length);
        Assert.All(report.Sip, sip => Assert.False(sip.Path.IsRewritten));
    }

    [Fact]
    public async Task Sound_is_measured_at_each_sample()
    {
        var from = 30_000 + (Environment.ProcessId % 1000 * 20);
        var policy = Of(TestPolicy.Inbound(Protocol.Udp, $"{from}-{from + 10}"));
        var report = await ProbeAsync(policy, policy, FreePort());

        var result = Assert.Single(report.Results);
        Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict);
        Assert.Equal(ProbeCost.SoundSamples, report.Sound.Length);
        Assert.All(report.Sound, sound => Assert.Equal(ProbeCost.SoundPackets, sound.Path.Sent));
        Assert.Contains("8 samples: 0 of 200 packets lost on the way there", result.Outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conversation_on_this_machine_is_remembered_for_as_long_as_is_tried()
    {
        var policy = Policy(Protocol.Tcp, Protocol.Udp);
        var report = await ProbeAsync(policy, policy, silence: 2);

        Assert.Equal((Address.Parse("127.0.0.1"), new NatLifetime(2, null)), Assert.Single(report.Nat));
    }

    [Theory]
    [InlineData("the listener went away before the silences were over")]
    [InlineData("interrupted")]
    public async Task How_long_a_conversation_is_remembered_is_not_known_where_the_end_did_not_come(string why)
    {
        var policy = Policy(Protocol.Tcp, Protocol.Udp);
        using var listener = Open(policy, control: null);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var listening = listener.RunAsync(end.Token);
        var tried = new TaskCompletionSource();
        var probing = new OutsideProber(Plan(policy), _key)
        {
            Limit = Limit,
            LongestSilence = 6,
            Progress = (done, all) =>
            {
                if (done >= 2) tried.TrySetResult();
            },
        }.RunAsync(interrupt.Token);
        await tried.Task.WaitAsync(Token);

        // Time for the listener to say what arrived; the silences take longer.
        await Task.Delay(TimeSpan.FromSeconds(3), Token);
        if (why == "interrupted") await interrupt.CancelAsync();
        else await end.CancelAsync();
        if (why != "interrupted")
        {
            await listening;
            listener.Dispose();
        }

        var report = await probing;

        Assert.Equal(why, report.WhyNoNat);
        Assert.Empty(report.Nat);
        Assert.All(report.Results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
        Assert.True(report.IsListenerKnown);
        await end.CancelAsync();
        await listening;
    }

    [Fact]
    public async Task Two_probers_at_one_listener_find_out_everything_both()
    {
        var policy = Policy(Protocol.Tcp, Protocol.Udp);
        using var listener = Open(policy, control: null);
        var listening = listener.RunAsync(Token);
        var slow = new OutsideProber(Plan(policy), _key) { Limit = Limit, LongestSilence = 3 }.RunAsync(Token);
        var quick = new OutsideProber(Plan(policy), _key) { Limit = Limit }.RunAsync(Token);

        foreach (var report in await Task.WhenAll(slow, quick))
        {
            Assert.True(report.IsListenerKnown);
            Assert.All(report.Results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
        }

        Assert.Equal(new NatLifetime(3, null), Assert.Single((await slow).Nat).Lifetime);
        Assert.True(await listening);
    }

    [Fact]
    public async Task A_listener_that_ends_before_the_silences_is_told_before_anything_is_waited_for()
    {
        var policy = Policy(Protocol.Tcp, Protocol.Udp);
        using var listener = Open(policy, control: null);
        var listening = listener.RunAsync(TimeSpan.FromSeconds(60), Token);
        List<string> notices = [];
        var tried = 0;
        var prober = new OutsideProber(Plan(policy), _key)
        {
            Limit = Limit,
            LongestSilence = 120,
            Notice = why =>
            {
                // The row over UDP is tried afterwards.
                Assert.Equal(1, tried);
                notices.Add(why);
            },
            Progress = (done, _) => tried = done,
        };

        var report = await prober.RunAsync(Token);

        var why = Assert.Single(notices);
        Assert.Matches("^the listener ends in [0-9]+ s, and the silences take 123 s$", why);
        Assert.StartsWith("the listener ends in ", report.WhyNoNat, StringComparison.Ordinal);
        Assert.Empty(report.Nat);
        Assert.All(report.Results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
        Assert.True(await listening);
    }

    [Fact]
    public async Task A_listener_ends_when_its_time_is_over()
    {
        using var listener = Open(Policy(Protocol.Tcp), control: null);

        Assert.False(await listener.RunAsync(TimeSpan.FromMilliseconds(10), Token));
    }

    [Fact]
    public async Task With_another_key_nothing_works_and_nothing_is_known()
    {
        var policy = Policy(Protocol.Tcp, Protocol.Udp);
        var report = await ProbeAsync(policy, policy, key: PairingKey.Create());

        Assert.False(report.IsListenerKnown);
        Assert.Equal(ProbeVerdict.OtherAnswer, report.Results[0].Outcome.Verdict);
        Assert.Equal(ProbeVerdict.OpenOrFiltered, report.Results[1].Outcome.Verdict);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_port_that_another_program_has_is_not_probed_and_says_so(bool shares)
    {
        using var pbx = new Socket(SocketType.Stream, ProtocolType.Tcp);
        // A program that would share its port (SO_REUSEPORT) shares it with the listener too, unless that does not want to.
        if (shares) pbx.ExclusiveAddressUse = false;
        pbx.Bind(new IPEndPoint(IPAddress.Loopback, _port));
        pbx.Listen();
        var policy = Policy(Protocol.Tcp);
        var report = await ProbeAsync(policy, policy, FreePort());

        var outcome = Assert.Single(report.Results).Outcome;
        Assert.Equal(ProbeVerdict.NotProbed, outcome.Verdict);
        Assert.Contains("is the PBX software stopped", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_the_listener_does_not_know_is_not_probed()
    {
        var outcome = (await ProbeAsync(Policy(Protocol.Udp), Policy(Protocol.Tcp), FreePort())).Results[0].Outcome;

        Assert.Equal(ProbeVerdict.NotProbed, outcome.Verdict);
    }

    [Fact]
    public async Task What_sends_everything_back_is_not_the_listener()
    {
        using var reflector = new UdpClient(new IPEndPoint(IPAddress.Loopback, _port));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var reflecting = ReflectAsync(reflector, end.Token);
        var prober = new OutsideProber(Plan(Policy(Protocol.Udp)), _key) { Limit = Limit };
        var report = await prober.RunAsync(Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reflecting);

        Assert.Equal(
            new ProbeOutcome(ProbeVerdict.OtherAnswer, "what was sent came back as it was: an echo, and not the listener"),
            Assert.Single(report.Results).Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH\r\n")]
    [InlineData("SFD2")]
    public async Task What_accepts_connections_and_says_something_else_is_not_the_listener(string says)
    {
        using var stranger = new TcpListener(IPAddress.Loopback, _port);
        stranger.Start();
        var serving = SayAsync(stranger, says);
        var report = await new OutsideProber(Plan(Policy(Protocol.Tcp)), _key) { Limit = Limit }.RunAsync(Token);
        await serving;

        Assert.Equal(ProbeVerdict.OtherAnswer, Assert.Single(report.Results).Outcome.Verdict);
        Assert.False(report.IsListenerKnown);
    }

    [Fact]
    public async Task Strangers_get_no_byte_and_do_not_keep_the_prober_out()
    {
        var policy = Policy(Protocol.Tcp, Protocol.Udp);
        using var listener = Open(policy, control: null);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = listener.RunAsync(end.Token);

        // One that says nothing, one that says something else, one that trickles, and one that floods.
        using var silent = await ConnectAsync();
        using var odd = await ConnectAsync();
        await odd.SendAsync(new byte[1000], Token);
        using var slow = await ConnectAsync();
        var trickling = TrickleAsync(slow, end.Token);
        using var flood = new UdpClient(System.Net.Sockets.AddressFamily.InterNetwork);
        flood.Connect(IPAddress.Loopback, _port);
        for (var i = 0; i < 20_000; i++) await flood.SendAsync(new byte[i % 1400], Token);

        var report = await new OutsideProber(Plan(policy), _key) { Limit = Limit }.RunAsync(Token);

        Assert.True(await running);
        Assert.All(report.Results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
        Assert.Equal(0, flood.Available);
        foreach (var stranger in new[] { silent, odd, slow }) Assert.Equal(0, await ReadAsync(stranger));
        Assert.True(listener.Book.Strange > 0);
        await end.CancelAsync();
        await trickling;
    }

    [Fact]
    public async Task A_greeting_that_was_recorded_is_not_answered_again()
    {
        var policy = Policy(Protocol.Tcp);
        using var listener = Open(policy, control: null);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = listener.RunAsync(end.Token);
        var greeting = new Greeting(IsControl: true, Nonce: 5).Write(_key);

        using var first = await ConnectAsync();
        await first.SendAsync(greeting, Token);
        Assert.NotEqual(0, await ReadAsync(first));
        using var again = await ConnectAsync();
        await again.SendAsync(greeting, Token);
        Assert.Equal(0, await ReadAsync(again));

        await end.CancelAsync();
        Assert.False(await running);
    }

    [Fact]
    public async Task An_interrupted_run_returns_what_is_known()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var prober = new OutsideProber(Plan(Policy(Protocol.Udp)), _key)
        {
            Limit = TimeSpan.FromMinutes(1),
            Progress = (_, _) => end.Cancel(),
        };
        end.CancelAfter(TimeSpan.FromMilliseconds(300));
        using var silent = new UdpClient(new IPEndPoint(IPAddress.Loopback, _port));

        var outcome = Assert.Single((await prober.RunAsync(end.Token)).Results).Outcome;

        Assert.Equal(ProbeOutcome.CutShort("interrupted"), outcome);
    }

    private static async Task ReflectAsync(UdpClient reflector, CancellationToken token)
    {
        while (true)
        {
            var received = await reflector.ReceiveAsync(token);
            await reflector.SendAsync(received.Buffer, received.RemoteEndPoint, token);
        }
    }

    private static async Task SayAsync(TcpListener stranger, string text)
    {
        using var client = await stranger.AcceptTcpClientAsync(Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Token);
        await client.GetStream().ReadAtLeastAsync(new byte[1000], 1000, throwOnEndOfStream: false, Token);
    }

    private static async Task TrickleAsync(Socket slow, CancellationToken end)
    {
        for (var i = 0; i < 100 && !end.IsCancellationRequested; i++)
        {
            try
            {
                await slow.SendAsync(new byte[1], Token);
            }
            catch (SocketException)
            {
                return;
            }

            await Task.Delay(100, Token);
        }
    }

    private async Task<OutsideReport> ProbeAsync(
        FirewallPolicy listened, FirewallPolicy tried, int? control = null, int silence = 0, PairingKey? key = null)
    {
        using var listener = Open(listened, control);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = listener.RunAsync(end.Token);
        var prober = new OutsideProber(Plan(tried), key ?? _key)
        {
            Limit = Limit,
            ControlPort = control,
            LongestSilence = silence,
        };
        var report = await prober.RunAsync(Token);
        if (!report.IsListenerKnown) await end.CancelAsync();
        Assert.Equal(report.IsListenerKnown, await running);
        return report;
    }

    private Listener Open(FirewallPolicy policy, int? control) => Listener.Open(
        [.. Plan(policy).ListenedPorts, .. control is { } port ? [new ListenedPort(Protocol.Tcp, port)] : Array.Empty<ListenedPort>()],
        [IPAddress.Loopback],
        _key);

    private FirewallPolicy Policy(params Protocol[] protocols) => Policy(_port, protocols);

    private static FirewallPolicy Policy(int port, params Protocol[] protocols) =>
        Of([.. protocols.Select(protocol => TestPolicy.Inbound(protocol, $"{port}"))]);

    private static FirewallPolicy Of(params TestRequirement[] rows) =>
        TestPolicy.Of(TestPolicy.Service("service", [.. rows.Select(row => (Requirement)row)]), PeerGroupId.Anywhere);

    private static OutsidePlan Plan(FirewallPolicy policy) =>
        new(policy, new OutsideChoice { Targets = [Address.Parse("127.0.0.1")], HasListener = true });

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, _port), Token);
        return socket;
    }

    /// <summary>The bytes that a connection still gets; one that was reset got none.</summary>
    private static async Task<int> ReadAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1000], Token);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    /// <summary>A port that is free for TCP and UDP.</summary>
    private static int FreePort()
    {
        while (true)
        {
            using var tcp = new Socket(SocketType.Stream, ProtocolType.Tcp);
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            var end = (IPEndPoint)tcp.LocalEndPoint!;
            using var udp = new Socket(SocketType.Dgram, ProtocolType.Udp);
            try
            {
                udp.Bind(end);
                return end.Port;
            }
            catch (SocketException)
            {
                // Taken meanwhile; another one is not.
            }
        }
    }
}
