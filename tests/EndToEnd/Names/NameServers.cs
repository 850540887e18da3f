using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Starface.EndToEnd.Packets.Kernel;

namespace Starface.EndToEnd.Names;

/// <summary>
/// Real name servers in a network namespace, where port 53 is free: two dnsmasq, an unbound, and one that never answers. The command line
/// runs there as a process of its own.
/// </summary>
public sealed class NameServers : IDisposable
{
    /// <summary>A dnsmasq with a bit of everything.</summary>
    public const string Dnsmasq = "127.0.0.53";

    /// <summary>A dnsmasq whose datagrams have no room for its long answer.</summary>
    public const string Narrow = "127.0.0.54";

    /// <summary>An unbound that knows one zone, and cannot reach the servers of others.</summary>
    public const string Unbound = "127.0.0.55";

    /// <summary>A socket that nobody reads.</summary>
    public const string Silent = "127.0.0.99";

    private const string DnsmasqRecords = """
        host-record=license.starface.de,11.0.0.1,2a00::1
        host-record=license.starface.de,11.0.0.2
        host-record=license.starface.de,11.0.0.3
        host-record=update.starface.de,11.0.0.4
        cname=www.starface-cdn.de,update.starface.de
        cname=starface-cdn.de,www.starface-cdn.de
        txt-record=push-cluster.starface.de,no addresses
        host-record=siptrunk.de,11.0.0.5
        host-record=siptrunk.de,10.0.0.1
        """;

    private const string UnboundConfiguration = """
        server:
          interface: 127.0.0.55
          port: 53
          chroot: ""
          username: ""
          pidfile: ""
          use-syslog: no
          do-daemonize: no
          do-not-query-localhost: no
          module-config: "iterator"
          outbound-msg-retry: 1
        remote-control:
          control-enable: no
        auth-zone:
          name: "starface.de"
          zonefile: "FOLDER/starface.de.zone"
          for-downstream: yes
          for-upstream: no
        forward-zone:
          name: "."
          forward-addr: 127.0.0.98@53
        """;

    private const string Zone = """
        $TTL 300
        @ IN SOA ns.starface.de. hostmaster.starface.de. 1 3600 600 86400 300
        @ IN NS ns.starface.de.
        ns IN A 127.0.0.55
        license IN A 11.0.0.77
        update IN CNAME round.starface.de.
        round IN CNAME update.starface.de.
        """;

    private readonly List<Process> _servers = [];
    private readonly NetworkNamespace? _network;
    private readonly Socket? _silent;

    public NameServers()
    {
        Obstacle = FindObstacle();
        if (Obstacle is not null) return;
        _network = NetworkNamespace.Create();
        _network.Configure("link set lo up");
        Socket? silent = null;
        _network.Run(() =>
        {
            silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            silent.Bind(new IPEndPoint(IPAddress.Parse(Silent), 53));
        });
        _silent = silent;
        StartDnsmasq("dnsmasq", Dnsmasq, DnsmasqRecords);
        // Nineteen addresses are more than fit into 512 bytes, and as rules of three ports few enough for one group.
        var many = Enumerable.Range(1, 19).Select(i => $"host-record=license.starface.de,2a00::{i:x}");
        StartDnsmasq("narrow", Narrow, "edns-packet-max=512\n" + string.Join('\n', many));
        Write("starface.de.zone", Zone + "\n");
        var configuration = UnboundConfiguration.Replace("FOLDER", Folder, StringComparison.Ordinal);
        Start("unbound", "-d", "-c", Write("unbound.conf", configuration + "\n"));
        foreach (var address in new[] { Dnsmasq, Narrow, Unbound }) Await(address);
    }

    /// <summary>Why the servers cannot run here, or null where they run.</summary>
    public string? Obstacle { get; }

    /// <summary>The folder of the stack.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("starface-names-").FullName;

    /// <summary>Runs the command line in the namespace, in the folder.</summary>
    /// <param name="arguments">The arguments.</param>
    internal (int Code, string Output, string Error) Run(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Starface.Cli.dll");
        return Command.Try(
            "ip", null, ["netns", "exec", _network!.Name, "dotnet", program, .. arguments, "--directory", Folder]);
    }

    public void Dispose()
    {
        foreach (var server in _servers)
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            server.Dispose();
        }

        _silent?.Dispose();
        _network?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Writes a file into the folder.</summary>
    internal string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return "this is not a 64-bit Linux.";
        if (Libc.EffectiveUser() != 0) return "network namespaces need root.";
        foreach (var (program, package) in new[] { ("ip", "iproute2"), ("dnsmasq", "dnsmasq-base"), ("unbound", "unbound") })
        {
            if (Command.Find(program) is null) return $"the program '{program}' is not installed (Debian: {package}).";
        }

        try
        {
            NetworkNamespace.Create().Dispose();
            return null;
        }
        catch (IOException refusal)
        {
            return refusal.Message;
        }
    }

    private void StartDnsmasq(string name, string address, string records) => Start(
        "dnsmasq",
        "--conf-file=" + Write(
            name + ".conf",
            $"no-resolv\nno-hosts\nkeep-in-foreground\nuser=root\npid-file=\nbind-interfaces\nlisten-address={address}\n"
                + $"local=/#/\n{records}\n"));

    private void Start(string program, params string[] arguments) => _servers.Add(
        Process.Start(new ProcessStartInfo("ip", ["netns", "exec", _network!.Name, Command.Find(program)!, .. arguments]))!);

    /// <summary>Waits until a server answers.</summary>
    private void Await(string address)
    {
        // A question for the name servers of the root, to which every server says something.
        byte[] question = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1];
        _network!.Run(() =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 500 };
            socket.Connect(IPAddress.Parse(address), 53);
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    socket.Send(question);
                    socket.Receive(new byte[1500]);
                    return;
                }
                catch (SocketException) when (attempt < 60)
                {
                    Thread.Sleep(100);
                }
            }
        });
    }
}
