namespace Starface.EndToEnd.Packets.Kernel;

/// <summary>Whether this machine can put packets through Linux's packet filter.</summary>
internal static class PacketFilter
{
    private const string Probe = """
        table netdev probe {
          chain inbound { type filter hook ingress device "instance" priority 0; policy drop; }
        }
        """;

    private const string TrackingProbe = """
        table inet probe {
          chain forward { type filter hook forward priority 0; policy drop; ct state established accept; }
        }
        """;

    private static readonly Lazy<string?> s_obstacle = new(FindObstacle);
    private static readonly Lazy<string?> s_trackingObstacle = new(() => FindRefusal(TrackingProbe));

    /// <summary>Why packets cannot be sent through a filter that knows connections here, or null where they can.</summary>
    public static string? TrackingObstacle => s_obstacle.Value ?? s_trackingObstacle.Value;

    /// <summary>Skips the test where the machine cannot, and says why.</summary>
    public static void Require()
    {
        if (s_obstacle.Value is { } obstacle) Assert.Skip($"No packet can be sent through a filter here: {obstacle}");
    }

    /// <summary>Skips the test where the machine cannot, or has no filter that knows connections, and says why.</summary>
    public static void RequireTracking()
    {
        Require();
        if (s_trackingObstacle.Value is { } obstacle) Assert.Skip($"No connection can be tracked here: {obstacle}");
    }

    /// <summary>Skips the test where the program that checks rulesets is missing.</summary>
    public static void RequireSyntaxCheck()
    {
        if (Command.Find("nft") is null) Assert.Skip("The program 'nft' is not installed (Debian: nftables).");
        if (Libc.EffectiveUser() != 0) Assert.Skip("'nft -c' asks the kernel and so needs root.");
    }

    private static string? FindObstacle()
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess) return "this is not a 64-bit Linux.";
        if (Libc.EffectiveUser() != 0) return "network namespaces and raw sockets need root.";
        foreach (var (program, package) in new[] { ("nft", "nftables"), ("ip", "iproute2") })
        {
            if (Command.Find(program) is null) return $"the program '{program}' is not installed (Debian: {package}).";
        }

        return FindRefusal(Probe);
    }

    private static string? FindRefusal(string ruleset)
    {
        try
        {
            using var network = NetworkNamespace.Create();
            network.Load(ruleset);
            return null;
        }
        catch (IOException exception)
        {
            return $"the kernel refuses: {exception.Message}";
        }
    }
}
