using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Starface.EndToEnd.Packets.Kernel;

namespace Starface.EndToEnd.Scenarios.Network;

/// <summary>A place of the test's internet: a network namespace with programs in it.</summary>
internal sealed class Site : IDisposable
{
    /// <summary>The link to the outside.</summary>
    public const string Link = "outside";

    /// <summary>The link to the network behind the site.</summary>
    public const string Inside = "inside";

    private const int MostOutput = 500;
    private static readonly TimeSpan s_startTime = TimeSpan.FromSeconds(30);
    private readonly List<Process> _programs = [];
    private readonly ConcurrentQueue<string> _failures = new();

    /// <summary>Makes a site whose link is plugged into a router.</summary>
    /// <param name="router">The namespace of the router, which gets the address after the last of the site's subnet.</param>
    /// <param name="link">The router's link.</param>
    /// <param name="addresses">The site's addresses with the length of their prefix; the first of each family is its own.</param>
    public Site(NetworkNamespace router, string link, params string[] addresses)
    {
        IPv4 = First(AddressFamily.InterNetwork);
        IPv6 = First(AddressFamily.InterNetworkV6);
        Network.Connect(Link, router, link);
        Network.Configure($"link set lo up\nlink set {Link} up\n{Lines(Link, addresses)}");
        router.Configure($"link set {link} up\n{Lines(link, addresses.Select(GatewayOf).Distinct())}");
        Network.Configure(
            string.Concat(addresses.Select(GatewayOf).Select(gateway => gateway.Split('/')[0]).Distinct()
                .Where(gateway => IPAddress.Parse(gateway).AddressFamily != AddressFamily.InterNetworkV6 || IPv6 is not null)
                .Select(gateway => $"route replace default via {gateway}\n")));

        IPAddress? First(AddressFamily family) =>
            addresses.Select(address => IPAddress.Parse(address.Split('/')[0])).FirstOrDefault(address => address.AddressFamily == family);
    }

    /// <summary>The namespace.</summary>
    public NetworkNamespace Network { get; } = NetworkNamespace.CreateEmpty();

    private IPAddress? IPv4 { get; }

    private IPAddress? IPv6 { get; }

    /// <summary>The site's address of a family.</summary>
    public IPAddress Address(bool isIPv6) =>
        (isIPv6 ? IPv6 : IPv4) ?? throw new InvalidOperationException($"The site has no {(isIPv6 ? "IPv6" : "IPv4")} address.");

    /// <summary>
    /// Lets the site forward the packets of a network behind it, with its own address and other ports in place of theirs.
    /// </summary>
    public void TranslateAddresses()
    {
        Network.Run(() => File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1"));
        Network.Load(
            $$"""
            table ip site {
              chain out {
                type nat hook postrouting priority srcnat;
                iifname {{Inside}} oifname {{Link}} meta l4proto { tcp, udp } masquerade to :40000-60000 random
              }
            }

            """);
    }

    /// <summary>Starts a program that runs until the site is disposed of, and waits until it listens.</summary>
    /// <param name="listening">What it listens on when it is ready, such as <c>tcp 443</c>.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public Process Start(string listening, string program, params string[] arguments)
    {
        var output = new List<string>();
        var process = Launch(program, arguments);
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        lock (_programs) _programs.Add(process);
        var wait = Stopwatch.StartNew();
        while (!IsListening(process, listening))
        {
            if (process.HasExited || wait.Elapsed > s_startTime)
            {
                lock (output) throw new IOException($"{program} does not listen on {listening}:\n{string.Join('\n', output)}");
            }

            Thread.Sleep(10);
        }

        return process;

        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (output) output.Add(line.Data ?? "");
        }
    }

    /// <summary>Runs a program to its end, or for as long as it may take.</summary>
    /// <returns>The exit code, or null where the program was stopped, and what it printed.</returns>
    public (int? Code, string Output) Run(TimeSpan patience, string program, params string[] arguments)
    {
        using var process = Launch(program, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        int? code = process.WaitForExit(patience) ? process.ExitCode : null;
        if (code is null) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        var text = output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
        if (code != 0)
        {
            var end = code is { } number ? string.Create(CultureInfo.InvariantCulture, $"ended with {number}") : "did not end in time";
            _failures.Enqueue($"'{program} {string.Join(' ', arguments)}' {end}: {text[Math.Max(0, text.Length - MostOutput)..]}");
        }

        return (code, text);
    }

    /// <summary>What programs said that failed, or were stopped, since the last call.</summary>
    public IEnumerable<string> TakeFailures()
    {
        while (_failures.TryDequeue(out var failure)) yield return failure;
    }

    /// <summary>Opens a socket at the site.</summary>
    public Socket Open(SocketType type, IPAddress address, int port)
    {
        Socket? opened = null;
        Network.Run(() =>
        {
            opened = new Socket(address.AddressFamily, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
            opened.Bind(new IPEndPoint(address, port));
        });
        return opened!;
    }

    /// <summary>Stops a program.</summary>
    public static void Stop(Process program)
    {
        program.Kill(entireProcessTree: true);
        program.WaitForExit();
    }

    public void Dispose()
    {
        foreach (var process in _programs)
        {
            Stop(process);
            process.Dispose();
        }

        Network.Dispose();
    }

    private Process Launch(string program, string[] arguments) => Process.Start(
        new ProcessStartInfo("ip", ["netns", "exec", Network.Name, Command.Find(program) ?? program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Whether a socket of the process's namespace is bound to a port, and accepts connections in the case of TCP.</summary>
    private static bool IsListening(Process process, string listening)
    {
        var (protocol, port) = (listening.Split(' ')[0], int.Parse(listening.Split(' ')[1], CultureInfo.InvariantCulture));
        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        return new[] { protocol, protocol + "6" }.Any(table =>
            Lines(table).Any(
                columns => columns[1].EndsWith(suffix, StringComparison.Ordinal) && (protocol == "udp" || columns[3] == "0A")));

        IEnumerable<string[]> Lines(string table)
        {
            try
            {
                return File.ReadAllLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}/net/{table}")).Skip(1)
                    .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
            catch (IOException)
            {
                return [];
            }
        }
    }

    private static string Lines(string link, IEnumerable<string> addresses) => string.Concat(
        addresses.Select(address => $"addr add {address} dev {link}{(address.Contains(':', StringComparison.Ordinal) ? " nodad" : "")}\n"));

    /// <summary>The router's address in the subnet of an address: the one that ends in 1.</summary>
    private static string GatewayOf(string address)
    {
        var (own, length) = (address.Split('/')[0], address.Split('/')[1]);
        var end = own.LastIndexOfAny(['.', ':']) + 1;
        return $"{own[..end]}1/{length}";
    }
}
