using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Tests;
using Starface.Probes.Outside.Planning;
using Starface.Probes.Outside.Probing;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Probes.Tests.Outside;

/// <summary>Sound that something sends back as it came, and what else may be at its ports.</summary>
public sealed class SoundClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_range_at_which_every_packet_comes_back_works()
    {
        var (outcome, paths) = await TryAsync(static (_, datagram) => [datagram]);

        Assert.Equal(ProbeVerdict.Works, outcome.Verdict);
        Assert.StartsWith("8 samples: 0 of 200 packets lost there and back, jitter ", outcome.Detail, StringComparison.Ordinal);
        Assert.NotNull(outcome.Time);
        Assert.Equal(ProbeCost.SoundSamples, paths.Length);
        Assert.All(paths, path => Assert.Equal(
            (ProbeCost.SoundPackets, ProbeCost.SoundPackets, null, null), (path.Sent, path.Returned, path.Arrived, path.JitterThere)));
    }

    /// <summary>What a stranger or a router may send in place of the packet: none of it is an echo.</summary>
    [Theory]
    [InlineData("nothing", nameof(ProbeVerdict.OpenOrFiltered), "nothing came back")]
    [InlineData("last byte", nameof(ProbeVerdict.OtherAnswer), "what came back is not what was sent")]
    [InlineData("first byte", nameof(ProbeVerdict.OtherAnswer), "what came back is not what was sent")]
    [InlineData("shorter", nameof(ProbeVerdict.OtherAnswer), "what came back is not what was sent")]
    [InlineData("longer", nameof(ProbeVerdict.OtherAnswer), "what came back is not what was sent")]
    [InlineData("empty", nameof(ProbeVerdict.OtherAnswer), "what came back is not what was sent")]
    [InlineData("of another port", nameof(ProbeVerdict.OtherAnswer), "what came back is not what was sent")]
    [InlineData("of another run", nameof(ProbeVerdict.OtherAnswer), "what came back is not what was sent")]
    [InlineData("too long", nameof(ProbeVerdict.OtherAnswer), "what came back is not what was sent")]
    public async Task What_is_not_the_packet_that_was_sent_does_not_work(string answer, string verdict, string detail)
    {
        var firsts = new ConcurrentDictionary<int, byte[]>();
        ConcurrentQueue<byte[]> earlier = [];
        await TryAsync((_, datagram) =>
        {
            earlier.Enqueue(datagram);
            return [];
        });

        var (outcome, paths) = await TryAsync((port, datagram) => answer switch
        {
            "last byte" => [[.. datagram[..^1], (byte)(datagram[^1] ^ 1)]],
            "first byte" => [[(byte)(datagram[0] ^ 0x20), .. datagram[1..]]],
            "shorter" => [datagram[..^1]],
            "longer" => [[.. datagram, 0]],
            "empty" => [[]],
            "of another port" => Others(port, datagram),
            "of another run" => earlier.TryDequeue(out var recorded) ? [recorded] : [],
            "too long" => [new byte[9000]],
            _ => [],
        });

        Assert.Equal((verdict, detail), (outcome.Verdict.ToString(), outcome.Detail));
        Assert.All(paths, path => Assert.Equal(0, path.Returned));

        byte[][] Others(int port, byte[] datagram)
        {
            firsts.TryAdd(port, datagram);
            return [.. firsts.Where(first => first.Key != port).Select(first => first.Value)];
        }
    }

    [Fact]
    public async Task A_packet_that_comes_back_twice_is_counted_once()
    {
        var (outcome, paths) = await TryAsync(static (_, datagram) => [datagram, datagram]);

        Assert.Equal(ProbeVerdict.Works, outcome.Verdict);
        Assert.All(paths, path => Assert.Equal(path.Sent, path.Returned));
    }

    [Fact]
    public async Task Ports_that_are_closed_are_refused()
    {
        var range = FreeRange(out var sockets);
        foreach (var socket in sockets) socket.Dispose();

        var outcome = (await RunAsync(range, Token)).Outcome;

        Assert.Equal((ProbeVerdict.Refused, "the port is closed"), (outcome.Verdict, outcome.Detail));
    }

    [Fact]
    public async Task An_interrupted_run_does_not_say_that_sound_works()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var (outcome, _) = await TryAsync(
            (_, datagram) =>
            {
                end.Cancel();
                return [datagram];
            },
            end.Token);

        Assert.Equal(ProbeOutcome.CutShort("interrupted"), outcome);
    }

    [Theory]
    [InlineData(true, false, nameof(ProbeMethod.SoundEcho))]
    [InlineData(false, true, nameof(ProbeMethod.Sound))]
    [InlineData(false, false, null)]
    public void Sound_is_sent_where_something_sends_it_back(bool hasListener, bool hasEcho, string? method)
    {
        var policy = TestPolicy.Of(
            TestPolicy.Service("service", TestPolicy.Inbound(Protocol.Udp, "10000-20000")), PeerGroupId.Anywhere);
        var target = Address.Parse("203.0.113.10");
        var probe = Assert.Single(
            new OutsidePlan(policy, new OutsideChoice { Targets = [target], HasListener = hasListener, HasEcho = hasEcho }).Probes([]));

        Assert.Equal(method, probe.IsToTry ? probe.Method.ToString() : null);
        if (method is null) Assert.Contains("--rtp-echo", probe.Known!.Detail, StringComparison.Ordinal);
    }

    /// <summary>Tries a range on loopback with something at each sample of it.</summary>
    /// <param name="answer">What is sent back for a packet to a port.</param>
    /// <param name="token">Interrupts the run.</param>
    private static async Task<(ProbeOutcome Outcome, ImmutableArray<SoundPath> Paths)> TryAsync(
        Func<int, byte[], byte[][]> answer, CancellationToken? token = null)
    {
        var range = FreeRange(out var sockets);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var serving = sockets.Select(socket => ServeAsync(socket, answer, end.Token)).ToList();
        try
        {
            return await RunAsync(range, token ?? Token);
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(serving);
            foreach (var socket in sockets) socket.Dispose();
        }
    }

    private static async Task<(ProbeOutcome Outcome, ImmutableArray<SoundPath> Paths)> RunAsync(PortRange range, CancellationToken token)
    {
        var sound = new SoundClient();
        var probe = new Probe("127.0.0.1", Protocol.Udp, range, ProbeMethod.Sound) { Address = Address.Parse("127.0.0.1") };
        var results = await new ProbeRunner { Limit = TimeSpan.FromSeconds(1), Sound = sound.TryAsync }.RunAsync([probe], token);
        return (Assert.Single(results).Outcome, [.. sound.Paths.Select(known => known.Path)]);
    }

    private static async Task ServeAsync(UdpClient socket, Func<int, byte[], byte[][]> answer, CancellationToken token)
    {
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(token);
                foreach (var reply in answer(((IPEndPoint)socket.Client.LocalEndPoint!).Port, received.Buffer))
                    await socket.SendAsync(reply, received.RemoteEndPoint, token);
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
        catch (SocketException)
        {
            // The prober has gone.
        }
    }

    /// <summary>A range of eight ports, and the sockets at them.</summary>
    private static PortRange FreeRange(out List<UdpClient> sockets)
    {
        while (true)
        {
            sockets = [];
            try
            {
                var first = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
                sockets.Add(first);
                var from = ((IPEndPoint)first.Client.LocalEndPoint!).Port;
                for (var i = 1; i < ProbeCost.SoundSamples; i++) sockets.Add(new UdpClient(new IPEndPoint(IPAddress.Loopback, from + i)));
                return new PortRange(from, from + ProbeCost.SoundSamples - 1);
            }
            catch (Exception taken) when (taken is SocketException or ArgumentOutOfRangeException)
            {
                foreach (var socket in sockets) socket.Dispose();
            }
        }
    }
}
