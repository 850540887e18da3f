using System.Globalization;
using Starface.EndToEnd.Packets.Kernel;
using Starface.EndToEnd.Packets.Translation;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.EndToEnd.Packets;

/// <summary>What came of sending packets through the rules of a plan.</summary>
/// <param name="Sent">How many packets were sent.</param>
/// <param name="Arrived">How many of them arrived.</param>
/// <param name="SentAgain">How many were lost on the way and sent again.</param>
/// <param name="Addresses">From and to how many remote addresses.</param>
/// <param name="Differences">A sentence for each run of packets that fared otherwise than the policy says.</param>
internal sealed record PacketProof(long Sent, long Arrived, long SentAgain, int Addresses, IReadOnlyList<string> Differences)
{
    /// <summary>After so many differences the rest of the packets is not sent: the first ones say enough.</summary>
    private const int MostDifferences = 20;

    /// <summary>
    /// Sends every packet from and to each boundary address of a policy through a plan's rules, as Linux's packet filter applies them. Of
    /// addresses that are in the same blocks, the first gets all ports, and the others those at the ends of the policy's ranges, unless
    /// STARFACE_ALL_PACKETS is 1.
    /// </summary>
    /// <param name="cloud">The cloud whose rules these are.</param>
    /// <param name="resources">The planned resources; nothing but their types and properties is read.</param>
    /// <param name="flows">The flows that should pass.</param>
    public static PacketProof Run(CloudTarget cloud, IReadOnlyList<PlannedResource> resources, FlowSet flows)
    {
        var rules = cloud == AwsTarget.Instance ? SecurityGroup.Rules(resources) : NetworkSecurityGroup.Rules(resources);
        return Run(FilterScript.Of(rules, NetworkNamespace.Instance, NetworkNamespace.World), Remotes(rules, flows, cloud), flows);
    }

    /// <summary>Sends every packet from and to each boundary address of a policy through a ruleset.</summary>
    /// <param name="ruleset">The ruleset: a chain at the ingress of each end of the cable.</param>
    /// <param name="flows">The flows that should pass.</param>
    public static PacketProof Run(string ruleset, FlowSet flows) => Run(ruleset, Remotes([], flows, AwsTarget.Instance), flows);

    private static PacketProof Run(string ruleset, List<(bool IsIPv6, UInt128 Remote, bool IsFirst)> remotes, FlowSet flows)
    {
        using var wire = new Wire(ruleset);
        var permitted = new PacketBits();
        var ends = Environment.GetEnvironmentVariable("STARFACE_ALL_PACKETS") == "1" ? null : PortEnds(flows);
        var differences = new List<string>();
        foreach (var (isIPv6, remote, isFirst) in remotes)
        {
            foreach (var series in Probe.Of(true, isIPv6, remote).Concat(Probe.Of(false, isIPv6, remote)))
            {
                var probe = isFirst ? series : series with { Ports = ends };
                probe.Permitted(flows, permitted);
                var (extra, missing) = wire.Send(probe, permitted);
                differences.AddRange(Runs(extra).Select(run => Describe(probe, run, "the policy forbids it, but it passed")));
                differences.AddRange(Runs(missing).Select(run => Describe(probe, run, "the policy permits it, but it was dropped")));
            }

            if (differences.Count >= MostDifferences) break;
        }

        return new PacketProof(wire.Sent, wire.Arrived, wire.SentAgain, remotes.Count, differences);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sent:N0} packets from and to {Addresses} addresses, {Arrived:N0} arrived, {Differences.Count} "
        + $"differences{(SentAgain > 0 ? $", {SentAgain:N0} sent again" : "")}");

    /// <summary>The boundary addresses, and whether each is the first that lies in just its blocks.</summary>
    private static List<(bool IsIPv6, UInt128 Remote, bool IsFirst)> Remotes(
        IEnumerable<FilterRule> rules, FlowSet flows, CloudTarget cloud)
    {
        var all = rules.ToList();
        List<AddressBlock> blocks = [.. Blocks(all, flows).Concat(all.SelectMany(rule => rule.Remotes)).Distinct()];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return
        [
            .. Boundaries(all, flows, cloud).Select(address => (address.IsIPv6, address.Remote, seen.Add(string.Join(
                ',',
                Enumerable.Range(0, blocks.Count)
                    .Where(i => blocks[i].IsIPv6 == address.IsIPv6
                        && blocks[i].First <= address.Remote && address.Remote <= blocks[i].Last)
                    .Append(address.IsIPv6 ? -6 : -4))))),
        ];
    }

    /// <summary>
    /// The first and last ports of a policy's ranges, and their neighbours; the lowest and highest port in any case, so that a policy
    /// without ranges is probed as well.
    /// </summary>
    private static int[] PortEnds(FlowSet flows) =>
    [
        .. flows.Ranges()
            .SelectMany(range => new[] { range.Ports.From - 1, range.Ports.From, range.Ports.To, range.Ports.To + 1 })
            .Where(port => port is >= 1 and <= FilterRule.HighestPort)
            .Concat([1, FilterRule.HighestPort])
            .Distinct()
            .Order(),
    ];

    private static IEnumerable<AddressBlock> Blocks(IEnumerable<FilterRule> rules, FlowSet flows) => flows.Ranges()
        .Where(range => !range.Remote.IsGroup)
        .Select(range => BlockOf(range.Remote.Addresses))
        .Concat(rules.Where(rule => !rule.IsDefault).SelectMany(rule => rule.Remotes))
        .DefaultIfEmpty(AddressBlock.AnyIPv4)
        .Distinct();

    /// <summary>
    /// The ends and neighbours of every block that the rules or the policy name, and on Azure one address of each default rule.
    /// </summary>
    private static List<(bool IsIPv6, UInt128 Remote)> Boundaries(List<FilterRule> rules, FlowSet flows, CloudTarget cloud) =>
    [
        .. Blocks(rules, flows)
            .SelectMany(block => block.Boundaries().Select(remote => (block.IsIPv6, remote)))
            .Concat(
                cloud == AzureTarget.Instance
                    ? rules.Where(rule => rule.IsDefault).SelectMany(rule => rule.Remotes).Select(block => (block.IsIPv6, block.First))
                    : [])
            .Distinct()
            .Order(),
    ];

    /// <summary>The product's range of addresses as one of the translation.</summary>
    public static AddressBlock BlockOf(AddressRange range) =>
        new(
            range.Family == AddressFamily.IPv6,
            new UInt128(range.First.High, range.First.Low),
            new UInt128(range.Last.High, range.Last.Low));

    private static string Describe(Probe probe, (int From, int To) run, string verdict) =>
        run.From == run.To
            ? $"{probe.Describe(run.From)}: {verdict}."
            : $"{probe.Describe(run.From)} and all up to {probe.Describe(run.To)}: {verdict}.";

    private static IEnumerable<(int From, int To)> Runs(List<int> numbers)
    {
        for (var i = 0; i < numbers.Count; i++)
        {
            var from = numbers[i];
            while (i + 1 < numbers.Count && numbers[i + 1] == numbers[i] + 1) i++;
            yield return (from, numbers[i]);
        }
    }
}
