using System.Collections.Immutable;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Probes.Tests;

/// <summary>Dialogs over TCP with servers on loopback, good ones and hostile ones.</summary>
public sealed class DialogTests : IDisposable
{
    private const string Host = "server.example.com";
    /// <summary>A name server of the root.</summary>
    internal static readonly byte[] RootRecord = [0, 0, 2, 0, 1, 0, 0, 14, 16, 0, 1, 0];

    private static readonly ProbeMethod[] Methods = [.. Enum.GetValues<ProbeMethod>()
        .Where(method => method is not (ProbeMethod.Datagram or ProbeMethod.Ntp or ProbeMethod.Stun or ProbeMethod.Connect
            or ProbeMethod.Greeting or ProbeMethod.Echo or ProbeMethod.SipEcho or ProbeMethod.SoundEcho
            or ProbeMethod.Sound))];

    private static readonly Dictionary<string, Func<Stream, CancellationToken, Task>> Hostile = new(StringComparer.Ordinal)
    {
        ["silence"] = static (_, token) => Task.Delay(-1, token),
        ["closes"] = static (_, _) => Task.CompletedTask,
        ["echo"] = static (stream, token) => stream.CopyToAsync(stream, token),
        ["garbage"] = static async (stream, token) =>
        {
            var random = new byte[300];
            new Random(7).NextBytes(random);
            await stream.WriteAsync(random, token);
            await Task.Delay(-1, token);
        },
        ["endless"] = static async (stream, token) =>
        {
            var zeros = new byte[64 * 1024];
            while (true) await stream.WriteAsync(zeros, token);
        },
        ["endless text"] = static async (stream, token) =>
        {
            var text = Encoding.ASCII.GetBytes(new string('a', 64 * 1024));
            while (true) await stream.WriteAsync(text, token);
        },
        ["drip"] = static async (stream, token) =>
        {
            foreach (var octet in Encoding.ASCII.GetBytes("HTTP/1.1 2000000000000000000000000000000000000000000000000000"))
            {
                await stream.WriteAsync(new[] { octet }, token);
                await Task.Delay(50, token);
            }
        },
        ["half of TLS"] = static async (stream, token) =>
        {
            await stream.WriteAsync(Convert.FromHexString("160303007A020000760303"), token);
            await Task.Delay(-1, token);
        },
        ["another protocol"] = static async (stream, token) =>
        {
            await stream.WriteAsync("+OK POP3 ready\r\n"u8.ToArray(), token);
            await Task.Delay(-1, token);
        },
    };

    private readonly Certificates _certificates = new();

    /// <summary>A row that demands TLS 1.2.</summary>
    private static ProbeRow DemandingRow { get; } = new(
        "web",
        new Requirement(Direction.Outbound, Protocol.Tcp, new PortRange(443), "row") { MinimumTls = Tls.V12 },
        new PortRange(443),
        null);

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task No_hostile_server_works_and_all_together_end_in_time()
    {
        var servers = (
            from method in Methods
            from behaviour in Hostile
            let server = new StreamServer(behaviour.Value)
            select (Method: method, Behaviour: behaviour.Key, Server: server)).ToList();
        try
        {
            var results = await RunAsync([.. servers.Select(server => ProbeOf(server.Server.Port, server.Method))], 1);

            Assert.All(servers.Zip(results), pair => Assert.True(
                pair.Second.Outcome.Verdict is ProbeVerdict.OtherAnswer or ProbeVerdict.Refused,
                $"{pair.First.Method}, {pair.First.Behaviour}: {pair.Second.Outcome}"));
        }
        finally
        {
            foreach (var (_, _, server) in servers) server.Dispose();
        }
    }

    [Fact]
    public async Task Each_protocol_works_with_a_server_that_speaks_it()
    {
        using var certificate = _certificates.Issue(Host);
        var servers = Methods.Select(method => (Method: method, Server: Server(method, certificate))).ToList();
        try
        {
            var results = await RunAsync([.. servers.Select(server => ProbeOf(server.Server.Port, server.Method))], 10);

            Assert.All(results, result => Assert.True(
                result.Outcome.Verdict == ProbeVerdict.Works, $"{result.Probe.Method}: {result.Outcome}"));
            Assert.All(
                results.Where(result => result.Probe.Method
                    is ProbeMethod.Https or ProbeMethod.Tls or ProbeMethod.Ldaps or ProbeMethod.Xmpp),
                result => Assert.Contains(Host, result.Outcome.Detail, StringComparison.Ordinal));
        }
        finally
        {
            foreach (var (_, server) in servers) server.Dispose();
        }
    }

    [Theory]
    [InlineData("other.example.com", -1, 30, true, nameof(ProbeVerdict.OtherAnswer), "is for other.example.com")]
    [InlineData(Host, -30, -1, true, nameof(ProbeVerdict.Refused), "expired")]
    [InlineData(Host, 1, 30, true, nameof(ProbeVerdict.Refused), "not valid yet")]
    [InlineData(Host, -1, 30, false, nameof(ProbeVerdict.OtherAnswer), "not trusted")]
    [InlineData(Host, -1, 30, true, nameof(ProbeVerdict.Works), "until")]
    public async Task A_certificate_is_looked_at(string host, int from, int to, bool trusts, string verdict, string detail)
    {
        using var certificate = _certificates.Issue(host, from, to);
        using var other = new Certificates();
        using var server = Server(ProbeMethod.Https, certificate);

        var result = Assert.Single(await RunAsync([ProbeOf(server.Port, ProbeMethod.Https)], 10, trusts ? null : other.Root));

        Assert.Equal(verdict, result.Outcome.Verdict.ToString());
        Assert.Contains(detail, result.Outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: /start\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 301 Moved\r\nlocation: https://www.example.com/\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 301 Moved\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 301 Moved\r\nLocation: http://192.0.2.1/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://[2001:db8::1]/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: //portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http:\\\\portal.example.net\\x\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /\\portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https:portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http:///portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /ok\r\nLocation: http://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 200 OK\r\nRefresh: 0; url=http://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 200 OK\r\nRefresh: 0;URL = 'http://portal.example.net/'\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 200 OK\r\nRefresh: 0, //portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /\t/portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation : http://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLOCATION\t: http://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation:\r\n http://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation:\r\n\thttp://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\nLocation:\n http://portal.example.net/\n\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 200 OK\r\nRefresh : 0;\r\n url=http://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 403 Forbidden\r\nX-Squid-Error : ERR_ACCESS_DENIED 0\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation :\r\n /start\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 200 OK\r\nX: 1\r\n Location: http://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 200 OK\r\nRefresh: 30\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 200 OK\r\nRefresh: 30; url=/again\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /a:b?c=http://portal.example.net/\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 307 Found\r\nLocation: https://server.example.com.evil.net/\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 503 Unavailable\r\n\r\n", nameof(ProbeVerdict.Refused))]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 403 Forbidden\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 503 Unavailable\r\nX-Squid-Error: ERR_CONNECT_FAIL 111\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 200 OK\r\nServer: a", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 404 Not Found\r\n\r\n", nameof(ProbeVerdict.Works))]
    [InlineData("HTTP/1.1 503 Unavailable\r\n\r\n", nameof(ProbeVerdict.Refused))]
    [InlineData("HTTP/1.0 407 Proxy\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 511 Sign in\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 451 Unavailable For Legal Reasons\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("ICY 200 OK\r\n\r\n", nameof(ProbeVerdict.OtherAnswer))]
    public async Task A_web_servers_status_is_read_and_nothing_followed(string answer, string verdict)
    {
        using var server = new StreamServer(async (stream, token) =>
        {
            await StreamServer.ReadAsync(stream, EndsHead, token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), token);
        });

        var result = Assert.Single(await RunAsync([ProbeOf(server.Port, ProbeMethod.Http)], 10));

        Assert.Equal((verdict, 1), (result.Outcome.Verdict.ToString(), server.Connections));
    }

    /// <summary>A server that has shown its certificate may send on; from a PBX without a name, so may one that has shown none.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Where_a_server_is_known_it_may_send_on_to_another_site_which_is_told(bool isSecure, bool hasHost)
    {
        using var certificate = _certificates.Issue(Host);
        using var server = new StreamServer(async (stream, token) =>
        {
            var spoken = stream;
            if (isSecure)
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, token);
                spoken = tls;
            }

            await StreamServer.ReadAsync(spoken, EndsHead, token);
            await spoken.WriteAsync("HTTP/1.1 302 Found\r\nLocation: https://shop.example.net/\r\n\r\n"u8.ToArray(), token);
        });

        var probe = ProbeOf(server.Port, isSecure ? ProbeMethod.Https : ProbeMethod.Http) with { Host = hasHost ? Host : null };
        var result = Assert.Single(await RunAsync([probe], 10));

        Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict);
        Assert.Contains("sends on to 'shop.example.net'", result.Outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("220 mail.example.com ESMTP", "250 mail.example.com", nameof(ProbeVerdict.Works))]
    [InlineData("220-mail.example.com ESMTP\r\n220 no spam", "250-mail.example.com\r\n250 STARTTLS", nameof(ProbeVerdict.Works))]
    [InlineData("220-mail.example.com ESMTP\r\n221 no spam", "250 mail.example.com", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("220 mail.example.com", "250-mail.example.com\r\n500 SIZE", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("220-mail.example.com ESMTP", "250 mail.example.com", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("2200 somebody", "250 mail.example.com", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("220", "250 mail.example.com", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("421 too busy", "250 mail.example.com", nameof(ProbeVerdict.Refused))]
    [InlineData("220 mail.example.com ESMTP", "550 not from there", nameof(ProbeVerdict.Refused))]
    [InlineData("220 mail.example.com ESMTP", "421 too many", nameof(ProbeVerdict.Refused))]
    [InlineData("220 (vsFTPd 3.0.5)", "530 Please login with USER and PASS.", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("220 ProFTPD Server ready.", "500 EHLO not understood", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("220---------- Welcome ----------\r\n220 You are user 1 of 50", "502 Unknown command", nameof(ProbeVerdict.OtherAnswer))]
    [InlineData("220 ftp.example.com", "220 again", nameof(ProbeVerdict.OtherAnswer))]
    public async Task A_mail_server_greets_and_says_what_it_can_do(string greeting, string answer, string verdict)
    {
        var said = "";
        using var server = new StreamServer(async (stream, token) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{greeting}\r\n"), token);
            said = Encoding.ASCII.GetString(await StreamServer.ReadAsync(stream, received => Ends(received, "\r\n"), token));
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\n"), token);
            await Task.Delay(100, token);
        });

        var result = Assert.Single(await RunAsync([ProbeOf(server.Port, ProbeMethod.Smtp)], 1));

        Assert.Equal(verdict, result.Outcome.Verdict.ToString());
        Assert.True(said is "" or "EHLO [127.0.0.1]\r\n", said);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, nameof(ProbeVerdict.Works))]
    [InlineData(SslProtocols.Tls13, nameof(ProbeVerdict.Works))]
    [InlineData(SslProtocols.Tls12 | SslProtocols.Tls13, nameof(ProbeVerdict.Works))]
    public async Task Versions_of_TLS_are_told_apart(SslProtocols protocols, string verdict)
    {
        using var certificate = _certificates.Issue(Host);
        using var server = Server(ProbeMethod.Https, certificate, protocols);
        var result = Assert.Single(await RunAsync([ProbeOf(server.Port, ProbeMethod.Https) with { Rows = [DemandingRow] }], 10));

        Assert.Equal(verdict, result.Outcome.Verdict.ToString());
        Assert.Equal(protocols.HasFlag(SslProtocols.Tls12), result.Outcome.Detail.Contains("TLS 1.2", StringComparison.Ordinal));
        Assert.Equal(protocols.HasFlag(SslProtocols.Tls13), result.Outcome.Detail.Contains("TLS 1.3", StringComparison.Ordinal));
        Assert.DoesNotContain("TLS 1.1", result.Outcome.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keeps", nameof(ProbeVerdict.Works), "the protocol is not known")]
    [InlineData("speaks", nameof(ProbeVerdict.Works), "the protocol is not known")]
    [InlineData("closes", nameof(ProbeVerdict.Refused), "closed as soon as it was open")]
    [InlineData("resets", nameof(ProbeVerdict.Refused), "reset as soon as it was open")]
    public async Task A_server_of_an_unknown_protocol_works_where_it_keeps_the_connection(string behaviour, string verdict, string detail)
    {
        using var server = new StreamServer(async (stream, token) =>
        {
            if (behaviour == "resets") ((NetworkStream)stream).Socket.LingerState = new LingerOption(enable: true, 0);
            if (behaviour == "speaks") await stream.WriteAsync(new byte[] { 7 }, token);
            if (behaviour is "keeps" or "speaks") await Task.Delay(-1, token);
        });

        // A reset may also come before the connection is known to be open.
        for (var i = 0; i < 5; i++)
        {
            var result = Assert.Single(await RunAsync([ProbeOf(server.Port, ProbeMethod.Connect)], 5));

            Assert.True(verdict == result.Outcome.Verdict.ToString(), result.Outcome.ToString());
            if (behaviour != "resets") Assert.Contains(detail, result.Outcome.Detail, StringComparison.Ordinal);
        }
    }

    /// <summary>Where no name is known, a server is asked for its address, which it need not serve.</summary>
    [Theory]
    [InlineData(Host, nameof(ProbeVerdict.Refused), "the server answers 'host-unknown'")]
    [InlineData(null, nameof(ProbeVerdict.NotProbed), "name it with --host")]
    public async Task An_XMPP_server_is_asked_for_the_name_that_it_serves(string? host, string verdict, string detail)
    {
        using var server = new StreamServer(async (stream, token) =>
        {
            await StreamServer.ReadAsync(stream, received => Ends(received, "streams'>"), token);
            await stream.WriteAsync(
                Encoding.UTF8.GetBytes(
                    "<?xml version='1.0'?><stream:stream id='1' xmlns:stream='http://etherx.jabber.org/streams'>"
                    + "<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>"),
                token);
            await Task.Delay(100, token);
        });

        var outcome = Assert.Single(await RunAsync([ProbeOf(server.Port, ProbeMethod.Xmpp) with { Host = host }], 5)).Outcome;

        Assert.Equal(verdict, outcome.Verdict.ToString());
        Assert.Contains(detail, outcome.Detail, StringComparison.Ordinal);
        Assert.False(outcome.IsCutShort);
    }

    /// <summary>As one does that wants a certificate of its client.</summary>
    [Theory]
    [InlineData(nameof(ProbeMethod.Xmpp))]
    [InlineData(nameof(ProbeMethod.Tls))]
    [InlineData(nameof(ProbeMethod.Https))]
    [InlineData(nameof(ProbeMethod.SipTls))]
    [InlineData(nameof(ProbeMethod.Ldaps))]
    public async Task A_server_that_ends_the_connection_after_TLS_has_begun_does_not_work(string method)
    {
        using var certificate = _certificates.Issue(Host);
        using var server = Server(Enum.Parse<ProbeMethod>(method), certificate, endsAfterTls: true);

        var result = Assert.Single(await RunAsync([ProbeOf(server.Port, Enum.Parse<ProbeMethod>(method))], 5));

        Assert.Equal(ProbeVerdict.Refused, result.Outcome.Verdict);
    }

    [Fact]
    public async Task A_connection_that_is_refused_says_nothing_of_a_version_of_TLS()
    {
        using var certificate = _certificates.Issue(Host);
        StreamServer? server = null;
        server = Server(ProbeMethod.Https, certificate, connected: () => server!.StopListening());
        var result = Assert.Single(await RunAsync([ProbeOf(server.Port, ProbeMethod.Https) with { Rows = [DemandingRow] }], 5));

        server.Dispose();
        Assert.True(result.Outcome is { Verdict: ProbeVerdict.NotProbed, IsCutShort: true }, result.Outcome.ToString());
    }

    [Fact]
    public async Task Lines_before_the_greeting_of_a_shell_and_before_an_answer_of_SIP_are_passed_over()
    {
        using var shell = new StreamServer(async (stream, token) =>
        {
            await stream.WriteAsync("Only for those who may.\r\nSSH-2.0-OpenSSH_9.9\r\n"u8.ToArray(), token);
            await Task.Delay(100, token);
        });
        using var sip = new StreamServer(async (stream, token) =>
        {
            var request = Encoding.ASCII.GetString(await StreamServer.ReadAsync(stream, EndsHead, token));
            await stream.WriteAsync((byte[])[.. "\r\n\r\n"u8, .. SipAnswer(request, "200")], token);
            await Task.Delay(100, token);
        });

        var results = await RunAsync([ProbeOf(shell.Port, ProbeMethod.Ssh), ProbeOf(sip.Port, ProbeMethod.Sip)], 5);

        Assert.All(results, result => Assert.Equal(ProbeVerdict.Works, result.Outcome.Verdict));
    }

    /// <summary>White space before a colon, values in a line of their own, and short names (RFC 3261, sections 7.3.1 and 7.3.3).</summary>
    [Theory]
    [InlineData("Via: ", "v  :\r\n\t")]
    [InlineData("Call-ID: ", "I:\r\n   ")]
    [InlineData("CSeq: 1 OPTIONS", "cseq\t:\r\n 1\tOPTIONS")]
    public async Task Headers_of_an_answer_of_SIP_are_read_in_every_form(string usual, string other)
    {
        using var server = new StreamServer(async (stream, token) =>
        {
            var request = Encoding.ASCII.GetString(await StreamServer.ReadAsync(stream, EndsHead, token));
            var answer = Encoding.ASCII.GetString(SipAnswer(request, "200"));
            Assert.Contains(usual, answer, StringComparison.Ordinal);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Replace(usual, other, StringComparison.Ordinal)), token);
            await Task.Delay(100, token);
        });

        Assert.Equal(ProbeVerdict.Works, Assert.Single(await RunAsync([ProbeOf(server.Port, ProbeMethod.Sip)], 5)).Outcome.Verdict);
    }

    [Theory]
    [InlineData(nameof(ProbeMethod.Tls))]
    [InlineData(nameof(ProbeMethod.Https))]
    public async Task A_server_that_refuses_TLS_with_an_alert_does_not_work(string method)
    {
        using var server = new StreamServer(async (stream, token) =>
        {
            await StreamServer.ReadAsync(stream, received => received.Length > 5, token);
            await stream.WriteAsync(Convert.FromHexString("15030300020228"), token);
        });

        var result = Assert.Single(await RunAsync([ProbeOf(server.Port, Enum.Parse<ProbeMethod>(method))], 5));

        Assert.Equal(ProbeVerdict.Refused, result.Outcome.Verdict);
    }

    private static bool EndsHead(byte[] received) => received.AsSpan().IndexOf("\r\n\r\n"u8) >= 0;

    private static Probe ProbeOf(int port, ProbeMethod method) =>
        LoopbackTests.ProbeOf(port, Protocol.Tcp, method) with { Host = Host };

    private Task<ImmutableArray<ProbeResult>> RunAsync(ImmutableArray<Probe> probes, int seconds, X509Certificate2? root = null) =>
        new ProbeRunner { Limit = TimeSpan.FromSeconds(seconds), Roots = [root ?? _certificates.Root] }
            .RunAsync(probes, TestContext.Current.CancellationToken);

    private static StreamServer Server(
        ProbeMethod method, X509Certificate2 certificate, SslProtocols protocols = SslProtocols.None, bool endsAfterTls = false,
        Action? connected = null) => new(async (stream, token) =>
    {
        connected?.Invoke();
        switch (method)
        {
            case ProbeMethod.Https or ProbeMethod.Tls or ProbeMethod.Ldaps or ProbeMethod.SipTls or ProbeMethod.Smtps:
                var encrypted = await SecureAsync(stream);
                if (!endsAfterTls) await SpeakAsync(method, encrypted, token);
                break;
            case ProbeMethod.Xmpp:
                await StreamServer.ReadAsync(stream, received => Ends(received, "streams'>"), token);
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes(
                        "<?xml version='1.0'?><stream:stream id='1' xmlns:stream='http://etherx.jabber.org/streams'>"
                        + "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls></stream:features>"),
                    token);
                await StreamServer.ReadAsync(stream, received => Ends(received, "tls'/>"), token);
                await stream.WriteAsync("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"u8.ToArray(), token);
                var secured = await SecureAsync(stream);
                if (endsAfterTls) break;
                await StreamServer.ReadAsync(secured, received => Ends(received, "streams'>"), token);
                await secured.WriteAsync(
                    Encoding.UTF8.GetBytes(
                        "<?xml version='1.0'?><stream:stream id='2' xmlns:stream='http://etherx.jabber.org/streams'>"
                        + "<stream:features><mechanisms/></stream:features>"),
                    token);
                await Task.Delay(100, token);
                break;
            default:
                await SpeakAsync(method, stream, token);
                break;
        }

        async Task<Stream> SecureAsync(Stream plain)
        {
            var tls = new SslStream(plain);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = protocols }, token);
            return tls;
        }
    });

    /// <summary>An answer to a SIP request.</summary>
    internal static byte[] SipAnswer(string request, string status)
    {
        var kept = request.Split("\r\n").Where(line => line.StartsWith("Via", StringComparison.Ordinal)
            || line.StartsWith("Call-ID", StringComparison.Ordinal) || line.StartsWith("CSeq", StringComparison.Ordinal));
        return Encoding.ASCII.GetBytes($"SIP/2.0 {status} Said\r\n{string.Join("\r\n", kept)}\r\nContent-Length: 0\r\n\r\n");
    }

    private static async Task SpeakAsync(ProbeMethod method, Stream stream, CancellationToken token)
    {
        switch (method)
        {
            case ProbeMethod.Dns:
                var question = await StreamServer.ReadAsync(stream, received => received.Length >= 19, token);
                question = [.. question, .. RootRecord];
                question[1] = (byte)(question.Length - 2);
                (question[4], question[5], question[9]) = (0x81, 0x80, 1);
                await stream.WriteAsync(question, token);
                break;
            case ProbeMethod.Ldap or ProbeMethod.Ldaps:
                await StreamServer.ReadAsync(stream, received => received.Length >= 14, token);
                await stream.WriteAsync(Convert.FromHexString("300C02010161070A010004000400"), token);
                await StreamServer.ReadAsync(stream, received => received.Length >= 31, token);
                await stream.WriteAsync(Convert.FromHexString("300C02010278070A010204000400"), token);
                break;
            case ProbeMethod.Sip or ProbeMethod.SipTls:
                var request = Encoding.ASCII.GetString(await StreamServer.ReadAsync(stream, EndsHead, token));
                await stream.WriteAsync(SipAnswer(request, "200"), token);
                break;
            case ProbeMethod.Smtp or ProbeMethod.Smtps:
                await stream.WriteAsync("220 mail.example.com ESMTP\r\n"u8.ToArray(), token);
                await StreamServer.ReadAsync(stream, received => Ends(received, "\r\n"), token);
                await stream.WriteAsync("250-mail.example.com\r\n250 8BITMIME\r\n"u8.ToArray(), token);
                break;
            case ProbeMethod.Tls:
                await Task.Delay(1000, token);
                break;
            case ProbeMethod.Ssh:
                await stream.WriteAsync("SSH-2.0-OpenSSH_9.9\r\n"u8.ToArray(), token);
                break;
            default:
                await StreamServer.ReadAsync(stream, EndsHead, token);
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), token);
                break;
        }

        await Task.Delay(100, token);
    }

    private static bool Ends(byte[] received, string mark) =>
        Encoding.UTF8.GetString(received).EndsWith(mark, StringComparison.Ordinal);
}
