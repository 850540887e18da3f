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

    public static TheoryData<string, string> HostileDatagrams =>
    [
        .. from method in new[] { nameof(ProbeMethod.Stun), nameof(ProbeMethod.Ntp), nameof(ProbeMethod.Dns), nameof(ProbeMethod.Sip) }
           from behaviour in new[] { "echo", "garbage", "empty", "flood", "oversized", "text", "an answer of somebody else" }
           select (method, behaviour),
    ];

    [Theory]
    [MemberData(nameof(HostileDatagrams))]
    public async Task No_datagram_that_does_not_answer_the_request_is_believed(string method, string behaviour)
    {
        var kind = Enum.Parse<ProbeMethod>(method);
        using var spoofer = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var strangers = new byte[20_000];
        new Random(7).NextBytes(strangers);
        using var server = new DatagramServer((request, from) =>
        {
            if (behaviour == "an answer of somebody else") spoofer.SendTo(GoodAnswer(kind, request), from);
            return behaviour switch
            {
                "echo" => [request],
                "garbage" => [strangers[..300]],
                "empty" => [[]],
                "flood" => Enumerable.Range(0, 200).Select(i => strangers[i..(i + 60)]),
                "oversized" => [strangers],
                "text" => ["SIP/2.0 200 OK\r\n\r\n"u8.ToArray()],
                _ => [],
            };
        });

        var result = Assert.Single(await RunAsync(server.Port, Protocol.Udp, kind));

        Assert.Equal(
            behaviour == "an answer of somebody else" ? ProbeVerdict.OpenOrFiltered : ProbeVerdict.OtherAnswer, result.Outcome.Verdict);
    }

    [Theory]
    [InlineData(nameof(ProbeMethod.Stun))]
    [InlineData(nameof(ProbeMethod.Ntp))]
    [InlineData(nameof(ProbeMethod.Dns))]
    [InlineData(nameof(ProbeMethod.Sip))]
    public async Task The_answer_of_the_server_that_was_asked_is_believed(string method)
    {
        var kind = Enum.Parse<ProbeMethod>(method);
        using var server = new DatagramServer(request => [GoodAnswer(kind, request)]);

        Assert.Equal(ProbeVerdict.Works, Assert.Single(await RunAsync(server.Port, Protocol.Udp, kind)).Outcome.Verdict);
    }

    [Theory]
    [InlineData("100,200", nameof(ProbeVerdict.Works), "SIP 200")]
    [InlineData("100,183,404", nameof(ProbeVerdict.Works), "SIP 404")]
    [InlineData("100,503", nameof(ProbeVerdict.Refused), "SIP 503, service unavailable")]
    [InlineData("504", nameof(ProbeVerdict.Refused), "SIP 504")]
    [InlineData("100", nameof(ProbeVerdict.Refused), "the server answers SIP 100, and nothing final after it")]
    [InlineData("100,183", nameof(ProbeVerdict.Refused), "the server answers SIP 183, and nothing final after it")]
    public async Task A_provisional_answer_is_not_an_answer(string statuses, string verdict, string detail)
    {
        using var datagrams = new DatagramServer(
            request => statuses.Split(',').Select(status => DialogTests.SipAnswer(System.Text.Encoding.ASCII.GetString(request), status)));
        using var streams = new StreamServer(async (stream, token) =>
        {
            var request = await StreamServer.ReadAsync(stream, received => received.AsSpan().EndsWith("\r\n\r\n"u8), token);
            foreach (var status in statuses.Split(','))
            {
                await stream.WriteAsync(DialogTests.SipAnswer(System.Text.Encoding.ASCII.GetString(request), status), token);
                await Task.Delay(30, token);
            }

            await Task.Delay(-1, token);
        });

        foreach (var (port, protocol) in new[] { (datagrams.Port, Protocol.Udp), (streams.Port, Protocol.Tcp) })
        {
            var result = Assert.Single(await RunAsync(port, protocol, ProbeMethod.Sip));

            Assert.Equal(verdict, result.Outcome.Verdict.ToString());
            Assert.Contains(detail, result.Outcome.Detail, StringComparison.Ordinal);
        }
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

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task The_difference_of_clocks_is_that_of_the_question_which_was_answered(int lost)
    {
        var came = 0;
        using var server = new DatagramServer(
            request => Interlocked.Increment(ref came) > lost ? [GoodAnswer(ProbeMethod.Ntp, request)] : []);

        var result = Assert.Single(await new ProbeRunner { Limit = TimeSpan.FromSeconds(5) }.RunAsync(
            [ProbeOf(server.Port, Protocol.Udp, ProbeMethod.Ntp)], TestContext.Current.CancellationToken));

        var offset = result.Outcome.Detail.Split(' ')[^2];

        // The server of this test tells whole seconds.
        Assert.InRange(double.Parse(offset, System.Globalization.CultureInfo.InvariantCulture), -1.1, 0.1);
    }

    [Fact]
    public async Task A_stun_server_does_not_see_an_IPv6_address_behind_an_IPv4_one()
    {
        using var server = new DatagramServer(request =>
        [
            [1, 1, 0, 24, .. request[4..20], 0, 1, 0, 20, 0, 2, 0x10, 0, .. IPAddress.Parse("2a01:4f8::99").GetAddressBytes()],
        ]);

        var result = Assert.Single(await RunAsync(server.Port, Protocol.Udp, ProbeMethod.Stun));

        Assert.Equal(ProbeVerdict.OtherAnswer, result.Outcome.Verdict);
    }

    /// <summary>Where the answers come from to requests for another address and port, and for another port.</summary>
    [Theory]
    [InlineData("127.0.0.2", "another address", "another port", nameof(NatBehaviour.EndpointIndependent), null)]
    [InlineData("127.0.0.2", "", "another port", nameof(NatBehaviour.AddressDependent), null)]
    [InlineData("127.0.0.2", "", "", nameof(NatBehaviour.AddressAndPortDependent), null)]
    [InlineData("127.0.0.2", "another port", "another port", nameof(NatBehaviour.Unknown), "does not change the address")]
    [InlineData("127.0.0.2", "the same", "the same", nameof(NatBehaviour.Unknown), "does not change the address")]
    [InlineData("127.0.0.1", "another port", "another port", nameof(NatBehaviour.Unknown), "has no second address")]
    [InlineData("127.0.0.2", "never asked", "never asked", nameof(NatBehaviour.Unknown), "did not answer again")]
    public async Task The_filter_of_a_NAT_follows_from_answers_and_not_from_questions_that_were_not_asked(
        string other, string forAddress, string forPort, string filtering, string? why)
    {
        using var server = new StunServer(other, forAddress, forPort);
        var token = TestContext.Current.CancellationToken;
        var results = await new ProbeRunner { Limit = TimeSpan.FromSeconds(1) }
            .RunAsync([ProbeOf(server.Port, Protocol.Udp, ProbeMethod.Stun)], token);

        var nat = Assert.Single(await new NatDiscovery(Clients.ProbeSockets.Own).FindAsync(results, token));

        Assert.Equal(filtering, nat.Filtering.ToString());
        Assert.Contains(why ?? "", nat.WhyNoFiltering ?? "", StringComparison.Ordinal);
        Assert.Equal(why is null, nat.WhyNoFiltering is null);
    }

    [Fact]
    public async Task The_filter_of_a_NAT_is_not_known_where_there_was_no_time_to_find_it_out()
    {
        using var server = new StunServer("127.0.0.2", "", "");
        var results = await new ProbeRunner { Limit = TimeSpan.FromSeconds(1) }
            .RunAsync([ProbeOf(server.Port, Protocol.Udp, ProbeMethod.Stun)], TestContext.Current.CancellationToken);
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(400));

        var nat = Assert.Single(await new NatDiscovery(Clients.ProbeSockets.Own).FindAsync(results, end.Token));

        Assert.Equal((NatBehaviour.Unknown, "there was no time left"), (nat.Filtering, nat.WhyNoFiltering));
    }

    [Fact]
    public void A_machine_without_a_route_is_at_fault_but_for_IPv6_where_it_has_none_at_all()
    {
        var sockets = new Clients.ProbeSockets(static (family, _, _) => throw new SocketException((int)SocketError.NetworkUnreachable));

        Assert.True(sockets.FindObstacle(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 1)) is { IsCutShort: true, IsWithoutIPv6: false });
        Assert.True(sockets.FindObstacle(new IPEndPoint(IPAddress.Parse("2001:db8::7"), 1)) is { IsCutShort: false, IsWithoutIPv6: true });
    }

    /// <summary>
    /// An IPv6 address of a host says nothing on a machine without IPv6 where the host was tried over IPv4. Everything else that was not
    /// tried is unknown.
    /// </summary>
    [Theory]
    [InlineData("host", "2001:db8::7", true, nameof(ProbeStatus.Works))]
    [InlineData("host", "2001:db8::7", false, nameof(ProbeStatus.Unknown))]
    [InlineData("other", "2001:db8::7", true, nameof(ProbeStatus.Unknown))]
    [InlineData(null, "2001:db8::7", true, nameof(ProbeStatus.Unknown))]
    [InlineData("host", "192.0.2.7", false, nameof(ProbeStatus.Unknown))]
    public void An_address_without_a_route_is_unknown_but_for_that_of_a_host_where_there_is_no_IPv6(
        string? host, string address, bool isWithoutIPv6, string status)
    {
        var ports = new PortRange(5060);
        var row = new ProbeRow("row", new Requirement(Direction.Outbound, Protocol.Udp, ports, "row"), ports, null);
        var tried = ProbeOf(5060, Protocol.Udp, ProbeMethod.Sip) with { Host = host == "other" ? "host" : host, Rows = [row] };
        var untried = tried with { Remote = address, Address = Address.Parse(address), Host = host };

        var run = ProbeRun.From(
            [
                new(tried, new ProbeOutcome(ProbeVerdict.Works)),
                new(untried, ProbeOutcome.NotProbed("this machine has no route") with { IsWithoutIPv6 = isWithoutIPv6 }),
            ],
            acceptsNotProbed: false);

        Assert.Equal(status, run.Status.ToString());
    }

    internal static Probe ProbeOf(int port, Protocol protocol, ProbeMethod method) =>
        new("127.0.0.1", protocol, new PortRange(port), method) { Address = Address.Parse("127.0.0.1") };

    private static Task<ImmutableArray<ProbeResult>> RunAsync(int port, Protocol protocol, ProbeMethod method) =>
        new ProbeRunner { Limit = TimeSpan.FromSeconds(1) }
            .RunAsync([ProbeOf(port, protocol, method)], TestContext.Current.CancellationToken);

    /// <summary>What a server of a protocol answers.</summary>
    private static byte[] GoodAnswer(ProbeMethod method, byte[] request) => method switch
    {
        ProbeMethod.Stun => StunAnswer(request),
        ProbeMethod.Ntp => WireTests.NtpAnswer(
            2, BinaryPrimitives.ReadUInt64BigEndian(request.AsSpan(40)), (uint)(ulong)NtpPacket.SecondsOf(DateTimeOffset.UtcNow)),
        ProbeMethod.Dns => [.. request[..2], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, .. request[12..17], .. DialogTests.RootRecord],
        _ => DialogTests.SipAnswer(System.Text.Encoding.ASCII.GetString(request), "200"),
    };

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
            : this((request, _) => answer(request))
        {
        }

        public DatagramServer(Func<byte[], EndPoint, IEnumerable<byte[]>> answer)
        {
            _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _ = ServeAsync(answer);
        }

        public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

        public void Dispose() => _socket.Dispose();

        private async Task ServeAsync(Func<byte[], EndPoint, IEnumerable<byte[]>> answer)
        {
            var buffer = new byte[4096];
            try
            {
                while (true)
                {
                    var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                    foreach (var datagram in answer(buffer[..received.ReceivedBytes], received.RemoteEndPoint))
                        await _socket.SendToAsync(datagram, SocketFlags.None, received.RemoteEndPoint);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
            }
        }
    }

    /// <summary>A STUN server that names a second address (RFC 5780), and answers from where the test says.</summary>
    private sealed class StunServer : IDisposable
    {
        private readonly Socket _first = Bind("127.0.0.1");
        private readonly Socket _second = Bind("127.0.0.1");
        private readonly Socket _other = Bind("127.0.0.2");
        private int _plain;

        public StunServer(string other, string forAddress, string forPort) => _ = ServeAsync(IPAddress.Parse(other), forAddress, forPort);

        public int Port => ((IPEndPoint)_first.LocalEndPoint!).Port;

        public void Dispose()
        {
            _first.Dispose();
            _second.Dispose();
            _other.Dispose();
        }

        private static Socket Bind(string address)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            return socket;
        }

        private async Task ServeAsync(IPAddress other, string forAddress, string forPort)
        {
            var buffer = new byte[1024];
            try
            {
                while (true)
                {
                    var received = await _first.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                    var from = (IPEndPoint)received.RemoteEndPoint;
                    var isPlain = received.ReceivedBytes == 20;
                    var way = isPlain ? "the same" : buffer[27] == 6 ? forAddress : forPort;
                    if (isPlain && ++_plain > 2 && forAddress == "never asked") continue;
                    var sender = way switch
                    {
                        "the same" => _first,
                        "another port" => _second,
                        "another address" => _other,
                        _ => null,
                    };
                    sender?.SendTo(
                        [
                            1, 1, 0, 24, .. buffer[4..20], 0, 1, 0, 8, 0, 1, (byte)(from.Port >> 8), (byte)from.Port, 203, 0, 113, 9,
                            0x80, 0x2C, 0, 8, 0, 1, 0x30, 0x39, .. other.GetAddressBytes(),
                        ],
                        from);
                }
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
            }
        }
    }
}
