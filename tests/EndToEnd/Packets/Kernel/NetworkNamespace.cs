using System.Globalization;
using System.Runtime.ExceptionServices;

namespace Starface.EndToEnd.Packets.Kernel;

/// <summary>
/// A network namespace of its own with cables in it. The ends that packets enter are called <see cref="World"/> and <see cref="Instance"/>.
/// It is gone after <see cref="Dispose"/>; what a killed run left behind is removed by the next one.
/// </summary>
internal sealed class NetworkNamespace : IDisposable
{
    /// <summary>The end of the cable on which the remote sides are.</summary>
    public const string World = "world";

    /// <summary>The end of the cable on which the instance is.</summary>
    public const string Instance = "instance";

    private const string NamePrefix = "starface-policy-";
    private static int s_count;

    private NetworkNamespace(string name) => Name = name;

    /// <summary>The name that <c>ip netns</c> shows.</summary>
    public string Name { get; }

    /// <summary>Makes a namespace with its cable plugged in.</summary>
    public static NetworkNamespace Create() => Create((World, Instance));

    /// <summary>Makes a namespace with cables plugged in.</summary>
    /// <param name="cables">The names of both ends of each cable.</param>
    public static NetworkNamespace Create(params (string One, string Other)[] cables)
    {
        var made = CreateEmpty();
        try
        {
            foreach (var (one, other) in cables) made.Connect(one, made, other);
            var links = cables.SelectMany(cable => new[] { cable.One, cable.Other }).ToList();
            made.Run(() =>
            {
                // Without this the kernel sends its own packets on each new link.
                foreach (var link in links)
                {
                    var setting = $"/proc/sys/net/ipv6/conf/{link}/disable_ipv6";
                    if (File.Exists(setting)) File.WriteAllText(setting, "1");
                }
            });
            foreach (var link in links) made.Configure($"link set {link} up");
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Makes a namespace without cables.</summary>
    public static NetworkNamespace CreateEmpty()
    {
        RemoveOrphans();
        var name = string.Create(CultureInfo.InvariantCulture, $"{NamePrefix}{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}");
        Command.Run("ip", null, "netns", "add", name);
        return new NetworkNamespace(name);
    }

    /// <summary>Plugs a cable in, with one end here and one in a namespace, which may be another.</summary>
    /// <param name="link">The name of the end here.</param>
    /// <param name="other">The namespace of the other end.</param>
    /// <param name="otherLink">The name of the other end.</param>
    public void Connect(string link, NetworkNamespace other, string otherLink) =>
        Configure($"link add {link} type veth peer name {otherLink} netns {other.Name}");

    /// <summary>Loads a ruleset.</summary>
    public void Load(string ruleset) => Command.Run("ip", ruleset, "netns", "exec", Name, Command.Find("nft")!, "-f", "-");

    /// <summary>Runs commands of <c>ip</c>, one a line.</summary>
    public void Configure(string commands) => Command.Run("ip", commands, "-n", Name, "-batch", "-");

    /// <summary>Runs an action inside. Sockets opened there stay there.</summary>
    public void Run(Action action)
    {
        ExceptionDispatchInfo? failure = null;
        // A thread of its own: the namespace belongs to the thread, and a thread of the pool would keep it.
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/run/netns/{Name}");
                Libc.Check(Libc.EnterNamespace((int)handle.DangerousGetHandle(), Libc.NewNetwork), "setns");
                action();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }

    public void Dispose() => Remove(Name);

    /// <summary>Stops what still runs in a namespace, and removes it.</summary>
    private static void Remove(string name)
    {
        var running = Command.Try("ip", null, "netns", "pids", name).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (running.Length > 0) Command.Try("kill", null, ["-KILL", .. running]);
        Command.Try("ip", null, "netns", "delete", name);
    }

    private static void RemoveOrphans()
    {
        if (!Directory.Exists("/run/netns")) return;
        foreach (var name in Directory.GetFiles("/run/netns", NamePrefix + "*").Select(Path.GetFileName).OfType<string>())
        {
            var owner = name[NamePrefix.Length..].Split('-')[0];
            if (!Directory.Exists($"/proc/{owner}")) Remove(name);
        }
    }
}
