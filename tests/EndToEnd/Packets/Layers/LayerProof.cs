using System.Collections.Immutable;
using System.Globalization;
using Starface.EndToEnd.Packets.Translation;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>What came of holding conversations through the layers of interfaces.</summary>
/// <param name="Packets">How many packets were sent.</param>
/// <param name="Certain">How many flows are certain to pass.</param>
/// <param name="Possible">How many flows may pass without being certain to: it depends on the client's port.</param>
/// <param name="Closed">How many flows cannot pass.</param>
/// <param name="Differences">A sentence for each flow that fared otherwise than the product says.</param>
internal sealed record LayerProof(long Packets, int Certain, int Possible, int Closed, ImmutableArray<string> Differences)
{
    private const int FirstClientPort = 1024;
    private const int MostRemotes = 9;
    private const int MostPorts = 7;

    /// <summary>Nothing was sent.</summary>
    public static LayerProof None { get; } = new(0, 0, 0, 0, []);

    /// <summary>
    /// Reads what the cloud's tools print about an interface, and compares what the product says with what the kernel does.
    /// </summary>
    /// <param name="found">The interface.</param>
    /// <param name="seed">Chooses addresses and ports.</param>
    public static LayerProof Run(CloudInterface found, int seed)
    {
        var random = new RandomRules(new Random(seed));
        var live = new LiveInterfaceReader(found);
        var clients = ClientPorts(found.Rules);
        var flows = (
            from isInbound in new[] { true, false }
            from isIPv6 in new[] { false, true }
            from remote in Remotes(found.Rules, isIPv6, random)
            from port in Ports(found.Rules, random)
            from protocol in new[] { 6, 17 }
            select new Conversation(isInbound, isIPv6, protocol, remote, port, 0)).ToList();
        var talks = flows.SelectMany(flow => clients.Select(client => flow with { ClientPort = client })).ToList();
        using var router = new Router(found.Ruleset);
        var (arrived, answered) = router.Hold(talks);

        var (certain, possible, closed) = (0, 0, 0);
        var differences = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < flows.Count; i++)
        {
            var attempts = clients.Select((client, j) => (Client: client, Number: (i * clients.Length) + j))
                .Select(attempt => new Attempt(attempt.Client, arrived.Has(attempt.Number), answered.Has(attempt.Number)))
                .ToList();
            var says = live.Passes(flows[i]);
            if (says is true) certain++;
            else if (says is false) closed++;
            else possible++;
            if (FindDifference(flows[i].Protocol == 6, says, attempts) is { } difference)
                differences.Add($"{flows[i]}: {difference}");
        }

        return new LayerProof(router.Sent, certain, possible, closed, differences.ToImmutable());
    }

    /// <summary>Both together.</summary>
    public LayerProof Add(LayerProof other) => new(
        Packets + other.Packets,
        Certain + other.Certain,
        Possible + other.Possible,
        Closed + other.Closed,
        [.. Differences, .. other.Differences]);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Packets:N0} packets for {Certain:N0} flows that pass, {Possible:N0} that may and {Closed:N0} that do not, "
        + $"{Differences.Length} differences");

    private static string? FindDifference(bool isTcp, bool? says, List<Attempt> attempts)
    {
        // Answers to lower ports are promised for no flow.
        var failed = attempts.Find(attempt => !attempt.Arrived || (!attempt.Answered && attempt.Client >= FirstClientPort));
        var passed = attempts.Find(attempt => isTcp ? attempt.Answered : attempt.Arrived);
        return says switch
        {
            true when failed is not null => $"it passes for certain, but {failed}",
            false when passed is not null => $"it cannot pass, but {passed}",
            null when failed is null => "it is not certain, but every client port got through",
            null when passed is null => "it may pass, but no client port got through",
            _ => null,
        };
    }

    /// <summary>Both ends of the ports of clients, and a port for each run between which the rules tell apart.</summary>
    private static int[] ClientPorts(ImmutableArray<LayerRule> rules) =>
    [
        .. rules.SelectMany(rule => new[] { rule.Ports, rule.ClientPorts ?? PortSpan.All })
            .SelectMany(span => new[] { span.From, span.To + 1 })
            .Concat([FirstClientPort, PortSpan.Highest])
            .Select(port => Math.Max(port, 1))
            .Where(port => port <= PortSpan.Highest)
            .Distinct()
            .Order(),
    ];

    private static IEnumerable<int> Ports(ImmutableArray<LayerRule> rules, RandomRules random) => random.Shuffle(
            rules.SelectMany(rule => new[] { rule.Ports.From - 1, rule.Ports.From, rule.Ports.To, rule.Ports.To + 1 })
                .Where(port => port is > 0 and <= PortSpan.Highest)
                .Distinct()
                .Order())
        .Take(MostPorts);

    private static IEnumerable<UInt128> Remotes(ImmutableArray<LayerRule> rules, bool isIPv6, RandomRules random)
    {
        var own = AddressBlock.Parse(Router.LocalPrefix(isIPv6, 2));
        return random.Shuffle(
                rules.SelectMany(rule => rule.Remotes)
                    .Append(AddressBlock.Parse(isIPv6 ? "2001:db8:9::9/128" : "198.18.0.9/32"))
                    .Where(block => block.IsIPv6 == isIPv6 && !block.IsAny)
                    .SelectMany(block => block.Boundaries())
                    .Where(remote => remote < own.First || remote > own.Last)
                    .Distinct()
                    .Order())
            .Take(MostRemotes);
    }

    /// <summary>How one client fared.</summary>
    private sealed record Attempt(int Client, bool Arrived, bool Answered)
    {
        public override string ToString() =>
            $"from client port {Client} {(Answered ? "it was answered" : Arrived ? "the answer did not arrive" : "it did not arrive")}";
    }
}
