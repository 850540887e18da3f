using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Starface.Policy.Flows;

namespace Starface.EndToEnd.Chain;

/// <summary>A catalog and a policy drawn at random, as the C# that a person would write, and what they should permit.</summary>
/// <param name="Services">The rows of each service.</param>
/// <param name="Allowances">Which service is open to which group.</param>
/// <param name="Peers">The networks of each group.</param>
internal sealed record RandomSource(
    ImmutableArray<ImmutableArray<RandomRow>> Services,
    ImmutableArray<(int Service, int Group)> Allowances,
    ImmutableArray<ImmutableArray<string>> Peers)
{
    public static readonly ImmutableArray<string> Groups = ["phones", "sip-providers"];

    private static readonly ImmutableArray<string> s_groupTypes = ["Phones", "SipProviders"];
    private static readonly string[] s_prefixes =
    [
        "0.0.0.0/0", "10.0.0.0/8", "10.1.2.0/24", "192.0.2.0/25", "192.0.2.7/32", "203.0.113.255/32", "::/0", "2001:db8::/32",
        "2001:db8::1/128",
    ];

    public static Gen<RandomSource> Generator { get; } =
        from services in Gen.ListOf(Gen.NonEmptyListOf(RandomRow.Generator), 4)
        from allowances in Gen.NonEmptyListOf(from service in Gen.Choose(0, 3) from @group in Gen.Choose(0, 1) select (service, @group))
        from peers in Gen.ListOf(Gen.NonEmptyListOf(Gen.Elements(s_prefixes)), 2)
        select new RandomSource(
            // The first row of each service leaves its remote side to the policy, so that a group always belongs to the allowance.
            [
                .. services.Select(
                    rows =>
                        rows.Select((row, i) => i == 0 ? row with { Addresses = [], Until = null } : row).Distinct().ToImmutableArray()),
            ],
            [.. allowances.Distinct()],
            [.. peers.Select(prefixes => prefixes.Distinct().ToImmutableArray())]);

    /// <summary>The groups that the policy asks an instance for.</summary>
    public IEnumerable<int> UsedGroups => Allowances.Select(allowance => allowance.Group).Distinct().Order();

    /// <summary>
    /// The flows that the declarations mean, put together without a rule compiler: every row, for every network it is open to.
    /// </summary>
    public FlowSet Flows => FlowSet.From(
        from allowance in Allowances
        from row in Services[allowance.Service]
        where row.Until is null
        from prefix in row.Addresses.IsEmpty ? Peers[allowance.Group] : row.Addresses
        select new FlowRange(
            row.IsInbound ? Direction.Inbound : Direction.Outbound, row.Protocol, Prefix.Parse(prefix), new PortRange(row.From, row.To)));

    /// <summary>The declarations.</summary>
    public string Text()
    {
        var text = new StringBuilder("using Starface.Policy;\nnamespace Sample;\n");
        foreach (var group in s_groupTypes)
            text.Append(CultureInfo.InvariantCulture, $"/// <summary>Peers.</summary>\npublic sealed class {group} : PeerGroup;\n");
        for (var i = 0; i < Services.Length; i++)
        {
            text
                .Append("/// <summary>A service.</summary>\n")
                .Append(CultureInfo.InvariantCulture, $"[Service(\"service-{i}\", Title = \"Dienst {i}\")]\n");
            foreach (var row in Services[i]) text.Append(row.Text()).Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"public sealed partial class Service{i};\n");
        }

        text.Append("/// <summary>A policy.</summary>\n[Policy(\"random\", Title = \"Random\")]\n");
        foreach (var (service, group) in Allowances)
            text.Append(CultureInfo.InvariantCulture, $"[Allow<Service{service}, {s_groupTypes[group]}>]\n");
        return text.Append("public sealed partial class RandomPolicy;\n").ToString();
    }

    public override string ToString() =>
        $"{string.Join("; ", UsedGroups.Select(group => $"{Groups[group]} = {string.Join(",", Peers[group])}"))}\n{Text()}";
}
