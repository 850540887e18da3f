using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Planning;
using Starface.Probes.Running;
using Starface.Probes.Wire;
using AddressFamily = System.Net.Sockets.AddressFamily;

namespace Starface.Probes.Tests;

/// <summary>Probes of servers on loopback, good ones and hostile ones.</summary>
public class LoopbackTests
{
    public static TheoryData<string, string> Datagrams => new()
    {
        { "answer", nameof(ProbeVerdict.Works) },
        { "garbage, then the answer", nameof(ProbeVerdict.Works) },
        { "echo", nameof(ProbeVerdict.OtherAnswer) },
        { "garbage", nameof(ProbeVerdict.OtherAnswer) },
        { "wrong id", nameof(ProbeVerdict.OtherAnswer) },
        { "flood", nameof(ProbeVerdict.OtherAnswer) },
        { "oversized", nameof(ProbeVerdict.OtherAnswer) },
        { "silence", nameof(ProbeVerdict.OpenOrFiltered) },
    };

    [Theory]
    [MemberData(nameof(Datagrams))]
    public async Task A_stun_server_is_believed_only_where_it_answers_the_request(string behaviour, string verdict)
    {
        using var server = new DatagramServer(request => behaviour switch
        {
            "answer" => [StunAnswer(request)],
            "garbage, then the answer" => [[1, 2, 3], [], StunAnswer(request)],
            "echo" => [request],
            "garbage" => [[1, 2, 3]],
            "wrong id" => [StunAnswer([.. request[..19], (byte)(request[19] + 1)])],
            "flood" => Enumerable.Range(0, 100).Select(_ => new byte[] { 0 }),
            "oversized" => [new byte[60_000]],
            _ => [],
        });

        var result = Assert.Single(await RunAsync(server.Port, Protocol.Udp, ProbeMethod.Stun));

        Assert.Equal(verdict, result.Outcome.Verdict.ToString());
        if (verdict == nameof(ProbeVerdict.Works)) Assert.Equal("seen from outside as 192.0.2.1:32853", result.Outcome.Detail);
    }

    [Theory]
    [InlineData("192.0.2.1", 0)]
    [InlineData("0.0.0.0", 4000)]
    [InlineData("0.1.2.3", 4000)]
    [InlineData("224.0.0.1", 4000)]
    [InlineData("255.255.255.255", 4000)]
    public async Task A_stun_server_is_not_believed_that_saw_what_cannot_be(string address, int port)
    {
        using var server = new DatagramServer(request =>
        [
            [
                1, 1, 0, 12, .. request[4..20], 0, 1, 0, 8, 0, 1, (byte)(port >> 8), (byte)port,
                .. IPAddress.Parse(address).GetAddressBytes(),
            ],
        ]);

        var result = Assert.Single(await RunAsync(server.Port, Protocol.Udp, ProbeMethod.Stun));

        Assert.Equal(ProbeVerdict.OtherAnswer, result.Outcome.Verdict);
    }

    [Theory]
    [InlineData(0, nameof(ProbeVerdict.Works), "stratum 2")]
    [InlineData(900, nameof(ProbeVerdict.Works), "stratum 2")]
    [InlineData(86_400, nameof(ProbeVerdict.Refused), " s apart: one of them is wrong")]
    [InlineData(-86_400, nameof(ProbeVerdict.Refused), " s apart: one of them is wrong")]
    [InlineData(null, nameof(ProbeVerdict.OtherAnswer), "does not say the time")]
    public async Task A_time_server_says_a_time_that_can_be(int? offset, string verdict, string detail)
    {
        using var server = new DatagramServer(request =>
        [
            WireTests.NtpAnswer(
                2,
                BinaryPrimitives.ReadUInt64BigEndian(request.AsSpan(40)),
                offset is { } seconds ? (uint)(ulong)(NtpPacket.SecondsOf(DateTimeOffset.UtcNow) + seconds) : 0),
        ]);

        var result = Assert.Single(await RunAsync(server.Port, Protocol.Udp, ProbeMethod.Ntp));

        Assert.Equal(verdict, result.Outcome.Verdict.ToString());
        Assert.Contains(detail, result.Outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2.5, 0.1, nameof(ProbeVerdict.Works))]
    [InlineData(20, 0, nameof(ProbeVerdict.Refused))]
    [InlineData(0, 20, nameof(ProbeVerdict.Refused))]
    public async Task A_time_server_that_is_far_from_its_reference_is_of_no_use(double delay, double dispersion, string verdict)
    {
        using var server = new DatagramServer(request =>
        {
            var answer = WireTests.NtpAnswer(
                2, BinaryPrimitives.ReadUInt64BigEndian(request.AsSpan(40)), (uint)(ulong)NtpPacket.SecondsOf(DateTimeOffset.UtcNow));
            BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(4), (uint)(delay * 65536));
            BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(8), (uint)(dispersion * 65536));
            return [answer];
        });

        var result = Assert.Single(await RunAsync(server.Port, Protocol.Udp, ProbeMethod.Ntp));

        Assert.Equal(verdict, result.Outcome.Verdict.ToString());
    }

    /// <summary>The second row of flags and the number of answers, and what follows.</summary>
    [Theory]
    [InlineData("8180", 1, true, nameof(ProbeVerdict.Works))]
    [InlineData("8380", 0, false, nameof(ProbeVerdict.Works))]
    [InlineData("8180", 0, false, nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("8180", 1, false, nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("8100", 1, true, nameof(ProbeVerdict.Refused))]
    [InlineData("8185", 0, false, nameof(ProbeVerdict.Refused))]
    public async Task A_resolver_answers_what_was_asked(string flags, byte answers, bool hasRecord, string verdict)
    {
        using var server = new DatagramServer(request =>
        [
            [
                .. request[..2], .. Convert.FromHexString(flags), 0, 1, 0, answers, 0, 0, 0, 0, .. request[12..17],
                .. hasRecord ? DialogTests.RootRecord : [],
            ],
        ]);

        var result = Assert.Single(await RunAsync(server.Port, Protocol.Udp, ProbeMethod.Dns));

        Assert.Equal(verdict, result.Outcome.Verdict.ToString());
    }

    [Theory]
    [InlineData(Protocol.Udp)]
    [InlineData(Protocol.Tcp)]
    public async Task A_closed_port_refuses(Protocol protocol)
    {
        int port;
        using (var server = new DatagramServer(_ => [])) port = server.Port;

        var result = Assert.Single(await RunAsync(port, protocol, protocol == Protocol.Udp ? ProbeMethod.Stun : ProbeMethod.Connect));

        Assert.Equal(ProbeVerdict.Refused, result.Outcome.Verdict);
    }

    [Fact]
    public async Task What_is_known_is_told_when_the_run_is_interrupted()
    {
        using var silent = new DatagramServer(_ => []);
        using var good = new DatagramServer(request => [StunAnswer(request)]);
        using var interrupt = new CancellationTokenSource();
        var runner = new ProbeRunner
        {
            Progress = (_, _) => interrupt.Cancel(),
        };

        var results = await runner.RunAsync(
            [ProbeOf(good.Port, Protocol.Udp, ProbeMethod.Stun), ProbeOf(silent.Port, Protocol.Udp, ProbeMethod.Stun)], interrupt.Token);

        Assert.Equal(ProbeVerdict.Works, results[0].Outcome.Verdict);
        Assert.Equal((ProbeVerdict.NotProbed, "interrupted"), (results[1].Outcome.Verdict, results[1].Outcome.Detail));
        Assert.Equal(ProbeStatus.Unknown, ProbeRun.From(results, acceptsNotProbed: false).Status);
        Assert.Equal(ProbeStatus.Unknown, ProbeRun.From(results, acceptsNotProbed: true).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_in_which_nothing_was_tried_does_not_say_that_all_works(bool acceptsNotProbed)
    {
        var probe = ProbeOf(5060, Protocol.Udp, ProbeMethod.Sip);
        ProbeResult[] nothing =
        [
            new(probe, ProbeOutcome.OutOfSight("media")), new(probe, ProbeOutcome.NotProbed("no server in this network is named")),
        ];

        Assert.Equal(ProbeStatus.Unknown, ProbeRun.From([.. nothing], acceptsNotProbed).Status);
        Assert.Equal(ProbeStatus.Unknown, ProbeRun.From([], acceptsNotProbed).Status);
        Assert.Equal(
            acceptsNotProbed ? ProbeStatus.Works : ProbeStatus.Unknown,
            ProbeRun.From([.. nothing, new(probe, new ProbeOutcome(ProbeVerdict.Works))], acceptsNotProbed).Status);
    }

    internal static Probe ProbeOf(int port, Protocol protocol, ProbeMethod method) =>
        new("127.0.0.1", protocol, new PortRange(port), method) { Address = Address.Parse("127.0.0.1") };

    private static Task<ImmutableArray<ProbeResult>> RunAsync(int port, Protocol protocol, ProbeMethod method) =>
        new ProbeRunner { Limit = TimeSpan.FromSeconds(1) }
            .RunAsync([ProbeOf(port, protocol, method)], TestContext.Current.CancellationToken);

    /// <summary>A Binding response that maps to 192.0.2.1:32853, with the id of a request.</summary>
    private static byte[] StunAnswer(byte[] request) =>
    [
        1, 1, 0, 12, .. request[4..20], 0, 0x20, 0, 8, 0, 1, 0xA1, 0x47, 0xE1, 0x12, 0xA6, 0x43,
    ];

    /// <summary>Answers each datagram with some.</summary>
    private sealed class DatagramServer : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        public DatagramServer(Func<byte[], IEnumerable<byte[]>> answer)
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _ = ServeAsync(answer);
        }

        public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

        public void Dispose() => _socket.Dispose();

        private async Task ServeAsync(Func<byte[], IEnumerable<byte[]>> answer)
        {
            var buffer = new byte[4096];
            try
            {
                while (true)
                {
                    var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                    foreach (var datagram in answer(buffer[..received.ReceivedBytes]))
                        await _socket.SendToAsync(datagram, SocketFlags.None, received.RemoteEndPoint);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
            }
        }
    }
}
