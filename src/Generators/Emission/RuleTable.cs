using System.Text;
using Starface.Generators.Models;
using Starface.Generators.Naming;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Generators.Emission;

/// <summary>
/// The table of requirements in the documentation of a class, which an editor shows as a tooltip. It is in a <c>code</c> element, because
/// editors show lists and tables of documentation comments as running text.
/// </summary>
internal sealed class RuleTable
{
    private const int ColumnGap = 2;

    private readonly List<string[]> _rows;
    private readonly int[] _widths;

    private RuleTable(List<string[]> rows)
    {
        _rows = rows;
        _widths = rows.Count == 0 ? [] : new int[rows[0].Length];
        foreach (var row in rows)
            for (var column = 0; column < row.Length; column++)
                _widths[column] = Math.Max(_widths[column], row[column].Length);
    }

    /// <summary>Whether it has no rows.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>The table of a service.</summary>
    /// <param name="service">The service.</param>
    public static RuleTable For(ServiceModel service)
    {
        var rows = new List<string[]>(service.Requirements.Count);
        foreach (var (requirement, hosts) in WithHostsJoined(service.Requirements))
        {
            rows.Add(
            [
                DescribeDirection(requirement),
                DescribePorts(requirement),
                DescribeRemote(requirement, hosts, "peers"),
                DescribeNotes(requirement),
                requirement.Source,
            ]);
        }

        return new(rows);
    }

    /// <summary>The table of a scenario: its steps, with what a person sees where one is missing.</summary>
    /// <param name="scenario">The scenario.</param>
    public static RuleTable For(ScenarioModel scenario)
    {
        var rows = new List<string[]>(scenario.Steps.Count);
        foreach (var step in scenario.Steps)
        {
            var peers = step.PeerGroup?.Name.TrimStart('@') ?? "no peer group";
            if (step.Substitutes.Count > 0)
                peers += $", else {string.Join(", ", step.Substitutes.Select(group => group.Name.TrimStart('@')))}";
            foreach (var (requirement, hosts) in WithHostsJoined([.. step.Requirements]))
            {
                rows.Add(
                [
                    DescribeDirection(requirement),
                    DescribePorts(requirement),
                    DescribeRemote(requirement, hosts, peers),
                    step.Service.Title,
                    DescribeNotes(requirement),
                    "without it: " + step.Symptom,
                ]);
            }
        }

        return new(rows);
    }

    /// <summary>The table of a policy: what applies to its PBX version.</summary>
    /// <param name="policy">The policy.</param>
    public static RuleTable For(PolicyModel policy)
    {
        var version = Version(policy);
        var rows = new List<string[]>();
        foreach (var allowance in policy.Allowances)
            foreach (var row in Rows(allowance, version, needsPeers: false))
                rows.Add([row.Direction, row.Ports, row.Remote, allowance.Service.Title, row.Notes, DescribeOrigin(allowance)]);
        return new(rows);
    }

    /// <summary>The table of what a policy opens for a peer group.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="ofGroup">Its allowances to the group.</param>
    public static RuleTable For(PolicyModel policy, IEnumerable<AllowanceModel> ofGroup)
    {
        var version = Version(policy);
        var rows = new List<string[]>();
        foreach (var allowance in ofGroup)
            foreach (var row in Rows(allowance, version, needsPeers: true))
                rows.Add([row.Direction, row.Ports, allowance.Service.Title, row.Notes, DescribeOrigin(allowance)]);
        return new(rows);
    }

    /// <summary>Writes protocol and ports of a requirement, such as <c>tcp 443 (WebPort)</c>, within a line.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="requirement">The requirement.</param>
    public static SourceWriter WritePorts(SourceWriter writer, RequirementModel requirement)
    {
        var ports = DescribePortNumbers(requirement);
        writer.Part(DescribeProtocol(requirement));
        return ports.Length == 0 ? writer : writer.Part(" ").Part(ports);
    }

    /// <summary>The direction of a requirement in lower case.</summary>
    /// <param name="requirement">The requirement.</param>
    public static string DescribeDirection(RequirementModel requirement) =>
        requirement.Direction == Direction.Inbound ? "inbound" : "outbound";

    /// <summary>Writes the lines of the table in a documentation comment.</summary>
    /// <param name="writer">Receives the lines.</param>
    public void WriteTo(SourceWriter writer)
    {
        foreach (var row in _rows)
        {
            writer.Part("/// ");
            var last = row.Length - 1;
            while (last > 0 && row[last].TrimEnd(' ').Length == 0) last--;
            for (var column = 0; column < last; column++)
            {
                if (_widths[column] == 0) continue;
                writer.Part(Text.Xml(row[column])).Spaces(_widths[column] - row[column].Length + ColumnGap);
            }

            writer.Part(Text.Xml(row[last].TrimEnd(' '))).EndLine();
        }
    }

    /// <summary>The included policy that declares an allowance; empty when the policy declares it itself.</summary>
    private static string DescribeOrigin(AllowanceModel allowance) =>
        allowance.IncludedFrom is { } declaring ? $"included from {declaring.Id}" : "";

    private static PbxVersion? Version(PolicyModel policy) => policy.PbxVersion is null ? null : PbxVersion.Parse(policy.PbxVersion);

    private static bool AppliesTo(RequirementModel requirement, PbxVersion? version) =>
        (requirement.Since is null && requirement.Until is null) || requirement.ToRequirement().AppliesTo(version);

    /// <summary>The rows of an allowance. Requirements with the same direction, remote side and notes share a row.</summary>
    private static List<PolicyRow> Rows(AllowanceModel allowance, PbxVersion? version, bool needsPeers)
    {
        var requirements = allowance.Service.Requirements;
        if (requirements.Any(requirement => !Shows(requirement))) requirements = new([.. requirements.Where(Shows)]);
        var peers = allowance.PeerGroup?.Name.TrimStart('@') ?? "no peer group";
        if (allowance.Optional) peers += " (optional)";
        var rows = new List<PolicyRow>(requirements.Count);
        foreach (var (requirement, hosts) in WithHostsJoined(requirements))
        {
            var direction = DescribeDirection(requirement);
            var remote = DescribeRemote(requirement, hosts, peers);
            var notes = DescribeNotes(requirement);
            if (Find(rows, direction, remote, notes) is { } row) row.Add(DescribeProtocol(requirement), DescribePortNumbers(requirement));
            else rows.Add(new(direction, remote, notes, DescribeProtocol(requirement), DescribePortNumbers(requirement)));
        }

        return rows;

        bool Shows(RequirementModel requirement) => AppliesTo(requirement, version) && (!needsPeers || requirement.NeedsPeers);
    }

    private static PolicyRow? Find(List<PolicyRow> rows, string direction, string remote, string notes)
    {
        foreach (var row in rows)
            if (row.Direction == direction && row.Remote == remote && row.Notes == notes)
                return row;
        return null;
    }

    /// <summary>Joins requirements that differ only in their host, and lists the hosts of each, or null.</summary>
    private static List<(RequirementModel Requirement, List<string>? Hosts)> WithHostsJoined(EquatableArray<RequirementModel> requirements)
    {
        var rows = new List<(RequirementModel Requirement, List<string>? Hosts)>(requirements.Count);
        Dictionary<RequirementModel, int>? indexes = null;
        foreach (var requirement in requirements)
        {
            // Most services name no hosts. Equal requirements are not joined, because they are a problem that is reported.
            if (requirement.Host is not { } host)
            {
                rows.Add((requirement, null));
                continue;
            }

            var key = requirement with { Host = null };
            if (!(indexes ??= []).TryGetValue(key, out var index))
            {
                indexes.Add(key, index = rows.Count);
                rows.Add((key, []));
            }

            rows[index].Hosts!.Add(host);
        }

        return rows;
    }

    private static string DescribeRemote(RequirementModel requirement, List<string>? hosts, string peers)
    {
        var preposition = requirement.Direction == Direction.Inbound ? "from " : "to ";
        if (hosts is { Count: > 1 }) return $"{preposition}{hosts[0]} and {InvariantText.Digits(hosts.Count - 1)} more";
        if (hosts is { Count: 1 }) return preposition + hosts[0];
        var addresses = requirement.Addresses;
        if (addresses.Count > 1) return $"{preposition}{addresses[0]} and {InvariantText.Digits(addresses.Count - 1)} more";
        return preposition + (addresses.Count == 1 ? addresses[0] : peers);
    }

    private static string DescribePorts(RequirementModel requirement)
    {
        var ports = DescribePortNumbers(requirement);
        return ports.Length == 0 ? DescribeProtocol(requirement) : DescribeProtocol(requirement) + " " + ports;
    }

    private static string DescribeProtocol(RequirementModel requirement) =>
        requirement.Protocol == Protocol.Any ? "any protocol" : ProtocolNames.For(requirement.Protocol);

    private static string DescribePortNumbers(RequirementModel requirement)
    {
        if (requirement.Protocol is not (Protocol.Tcp or Protocol.Udp)) return DescribeIcmp(requirement);
        var ports = requirement.Ports.ToString();
        return requirement.Setting is null ? ports : $"{ports} ({requirement.Setting})";
    }

    private static string DescribeIcmp(RequirementModel requirement)
    {
        if (requirement.Protocol is not (Protocol.Icmp or Protocol.IcmpV6)) return "";
        if (!requirement.Ports.TryGetIcmp(out var type, out var code)) return requirement.Ports.ToString();
        if (type < 0) return "";
        return code < 0 ? "type " + InvariantText.Digits(type) : $"type {InvariantText.Digits(type)} code {InvariantText.Digits(code)}";
    }

    private static string DescribeNotes(RequirementModel requirement)
    {
        var notes = "";
        if (requirement.Unencrypted) Note("unencrypted");
        if (requirement.MinimumTls is >= Tls.V10 and <= Tls.V13 and var version)
            Note($"TLS 1.{InvariantText.Digits((int)version - (int)Tls.V10)} or newer");
        if (requirement.Since is { } since) Note("since " + since);
        if (requirement.Until is { } until) Note("until " + until);
        return notes;

        void Note(string note) => notes += notes.Length == 0 ? note : ", " + note;
    }

    /// <summary>A row of a policy's table.</summary>
    /// <param name="direction">Its direction.</param>
    /// <param name="remote">Its remote side.</param>
    /// <param name="notes">Its notes.</param>
    /// <param name="protocol">The protocol of its first ports.</param>
    /// <param name="ports">Its first ports.</param>
    private sealed class PolicyRow(string direction, string remote, string notes, string protocol, string ports)
    {
        /// <summary>
        /// The ports of each protocol in the order in which they were added; null until a second one is added, as in most rows.
        /// </summary>
        private List<(string Protocol, List<string> Ports)>? _all;

        public string Direction => direction;

        public string Remote => remote;

        public string Notes => notes;

        /// <summary>All ports, such as <c>tcp 443, 5061 and udp 3478</c>.</summary>
        public string Ports
        {
            get
            {
                if (_all is null) return Join(protocol, ports);
                var text = new StringBuilder();
                foreach (var (name, numbers) in _all)
                    text.Append(text.Length == 0 ? "" : " and ").Append(Join(name, string.Join(", ", numbers)));
                return text.ToString();
            }
        }

        /// <summary>Adds ports that the row does not have yet.</summary>
        public void Add(string name, string numbers)
        {
            _all ??= [(protocol, [ports])];
            var index = _all.FindIndex(row => row.Protocol == name);
            if (index < 0) _all.Add((name, [numbers]));
            else if (!_all[index].Ports.Contains(numbers)) _all[index].Ports.Add(numbers);
        }

        private static string Join(string name, string numbers) => numbers.Length == 0 ? name : name + " " + numbers;
    }
}
