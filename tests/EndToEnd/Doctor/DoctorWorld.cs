using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Starface.EndToEnd.Packets.Kernel;
using Starface.EndToEnd.Scenarios.Network;
using Starface.Policies;
using Starface.Probes.Clients;

namespace Starface.EndToEnd.Doctor;

/// <summary>
/// A PBX and real servers for every outbound row, with a router between them whose filter accepts, rejects or drops. It is started once.
/// </summary>
public sealed class DoctorWorld : IDisposable
{
    /// <summary>The host whose certificate every server shows.</summary>
    internal const string Host = "pbx.example";

    private static readonly (string Program, string Package)[] s_programs =
    [
        ("nginx", "nginx-light"), ("kamailio", "kamailio"), ("prosody", "prosody"), ("slapd", "slapd"), ("chronyd", "chrony"),
        ("turnserver", "coturn"), ("unbound", "unbound"), ("dnsmasq", "dnsmasq-base"),
    ];

    private readonly NetworkNamespace? _router;
    private readonly List<Site> _sites = [];
    private readonly List<Socket> _sockets = [];

    public DoctorWorld()
    {
        Obstacle = FindObstacle();
        if (Obstacle is not null) return;
        _router = NetworkNamespace.CreateEmpty();
        try
        {
            _router.Run(() =>
            {
                File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1");
                File.WriteAllText("/proc/sys/net/ipv6/conf/all/forwarding", "1");
                // Every refusal is told, also where there are many in a second.
                File.WriteAllText("/proc/sys/net/ipv4/icmp_ratelimit", "0");
                File.WriteAllText("/proc/sys/net/ipv6/icmp/ratelimit", "0");
            });
            Pbx = Add("pbx", "203.0.113.10/24", "2001:db8:1::10/64");
            Servers = Add(
                "servers",
                ["11.3.0.20/24", "11.3.0.21/24", "2001:db8:6::20/64", "2001:db8:6::21/64", .. HostAddresses]);
            Office = Add("office", "198.51.100.20/24");
            foreach (var address in ConnectAddresses)
            {
                Servers.Network.Configure($"addr add {address}/32 dev lo\n");
                _router.Configure($"route add {address}/32 via 11.3.0.20\n");
            }

            Office.TranslateAddresses();
            Inside = new Site(Office.Network, Site.Inside, "192.168.1.20/24");
            _sites.Add(Inside);
            Root = WriteCertificate();
            Parallel.Invoke(StartNames, StartTime, StartStun, StartWeb, StartDirectory, StartSip, StartXmpp, Listen);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why the servers cannot run here, or null where they run.</summary>
    public string? Obstacle { get; }

    internal Site Pbx { get; } = null!;

    /// <summary>All servers, at two addresses of each family, and at those of the vendor's trunk.</summary>
    internal Site Servers { get; } = null!;

    /// <summary>A router with NAT whose mapping depends on the peer.</summary>
    internal Site Office { get; } = null!;

    /// <summary>A machine behind it.</summary>
    internal Site Inside { get; } = null!;

    /// <summary>The certificate of all servers, which is its own authority.</summary>
    internal X509Certificate2 Root { get; } = null!;

    /// <summary>The same with its key.</summary>
    internal X509Certificate2 Identity { get; private set; } = null!;

    /// <summary>The folder of the servers' files.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("starface-doctor-").FullName;

    internal static IEnumerable<string> ConnectAddresses =>
        StarfaceConnect.Definition.Requirements.SelectMany(row => row.Addresses).Select(prefix => prefix.First.ToString()).Distinct();

    /// <summary>The hosts of the catalog.</summary>
    private static IEnumerable<string> Hosts =>
        Catalog.Instance.Services.SelectMany(service => service.Requirements).Select(row => row.Host).OfType<string>().Distinct();

    private static IEnumerable<string> HostAddresses =>
        Hosts.Select(host => AddressOf(host) + "/24").Except(["11.3.0.20/24"], StringComparer.Ordinal);

    /// <summary>An address of the servers.</summary>
    internal static string Server(bool isIPv6, int number = 0) =>
        string.Create(CultureInfo.InvariantCulture, $"{(isIPv6 ? "2001:db8:6::" : "11.3.0.")}{20 + number}");

    /// <summary>Makes the sockets of probes at a site.</summary>
    internal static ProbeSockets SocketsAt(Site site) => new((family, type, protocol) =>
    {
        Socket? socket = null;
        site.Network.Run(() => socket = new Socket(family, type, protocol));
        return socket!;
    });

    /// <summary>Sets what the router does with what the PBX sends to servers.</summary>
    /// <param name="action">A verdict of nft for TCP and one for UDP.</param>
    internal void Filter((string Tcp, string Udp) action) => _router!.Load(
        $$"""
        table inet doctor
        delete table inet doctor
        table inet doctor {
          chain way {
            type filter hook forward priority 0;
            iifname pbx meta l4proto tcp {{action.Tcp}}
            iifname pbx meta l4proto udp {{action.Udp}}
          }
        }

        """);

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
        foreach (var site in Enumerable.Reverse(_sites)) site.Dispose();
        _router?.Dispose();
        Root?.Dispose();
        Identity?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The address of a host of the catalog: one of its own, but for STUN, whose server listens at its addresses alone.</summary>
    private static string AddressOf(string host) =>
        host.StartsWith("stun.", StringComparison.Ordinal) ? Server(false) : Server(false, 20 + Hosts.ToList().IndexOf(host));

    private static string? FindObstacle()
    {
        if (PacketFilter.TrackingObstacle is { } obstacle) return obstacle;
        foreach (var (program, package) in s_programs)
        {
            if (Command.Find(program) is null) return $"the program '{program}' is not installed (Debian: {package}).";
        }

        return Directory.GetDirectories("/usr/lib", "*-linux-gnu").Append("/usr/lib")
            .Any(folder => File.Exists(Path.Combine(folder, "kamailio", "modules", "tls.so")))
            ? null
            : "kamailio has no TLS (Debian: kamailio-tls-modules).";
    }

    private Site Add(string link, params string[] addresses)
    {
        var site = new Site(_router!, link, addresses);
        _sites.Add(site);
        return site;
    }

    private string Configuration(string name, string place = "", string text = "") => Write(
        name,
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Doctor", "Software", name))
            .Replace(place.Length > 0 ? place + "\n" : "\0", text, StringComparison.Ordinal)
            .Replace("FOLDER", Folder, StringComparison.Ordinal));

    private string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>The first resolver asks the second one, which knows the root.</summary>
    private void StartNames()
    {
        Write(
            "root.zone",
            "$TTL 300\n. IN SOA ns.root. hostmaster.root. 1 3600 600 86400 300\n. IN NS ns.root.\nns.root. IN A 11.3.0.21\n");
        Servers.Start("udp 53", "unbound", "-d", "-c", Configuration("unbound.conf"));
        Servers.Start(
            "udp 53", "dnsmasq",
            [
                "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--keep-in-foreground", "--user=root", "--pid-file=",
                "--bind-interfaces", "--except-interface=lo", "--listen-address=11.3.0.20", "--listen-address=2001:db8:6::20",
                "--server=11.3.0.21", .. Hosts.Select(host => $"--host-record={host},{AddressOf(host)}"),
            ]);
    }

    private void StartTime() => Servers.Start(
        "udp 123",
        "chronyd",
        "-x",
        "-d",
        "-u",
        "root",
        "-f",
        Write("chrony.conf", $"local stratum 8\nallow all\ncmdport 0\nbindcmdaddress /\npidfile {Folder}/chronyd.pid\n"));

    private void StartStun() => Servers.Start(
        "udp 3478", "turnserver", "-n", "--stun-only", "--no-cli", "--no-tls", "--no-dtls", "--no-auth", "-L", Server(false), "-L",
        Server(false, 1), "-L", Server(true), "-L", Server(true, 1), "--log-file", "stdout", "--pidfile",
        Path.Combine(Folder, "turnserver.pid"));

    private void StartWeb()
    {
        int[] plain = [80, 50080, 8445, 8446, 9989];
        int[] encrypted = [443, 8383, 8443, 50081];
        var ports = string.Concat(plain.SelectMany(port => Lines(port, "")).Concat(encrypted.SelectMany(port => Lines(port, " ssl"))));
        Servers.Start("tcp 9442", "nginx", "-e", "stderr", "-p", Folder, "-c", Configuration("nginx.conf", "PORTS", ports));

        static IEnumerable<string> Lines(int port, string options) =>
            [string.Create(CultureInfo.InvariantCulture, $"    listen {port}{options};\n    listen [::]:{port}{options};\n")];
    }

    private void StartDirectory() =>
        Servers.Start("tcp 636", "slapd", "-d", "0", "-f", Configuration("slapd.conf"), "-h", "ldap:/// ldaps:///");

    private void StartSip()
    {
        var listen = new System.Text.StringBuilder();
        foreach (var address in ConnectAddresses.Append("11.3.0.20").Append("[2001:db8:6::20]"))
        {
            foreach (var (transport, port) in new[] { ("udp", 5060), ("tcp", 5060) }) Listen(transport, address, port);
        }

        foreach (var address in new[] { "11.3.0.20", "[2001:db8:6::20]" })
        {
            foreach (var (transport, port) in new[] { ("tls", 5061), ("udp", 5062), ("tcp", 5062), ("tls", 5063) })
                Listen(transport, address, port);
        }

        Servers.Start(
            "tcp 5063", "kamailio", "-f", Configuration("kamailio.cfg", "LISTEN", listen.ToString()), "-m", "32", "-M", "4", "-DD", "-E",
            "-P", Path.Combine(Folder, "kamailio.pid"), "-Y", Folder);

        void Listen(string transport, string address, int port) =>
            listen.Append(CultureInfo.InvariantCulture, $"listen={transport}:{address}:{port}\n");
    }

    private void StartXmpp()
    {
        var configuration = Write(
            "prosody.cfg.lua",
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", "Software", "prosody.cfg.lua"))
                .Replace("FOLDER", Folder, StringComparison.Ordinal)
                .Replace("ADDRESSES", "\"11.3.0.20\", \"2001:db8:6::20\"", StringComparison.Ordinal));
        Servers.Start("tcp 5222", "prosody", "--config", configuration, "-F");
    }

    /// <summary>Ports whose protocol nobody knows, and servers that speak first.</summary>
    private void Listen()
    {
        foreach (var isIPv6 in new[] { false, true })
        {
            var address = IPAddress.Parse(Server(isIPv6));
            foreach (var port in new[] { 3090, 1902 }) _sockets.Add(Servers.Open(SocketType.Dgram, address, port));
            Serve(3090, null);
            Serve(22, "SSH-2.0-tests\r\n");
            foreach (var port in new[] { 25, 587, 465 }) Serve(port, "220 mail.example ESMTP\r\n");

            void Serve(int port, string? greeting)
            {
                var socket = Servers.Open(SocketType.Stream, address, port);
                socket.Listen(64);
                _sockets.Add(socket);
                _ = AcceptAsync(socket, greeting, port == 465 ? Identity : null);
            }
        }

        static async Task AcceptAsync(Socket socket, string? greeting, X509Certificate2? identity)
        {
            try
            {
                while (true) _ = GreetAsync(await socket.AcceptAsync(), greeting, identity);
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
            }
        }

        static async Task GreetAsync(Socket client, string? greeting, X509Certificate2? identity)
        {
            using var stream = new NetworkStream(client, ownsSocket: true);
            try
            {
                Stream shown = stream;
                if (identity is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(identity);
                    shown = tls;
                }

                if (greeting is not null) await shown.WriteAsync(System.Text.Encoding.ASCII.GetBytes(greeting));
                if (greeting?.StartsWith("220", StringComparison.Ordinal) == true)
                {
                    await shown.ReadAtLeastAsync(new byte[64], "EHLO []\r\n".Length);
                    await shown.WriteAsync("250-mail.example\r\n250 8BITMIME\r\n"u8.ToArray());
                }

                await Task.Delay(1000);
            }
            catch (Exception gone) when (gone is IOException or AuthenticationException)
            {
            }
        }
    }

    private X509Certificate2 WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        foreach (var host in Hosts) names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Write("certificate.pem", certificate.ExportCertificatePem());
        Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        WriteWeak("weak", 1024, certificate);
        WriteWeak("broken", 768, certificate);
        Identity = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        return X509CertificateLoader.LoadCertificate(certificate.RawData);
    }

    /// <summary>A certificate with a weak key, which the authority has issued all the same.</summary>
    private void WriteWeak(string name, int size, X509Certificate2 authority)
    {
        using var key = RSA.Create(size);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, [1, (byte)(size / 8)]);
        Write($"{name}.pem", certificate.ExportCertificatePem());
        Write($"{name}-key.pem", key.ExportPkcs8PrivateKeyPem());
    }
}
