using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Starface.EndToEnd.Packets.Kernel;
using Starface.EndToEnd.Scenarios.Network;

namespace Starface.EndToEnd.Scenarios.Software;

/// <summary>A PBX, its peers and the servers it asks, all of real software, on an internet of their own. It is started once.</summary>
public sealed class Workshop : IDisposable
{
    /// <summary>The password of the user <c>app</c> of the XMPP server.</summary>
    internal const string Password = "secret";

    /// <summary>The hosts that have servers, in the order of their addresses.</summary>
    internal static readonly string[] HostNames =
    [
        "license.starface.de", "update.starface.de", "starface-cdn.de", "www.starface-cdn.de", "push-cluster.starface.de",
        "stun.starface.com", "stun.teamfon.com",
    ];

    private static readonly (string Program, string Package)[] s_programs =
    [
        ("kamailio", "kamailio"), ("rtpengine", "rtpengine-daemon"), ("sipp", "sip-tester"), ("prosody", "prosody"),
        ("nginx", "nginx-light"), ("turnserver", "coturn"), ("turnutils_stunclient", "coturn"), ("dnsmasq", "dnsmasq-base"),
        ("stunnel", "stunnel4"), ("curl", "curl"),
    ];

    private readonly Internet? _internet;

    public Workshop()
    {
        Obstacle = FindObstacle();
        if (Obstacle is not null) return;
        _internet = new Internet();
        try
        {
            WriteCertificate();
            Parallel.Invoke(StartSip, StartMedia, StartXmpp, () => StartWeb(_internet.Pbx, [80, 50080], [443, 50081]), StartHosts);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Why the software cannot run here, or null where it runs.</summary>
    public string? Obstacle { get; }

    /// <summary>The internet, where there is no obstacle.</summary>
    internal Internet Internet => _internet!;

    /// <summary>The folder of the software's files.</summary>
    internal string Folder { get; } = Directory.CreateTempSubdirectory("starface-scenarios-").FullName;

    /// <summary>The file with the certificate that every server shows.</summary>
    internal string Certificate => Path.Combine(Folder, "certificate.pem");

    /// <summary>The address of a server.</summary>
    internal static string AddressOf(string host, bool isIPv6) => Internet.Host(isIPv6, Array.IndexOf(HostNames, host) + 1);

    /// <summary>A file that comes with the tests, such as a call's messages.</summary>
    internal static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "Scenarios", "Software", name);

    /// <summary>Writes a file into the folder.</summary>
    internal string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        _internet?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

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

    private void StartSip()
    {
        Internet.Pbx.Start("tcp 3090", "kamailio", Kamailio(Configuration("kamailio.cfg"), "pbx"));
        Internet.OtherPbx.Start("tcp 3090", "kamailio", Kamailio(Configuration("kamailio-other.cfg"), "other"));
    }

    private string[] Kamailio(string configuration, string name) =>
    [
        "-f", configuration, "-m", "32", "-M", "4", "-DD", "-E", "-P", Path.Combine(Folder, $"{name}.pid"), "-Y",
        Directory.CreateDirectory(Path.Combine(Folder, name)).FullName,
    ];

    /// <summary>
    /// The relay of sound learns at the first packet where a phone's sound comes from, and answers there: without that, no phone behind NAT
    /// hears anything.
    /// </summary>
    private void StartMedia() => Internet.Pbx.Start(
        "udp 2223", "rtpengine", "--foreground", "--log-stderr", "--table=-1", $"--interface={Internet.Pbx.Address(isIPv6: false)}",
        $"--interface={Internet.Pbx.Address(isIPv6: true)}", "--listen-ng=127.0.0.1:2223", "--port-min=10000", "--port-max=20000",
        "--num-threads=2", "--endpoint-learning=immediate", "--log-level=4");

    private void StartXmpp()
    {
        Write("pbx%2eexample/accounts/app.dat", $"return {{ [\"password\"] = \"{Password}\"; }};\n");
        Internet.Pbx.Start("tcp 5222", "prosody", "--config", Configuration("prosody.cfg.lua"), "-F");
    }

    private void StartHosts()
    {
        StartWeb(Internet.Hosts, [80], [443, 8383]);
        Internet.Hosts.Start(
            "udp 3478", "turnserver", "-n", "--stun-only", "--no-cli", "--no-tls", "--no-dtls", "--no-auth", "--no-rfc5780",
            "--log-file", "stdout", "--pidfile", Path.Combine(Folder, "turnserver.pid"));
        Internet.Hosts.Start(
            "udp 53",
            "dnsmasq",
            [
                "--conf-file=/dev/null", "--no-resolv", "--no-hosts", "--keep-in-foreground", "--user=root", "--pid-file=",
                .. HostNames.Select(host => $"--host-record={host},{AddressOf(host, false)},{AddressOf(host, true)}"),
            ]);
        // The resolvers that the PBX asks, of one family each.
        foreach (var isIPv6 in new[] { false, true })
            Write($"resolv-{(isIPv6 ? 6 : 4)}.conf", $"nameserver {Internet.Host(isIPv6, 0)}\noptions timeout:1 attempts:3\n");
    }

    private void StartWeb(Site site, int[] plain, int[] encrypted)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Folder, $"web-{plain.Length}")).FullName;
        var ports = string.Concat(
            plain.SelectMany(port => Listen(port, "")).Concat(encrypted.SelectMany(port => Listen(port, " ssl"))));
        var text = File.ReadAllText(Shipped("nginx.conf"))
            .Replace("PORTS\n", ports, StringComparison.Ordinal)
            .Replace("FOLDER/certificate.pem", Certificate, StringComparison.Ordinal)
            .Replace("FOLDER/key.pem", Path.Combine(Folder, "key.pem"), StringComparison.Ordinal)
            .Replace("FOLDER", folder, StringComparison.Ordinal);
        site.Start(
            string.Create(CultureInfo.InvariantCulture, $"tcp {encrypted[^1]}"), "nginx", "-e", "stderr", "-p", folder, "-c",
            Write($"{Path.GetFileName(folder)}/nginx.conf", text));

        static IEnumerable<string> Listen(int port, string options) =>
            [string.Create(CultureInfo.InvariantCulture, $"    listen {port}{options};\n    listen [::]:{port}{options};\n")];
    }

    private string Configuration(string name) =>
        Write(
            name,
            File.ReadAllText(Shipped(name))
                .Replace("FOLDER", Folder, StringComparison.Ordinal)
                .Replace("ADDRESSES", "\"203.0.113.10\", \"2001:db8:1::10\"", StringComparison.Ordinal));

    private void WriteCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=pbx.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in HostNames.Append("pbx.example")) names.AddDnsName(host);
        foreach (var isIPv6 in new[] { false, true }) names.AddIpAddress(Internet.Pbx.Address(isIPv6));
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        Write("certificate.pem", certificate.ExportCertificatePem());
        Write("key.pem", key.ExportPkcs8PrivateKeyPem());
    }
}
