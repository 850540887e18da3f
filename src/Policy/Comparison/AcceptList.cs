using System.Collections.Immutable;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>The findings that a fleet accepts, each with a reason and a last day: the counterpart of <see cref="IgnoreList"/>.</summary>
/// <param name="Entries">The entries in the order of the file.</param>
internal sealed record AcceptList(ImmutableArray<AcceptedFinding> Entries)
{
    private const string List = "accept";

    private static readonly ImmutableArray<string> Keys = ["id", "instance", "key", "owner", "reason", "stack", "until"];

    /// <summary>The list without entries.</summary>
    public static AcceptList Empty { get; } = new([]);

    /// <summary>
    /// Reads a list: a key <c>accept</c> with entries of <c>id</c>, <c>stack</c> or <c>instance</c>, <c>reason</c>, <c>until</c> and
    /// perhaps <c>key</c> and <c>owner</c>.
    /// </summary>
    /// <param name="root">The file's tree.</param>
    /// <param name="problems">Everything that is wrong with it; empty when it was read.</param>
    public static AcceptList Read(ConfigNode root, out ImmutableArray<Problem> problems)
    {
        var found = new ConfigProblems();
        var entries = EntryReader.ReadList(
            root, List, "a map with id, stack or instance, reason and until, and perhaps key and owner", found, ReadEntry);
        problems = found.Errors;
        return problems.IsEmpty ? new AcceptList(entries) : Empty;
    }

    /// <summary>The entry that covers a finding, or null.</summary>
    /// <param name="problem">The finding.</param>
    /// <param name="stack">The stack, or null for a finding about a policy.</param>
    /// <param name="instance">The instance, or null.</param>
    /// <param name="today">The day, in UTC.</param>
    public AcceptedFinding? Find(Problem problem, string? stack, string? instance, CalendarDate today) =>
        Entries.FirstOrDefault(entry => !entry.IsExpired(today) && entry.Covers(problem, stack, instance));

    private static AcceptedFinding? ReadEntry(ConfigMap map, string path, ConfigProblems problems)
    {
        var reader = new EntryReader(map, path, Keys, problems);
        var id = reader.Required("id", "write the id of the finding, such as SFP4012");
        var reason = reader.Required("reason", "write why it is accepted");
        var until = reader.Day("until");
        var (stack, instance) = (reader.Text("stack"), reader.Text("instance"));
        if (map["stack"] is null && map["instance"] is null)
            problems.Add(path, map.Place, ProblemIds.MissingValue, "Neither 'stack' nor 'instance' is given", "name one of them");
        if (id.Length > 0 && !ProblemTable.Kinds.Any(kind => kind.Id == id))
        {
            problems.Add(
                path + ".id",
                map["id"]!.Place,
                ProblemIds.UnknownName,
                $"There is no finding '{id}'",
                NearestName.Find(id, ProblemTable.Kinds.Select(kind => kind.Id)) is { } near
                    ? $"did you mean '{near}'?"
                    : "write an id such as SFP4012, as 'check' tells it");
        }

        return reader.HasProblems
            ? null
            : new AcceptedFinding(id, reason, reader.Text("owner"), until)
            {
                Stack = stack,
                Instance = instance,
                Key = reader.Text("key"),
                Place = map.Place,
            };
    }
}
