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
    /// <summary>The previous table of this thread, reused with its buffers.</summary>
    [ThreadStatic]
    private static RuleTable? t_spare;

    private readonly CellTable _cells = new();

    /// <summary>What the rows are made of, for one service at a time.</summary>
    private readonly List<JoinedRequirement> _requirements = [];

    /// <summary>Where <see cref="_requirements"/> has those with hosts, by the requirement without its host.</summary>
    private readonly Dictionary<RequirementModel, int> _indexes = [];

    private RuleTable() { }

    /// <summary>Whether it has no rows.</summary>
    public bool IsEmpty => _cells.IsEmpty;

    /// <summary>The table of a service.</summary>
    /// <param name="service">The service.</param>
    public static RuleTable For(ServiceModel service)
    {
        var table = Start(columns: 5);
        foreach (var requirement in service.Requirements) table.Join(requirement, "peers");
        foreach (var joined in table._requirements)
        {
            table.AddDirectionAndPorts(joined);
            table.AddRemote(joined);
            table.AddNotes(joined.Requirement);
            table._cells.Add(joined.Requirement.Source).EndCell();
        }

        return table;
    }

    /// <summary>The table of a scenario: its steps, with what a person sees where one is missing.</summary>
    /// <param name="scenario">The scenario.</param>
    public static RuleTable For(ScenarioModel scenario)
    {
        var table = Start(columns: 6);
        foreach (var step in scenario.Steps)
        {
            var peers = step.PeerGroup?.Name.TrimStart('@') ?? "no peer group";
            if (step.Substitutes.Count > 0)
                peers += $", else {string.Join(", ", step.Substitutes.Select(group => group.Name.TrimStart('@')))}";
            table.ClearRequirements();
            foreach (var requirement in step.Requirements) table.Join(requirement, peers);
            foreach (var joined in table._requirements)
            {
                table.AddDirectionAndPorts(joined);
                table.AddRemote(joined);
                table._cells.Add(step.Service.Title).EndCell();
                table.AddNotes(joined.Requirement);
                table._cells.Add("without it: ").Add(step.Symptom).EndCell();
            }
        }

        return table;
    }

    /// <summary>The table of a policy: what applies to its PBX version.</summary>
    /// <param name="policy">The policy.</param>
    public static RuleTable For(PolicyModel policy)
    {
        var table = Start(columns: 6);
        var version = Version(policy);
        foreach (var allowance in policy.Allowances) table.AddRows(allowance, version, ofGroup: false);
        return table;
    }

    /// <summary>The table of what a policy opens for a peer group.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="ofGroup">Its allowances to the group.</param>
    public static RuleTable For(PolicyModel policy, IEnumerable<AllowanceModel> ofGroup)
    {
        var table = Start(columns: 5);
        var version = Version(policy);
        foreach (var allowance in ofGroup) table.AddRows(allowance, version, ofGroup: true);
        return table;
    }

    /// <summary>Writes protocol and ports of a requirement, such as <c>tcp 443 (WebPort)</c>, within a line.</summary>
    /// <param name="writer">Receives them.</param>
    /// <param name="requirement">The requirement.</param>
    public static SourceWriter WritePorts(SourceWriter writer, RequirementModel requirement)
    {
        writer.Part(DescribeProtocol(requirement.Protocol));
        if (!HasPorts(requirement))
            return DescribeIcmp(requirement) is { Length: > 0 } messages ? writer.Part(" ").Part(messages) : writer;
        writer.Part($" {requirement.From}");
        if (requirement.To != requirement.From) writer.Part($"-{requirement.To}");
        return requirement.Setting is null ? writer : writer.Part($" ({requirement.Setting})");
    }

    /// <summary>The direction of a requirement in lower case.</summary>
    /// <param name="requirement">The requirement.</param>
    public static string DescribeDirection(RequirementModel requirement) =>
        requirement.Direction == Direction.Inbound ? "inbound" : "outbound";

    /// <summary>Writes the lines of the table in a documentation comment.</summary>
    /// <param name="writer">Receives the lines.</param>
    public void WriteTo(SourceWriter writer) => _cells.WriteTo(writer);

    /// <summary>Gives the table back to be used again.</summary>
    public void Release()
    {
        ClearRequirements();
        t_spare = this;
    }

    private static RuleTable Start(int columns)
    {
        var table = t_spare ?? new RuleTable();
        t_spare = null;
        table._cells.Clear(columns);
        return table;
    }

    private static PbxVersion? Version(PolicyModel policy) => policy.PbxVersion is null ? null : PbxVersion.Parse(policy.PbxVersion);

    private static bool AppliesTo(RequirementModel requirement, PbxVersion? version) =>
        (requirement.Since is null && requirement.Until is null) || requirement.ToRequirement().AppliesTo(version);

    private static bool HasPorts(RequirementModel requirement) => requirement.Protocol is Protocol.Tcp or Protocol.Udp;

    private static string DescribeProtocol(Protocol protocol) =>
        protocol == Protocol.Any ? "any protocol" : ProtocolNames.For(protocol);

    private static string DescribeIcmp(RequirementModel requirement)
    {
        if (requirement.Protocol is not (Protocol.Icmp or Protocol.IcmpV6)) return "";
        if (!requirement.Ports.TryGetIcmp(out var type, out var code)) return requirement.Ports.ToString();
        if (type < 0) return "";
        return code < 0 ? "type " + InvariantText.Digits(type) : $"type {InvariantText.Digits(type)} code {InvariantText.Digits(code)}";
    }

    /// <summary>Adds the rows of an allowance. Requirements with the same direction, remote side and notes share a row.</summary>
    private void AddRows(AllowanceModel allowance, PbxVersion? version, bool ofGroup)
    {
        var peers = allowance.PeerGroup?.Name.TrimStart('@') ?? "no peer group";
        if (allowance.Optional) peers += " (optional)";
        ClearRequirements();
        foreach (var requirement in allowance.Service.Requirements)
            if (AppliesTo(requirement, version) && (!ofGroup || requirement.NeedsPeers))
                Join(requirement, peers);
        for (var row = 0; row < _requirements.Count; row++)
        {
            if (FirstOfRow(row) < row) continue;
            var joined = _requirements[row];
            _cells.Add(DescribeDirection(joined.Requirement)).EndCell();
            AddPortsOfRow(row);
            if (!ofGroup) AddRemote(joined);
            _cells.Add(allowance.Service.Title).EndCell();
            AddNotes(joined.Requirement);
            if (allowance.IncludedFrom is { } declaring) _cells.Add("included from ").Add(declaring.Id);
            _cells.EndCell();
        }
    }

    private void ClearRequirements()
    {
        _requirements.Clear();
        _indexes.Clear();
    }

    /// <summary>Adds a requirement, or joins it with one that differs only in its host.</summary>
    /// <param name="requirement">The requirement.</param>
    /// <param name="peers">Its remote side if it names none.</param>
    private void Join(RequirementModel requirement, string peers)
    {
        // Most services name no hosts. Equal requirements are not joined, because they are a problem that is reported.
        if (requirement.Host is not { } host)
        {
            var addresses = requirement.Addresses;
            _requirements.Add(addresses.Count == 0 ? new(requirement, peers, 0) : new(requirement, addresses[0], addresses.Count - 1));
            return;
        }

        var key = requirement with { Host = null };
        if (_indexes.TryGetValue(key, out var index))
        {
            _requirements[index] = _requirements[index] with { More = _requirements[index].More + 1 };
            return;
        }

        _indexes.Add(key, _requirements.Count);
        _requirements.Add(new(requirement, host, 0));
    }

    /// <summary>The first requirement in the row of another one.</summary>
    private int FirstOfRow(int index)
    {
        var first = 0;
        while (!_requirements[first].SharesRow(_requirements[index])) first++;
        return first;
    }

    private void AddDirectionAndPorts(JoinedRequirement joined)
    {
        _cells.Add(DescribeDirection(joined.Requirement)).EndCell();
        _cells.Add(DescribeProtocol(joined.Requirement.Protocol)).Add(" ");
        var start = _cells.Length;
        AddPortNumbers(joined.Requirement);
        if (_cells.Length == start) _cells.RemoveLast();
        _cells.EndCell();
    }

    /// <summary>Adds all ports of a row, such as <c>tcp 443, 5061 and udp 3478</c>.</summary>
    private void AddPortsOfRow(int row)
    {
        for (var first = row; first < _requirements.Count; first++)
        {
            if (!IsNew(first, static (one, other) => one.Protocol == other.Protocol)) continue;
            if (first > row) _cells.Add(" and ");
            _cells.Add(DescribeProtocol(_requirements[first].Requirement.Protocol)).Add(" ");
            var start = _cells.Length;
            for (var index = first; index < _requirements.Count; index++)
            {
                if (_requirements[index].Requirement.Protocol != _requirements[first].Requirement.Protocol) continue;
                if (!IsNew(index, HaveSamePorts)) continue;
                if (index > first) _cells.Add(", ");
                AddPortNumbers(_requirements[index].Requirement);
            }

            if (_cells.Length == start) _cells.RemoveLast();
        }

        _cells.EndCell();

        bool IsNew(int index, Func<RequirementModel, RequirementModel, bool> isSame)
        {
            if (!_requirements[index].SharesRow(_requirements[row])) return false;
            for (var before = row; before < index; before++)
                if (_requirements[before].SharesRow(_requirements[row])
                    && isSame(_requirements[before].Requirement, _requirements[index].Requirement))
                    return false;
            return true;
        }
    }

    /// <summary>Whether the ports of two requirements read the same. Protocols without ports have no text.</summary>
    private static bool HaveSamePorts(RequirementModel one, RequirementModel other)
    {
        if (one.Protocol != other.Protocol) return false;
        if (HasPorts(one)) return (one.From, one.To) == (other.From, other.To) && one.Setting == other.Setting;
        return one.Protocol is not (Protocol.Icmp or Protocol.IcmpV6) || (one.From, one.To) == (other.From, other.To);
    }

    private void AddPortNumbers(RequirementModel requirement)
    {
        if (!HasPorts(requirement))
        {
            _cells.Add(DescribeIcmp(requirement));
            return;
        }

        _cells.Add(requirement.From);
        if (requirement.To != requirement.From) _cells.Add("-").Add(requirement.To);
        if (requirement.Setting is { } setting) _cells.Add(" (").Add(setting).Add(")");
    }

    private void AddRemote(JoinedRequirement joined)
    {
        _cells.Add(joined.Requirement.Direction == Direction.Inbound ? "from " : "to ").Add(joined.Remote);
        if (joined.More > 0) _cells.Add(" and ").Add(joined.More).Add(" more");
        _cells.EndCell();
    }

    private void AddNotes(RequirementModel requirement)
    {
        var start = _cells.Length;
        if (requirement.Unencrypted) _cells.Add("unencrypted");
        if (TlsNote(requirement) is { } tls) Note().Add("TLS 1.").Add(tls).Add(" or newer");
        if (requirement.Since is { } since) Note().Add("since ").Add(since);
        if (requirement.Until is { } until) Note().Add("until ").Add(until);
        _cells.EndCell();

        CellTable Note() => _cells.Length == start ? _cells : _cells.Add(", ");
    }

    /// <summary>The minor version of the lowest TLS version; null where the requirement has none.</summary>
    private static int? TlsNote(RequirementModel requirement) =>
        requirement.MinimumTls is >= Tls.V10 and <= Tls.V13 and var version ? (int)version - (int)Tls.V10 : null;

    /// <summary>Requirements that differ only in their host.</summary>
    /// <param name="Requirement">The first of them.</param>
    /// <param name="Remote">Its remote side.</param>
    /// <param name="More">The number of further hosts or addresses.</param>
    private readonly record struct JoinedRequirement(RequirementModel Requirement, string Remote, int More)
    {
        /// <summary>Whether direction, remote side and notes read the same.</summary>
        /// <param name="other">The other requirements.</param>
        public bool SharesRow(in JoinedRequirement other) =>
            Requirement.Direction == other.Requirement.Direction
            && More == other.More
            && Remote == other.Remote
            && Requirement.Unencrypted == other.Requirement.Unencrypted
            && TlsNote(Requirement) == TlsNote(other.Requirement)
            && Requirement.Since == other.Requirement.Since
            && Requirement.Until == other.Requirement.Until;
    }
}
