using System.Text;
using Starface.Generators.Models;
using Starface.Policy;

namespace Starface.Generators.Emission;

/// <summary>
/// The table of requirements that an editor shows when the mouse rests on a class. It stands in a <c>code</c> element: editors keep its columns,
/// while they show the lists of documentation comments as running text.
/// </summary>
internal static class RuleTable
{
    private const string ColumnGap = "  ";

    private static readonly List<string> NoHosts = [];

    /// <summary>The lines of a service's table.</summary>
    /// <param name="service">The service.</param>
    public static IReadOnlyList<string> Of(ServiceModel service) =>
        Align(WithHostsJoined(service.Requirements).Select(row => new[]
        {
            DirectionOf(row.Requirement), PortsOf(row.Requirement), RemoteOf(row, "peers"), NotesOf(row.Requirement), row.Requirement.Source,
        }));

    /// <summary>The lines of a policy's table: what applies to its PBX version.</summary>
    /// <param name="policy">The policy.</param>
    public static IReadOnlyList<string> Of(PolicyModel policy)
    {
        PbxVersion? version = policy.PbxVersion is null ? null : PbxVersion.Parse(policy.PbxVersion);
        return Align(policy.Allowances.SelectMany(allowance => RowsOf(allowance, version)));
    }

    /// <summary>The lines of what a peer group may do or is reached for in a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="group">The peer group.</param>
    public static IReadOnlyList<string> Of(PolicyModel policy, PeerGroupModel group)
    {
        PbxVersion? version = policy.PbxVersion is null ? null : PbxVersion.Parse(policy.PbxVersion);
        return Align(policy.Allowances
            .Where(allowance => allowance.PeerGroup?.Id == group.Id)
            .SelectMany(allowance => RowsOf(allowance with { Service = OnlyPeers(allowance.Service) }, version))
            .Select(row => new[] { row[0], row[1], row[3], row[4] }));
    }

    /// <summary>Protocol and ports of a requirement, such as <c>tcp 443 (WebPort)</c>.</summary>
    /// <param name="requirement">The requirement.</param>
    public static string PortsOf(RequirementModel requirement)
    {
        var protocol = ProtocolOf(requirement);
        var ports = PortNumbersOf(requirement);
        return ports.Length == 0 ? protocol : protocol + " " + ports;
    }

    /// <summary>The direction of a requirement in lower case.</summary>
    /// <param name="requirement">The requirement.</param>
    public static string DirectionOf(RequirementModel requirement) => requirement.Direction == Direction.Inbound ? "inbound" : "outbound";

    /// <summary>What applies to every version need not be asked.</summary>
    private static bool AppliesTo(RequirementModel requirement, PbxVersion? version) =>
        (requirement.Since is null && requirement.Until is null) || requirement.ToRequirement().AppliesTo(version);

    private static ServiceModel OnlyPeers(ServiceModel service) =>
        service with { Requirements = [.. service.Requirements.Where(requirement => requirement.NeedsPeers)] };

    private static IEnumerable<string[]> RowsOf(AllowanceModel allowance, PbxVersion? version)
    {
        var rows = WithHostsJoined(allowance.Service.Requirements.Where(requirement => AppliesTo(requirement, version)))
            .Select(row => (
                Direction: DirectionOf(row.Requirement),
                Protocol: ProtocolOf(row.Requirement),
                Ports: PortNumbersOf(row.Requirement),
                Remote: RemoteOf(row, allowance.PeerGroup?.Name.TrimStart('@') ?? "no peer group"),
                Notes: NotesOf(row.Requirement)));
        return rows
            .GroupBy(row => (row.Direction, row.Remote, row.Notes))
            .Select(group => new[]
            {
                group.Key.Direction,
                string.Join(" and ", group.GroupBy(row => row.Protocol, row => row.Ports, StringComparer.Ordinal).Select(PortsOf)),
                group.Key.Remote,
                allowance.Service.Title,
                group.Key.Notes,
            });
    }

    private static string PortsOf(IGrouping<string, string> ports) =>
        (ports.Key + " " + string.Join(", ", ports.Distinct(StringComparer.Ordinal))).TrimEnd();

    private static IEnumerable<(RequirementModel Requirement, List<string> Hosts)> WithHostsJoined(IEnumerable<RequirementModel> all)
    {
        var requirements = all.ToList();
        // Most services name no hosts, and equal rows are a mistake that is said elsewhere.
        if (requirements.TrueForAll(requirement => requirement.Host is null)) return requirements.Select(requirement => (requirement, NoHosts));
        var rows = new List<(RequirementModel Requirement, List<string> Hosts)>();
        var indexes = new Dictionary<RequirementModel, int>();
        foreach (var requirement in requirements)
        {
            var key = requirement with { Host = null };
            if (!indexes.TryGetValue(key, out var index))
            {
                indexes.Add(key, index = rows.Count);
                rows.Add((key, []));
            }

            if (requirement.Host is { } host) rows[index].Hosts.Add(host);
        }

        return rows;
    }

    private static string RemoteOf((RequirementModel Requirement, List<string> Hosts) row, string peers)
    {
        var (requirement, hosts) = row;
        var preposition = requirement.Direction == Direction.Inbound ? "from " : "to ";
        if (hosts.Count > 1) return $"{preposition}{hosts[0]} and {Text.Of(hosts.Count - 1)} more";
        if (hosts.Count == 1) return preposition + hosts[0];
        if (requirement.Addresses.Count > 1) return $"{preposition}{requirement.Addresses[0]} and {Text.Of(requirement.Addresses.Count - 1)} more";
        return preposition + (requirement.Addresses.Count == 1 ? requirement.Addresses[0] : peers);
    }

    private static string ProtocolOf(RequirementModel requirement) =>
        requirement.Protocol switch
        {
            Protocol.Any => "any protocol",
            Protocol.Icmp => "icmp",
            Protocol.Tcp => "tcp",
            Protocol.Udp => "udp",
            Protocol.Esp => "esp",
            Protocol.Ah => "ah",
            _ => "icmpv6",
        };

    private static string PortNumbersOf(RequirementModel requirement)
    {
        if (requirement.Protocol is not (Protocol.Tcp or Protocol.Udp)) return IcmpOf(requirement);
        var ports = requirement.Ports.ToString();
        return requirement.Setting is null ? ports : $"{ports} ({requirement.Setting})";
    }

    private static string IcmpOf(RequirementModel requirement)
    {
        if (requirement.Protocol is not (Protocol.Icmp or Protocol.IcmpV6)) return "";
        if (!requirement.Ports.TryGetIcmp(out var type, out var code)) return requirement.Ports.ToString();
        if (type < 0) return "";
        return code < 0 ? "type " + Text.Of(type) : $"type {Text.Of(type)} code {Text.Of(code)}";
    }

    private static string NotesOf(RequirementModel requirement)
    {
        var notes = new StringBuilder();
        if (requirement.Unencrypted) Note("unencrypted");
        if (requirement.MinimumTls is >= Tls.V10 and <= Tls.V13) Note($"TLS 1.{Text.Of((int)requirement.MinimumTls - (int)Tls.V10)} or newer");
        if (requirement.Since is { } since) Note("since " + since);
        if (requirement.Until is { } until) Note("until " + until);
        return notes.ToString();

        void Note(string note) => notes.Append(notes.Length == 0 ? "" : ", ").Append(note);
    }

    private static IReadOnlyList<string> Align(IEnumerable<string[]> rows)
    {
        var cells = rows.ToList();
        if (cells.Count == 0) return [];
        var widths = new int[cells[0].Length];
        foreach (var row in cells)
            for (var column = 0; column < row.Length; column++)
                widths[column] = Math.Max(widths[column], row[column].Length);
        var line = new StringBuilder();
        return [.. cells.Select(row => Line(row, widths, line))];
    }

    private static string Line(string[] row, int[] widths, StringBuilder line)
    {
        line.Clear();
        for (var column = 0; column < row.Length; column++)
        {
            if (widths[column] == 0) continue;
            line.Append(row[column]).Append(' ', widths[column] - row[column].Length).Append(ColumnGap);
        }

        while (line.Length > 0 && line[line.Length - 1] == ' ') line.Length--;
        return line.ToString();
    }
}
