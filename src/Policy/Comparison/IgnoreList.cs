using System.Collections.Immutable;
using Starface.Policy.Configuration;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>The entries of an ignore file.</summary>
/// <param name="Entries">The entries in the order of the file.</param>
internal sealed record IgnoreList(ImmutableArray<IgnoreEntry> Entries)
{
    private static readonly ImmutableArray<string> Keys = ["expires", "flow", "instance", "owner", "reason", "rule"];

    /// <summary>The list without entries.</summary>
    public static IgnoreList Empty { get; } = new([]);

    /// <summary>
    /// Reads a list: a key <c>ignore</c> with entries of <c>flow</c>, <c>reason</c>, <c>owner</c>, <c>expires</c> and perhaps
    /// <c>rule</c> and <c>instance</c>.
    /// </summary>
    /// <param name="root">The file's tree.</param>
    /// <param name="problems">Everything that is wrong with it; empty when it was read.</param>
    public static IgnoreList Read(ConfigNode root, out ImmutableArray<Problem> problems)
    {
        var found = new ConfigProblems();
        var entries = EntryReader.ReadList(
            root, "ignore", "a map with flow, reason, owner and expires, and perhaps rule and instance", found, ReadEntry);
        problems = found.Errors;
        return problems.IsEmpty ? new IgnoreList(entries) : Empty;
    }

    /// <summary>Takes the covered flows out of comparisons, and reports entries that expired or cover nothing.</summary>
    /// <param name="instances">The comparisons.</param>
    /// <param name="today">The day, in UTC.</param>
    public DriftReport Apply(IEnumerable<InstanceDrift> instances, CalendarDate today)
    {
        var active = Entries.Where(entry => !entry.IsExpired(today)).ToList();
        var used = new HashSet<IgnoreEntry>();
        var applied = instances
            .OrderBy(instance => instance.Name, StringComparer.Ordinal)
            .Select(instance => Apply(instance, active, used))
            .ToImmutableArray();
        return new DriftReport(
            applied,
            [
                .. from entry in Entries
                   let expired = entry.IsExpired(today)
                   where expired || !used.Contains(entry)
                   select expired ? AcceptanceFinding.Expired(entry) : AcceptanceFinding.Unused(entry),
                .. from entry in Entries
                   where entry.IsForEverything
                   select AcceptanceFinding.TooWide(entry),
            ]);
    }

    private static InstanceDrift Apply(InstanceDrift drift, List<IgnoreEntry> active, HashSet<IgnoreEntry> used)
    {
        var entries = active
            .Where(entry => entry.Instance is null || string.Equals(entry.Instance, drift.Name, StringComparison.Ordinal))
            .ToList();
        if (entries.Count == 0) return drift;
        var ignored = ImmutableArray.CreateBuilder<IgnoredDrift>();
        var extra = ImmutableArray.CreateBuilder<ExtraFlows>();
        foreach (var flows in drift.Extra)
        {
            var left = FlowSet.From(flows.Ranges);
            foreach (var entry in entries.Where(
                entry => entry.Rule is null || string.Equals(entry.Rule, flows.Rule.Id, StringComparison.OrdinalIgnoreCase)))
            {
                var covered = left.Intersect(entry.Flows);
                if (covered.IsEmpty) continue;
                used.Add(entry);
                left = left.Except(covered);
                ignored.Add(new IgnoredDrift($"extra, rule {flows.Rule.Id}: {string.Join("; ", covered.Ranges())}", entry)
                {
                    Fingerprint = DriftWords.Fingerprint(drift.Name, "extra", covered),
                    IsExtra = true,
                });
            }

            if (!left.IsEmpty) extra.Add(DriftWords.Remaining(drift.Name, flows, left));
        }

        var missing = ImmutableArray.CreateBuilder<MissingFlows>();
        foreach (var flows in drift.Missing)
        {
            var left = FlowSet.From(flows.Ranges);
            foreach (var entry in entries.Where(entry => entry.Rule is null))
            {
                var covered = left.Intersect(entry.Flows);
                if (covered.IsEmpty) continue;
                used.Add(entry);
                left = left.Except(covered);
                ignored.Add(new IgnoredDrift($"missing: {string.Join("; ", covered.Ranges())}", entry)
                {
                    Fingerprint = DriftWords.Fingerprint(drift.Name, "missing", covered),
                });
            }

            if (!left.IsEmpty) missing.Add(DriftWords.Remaining(drift.Plan, flows, left));
        }

        return drift with { Extra = extra.ToImmutable(), Missing = missing.ToImmutable(), Ignored = ignored.ToImmutable() };
    }

    private static IgnoreEntry? ReadEntry(ConfigMap map, string path, ConfigProblems problems)
    {
        var reader = new EntryReader(map, path, Keys, problems);
        var reason = reader.Required("reason", "write why the drift is accepted");
        var owner = reader.Required("owner", "write who is responsible for it");
        var day = reader.Day("expires");
        var rule = reader.Text("rule");
        var flows = ReadFlows(map, path, problems);
        return reader.HasProblems
            ? null
            : new IgnoreEntry(reason, owner, day)
            {
                Instance = reader.Text("instance"),
                Rule = rule,
                Flows = FlowSet.From(flows),
                Place = map.Place,
            };
    }

    private static List<FlowRange> ReadFlows(ConfigMap map, string path, ConfigProblems problems)
    {
        var flows = new List<FlowRange>();
        foreach (var node in map["flow"] is ConfigList list ? list.Items : map["flow"] is { } one ? [one] : [])
        {
            if (node is not ConfigScalar scalar) problems.AddWrongKind(path + ".flow", node, "a flow or a list of flows");
            else if (FlowRange.TryParse(scalar.Text, out var range, out var problem)) flows.Add(range);
            else problems.Add(path + ".flow", node.Place, problem);
        }

        if (map["flow"] is null or ConfigList { Items.IsEmpty: true })
        {
            problems.Add(
                path,
                map.Place,
                ProblemIds.MissingValue,
                "The entry has no flow, and an entry covers only the flows it was written for",
                "add 'flow' with one or several of the flows that the report lists, such as 'inbound tcp 203.0.113.0/24 22'");
        }

        return flows;
    }
}
