using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Drift.Azure;

/// <summary>
/// A file with the security admin rules that are in effect in a virtual network. It does not say in which: its name does, such as
/// <c>pbx-network.admin-rules.json</c>; where only one virtual network is known, it is that one.
/// </summary>
internal static class AdminRuleFile
{
    /// <summary>What the name of the file ends with after the name of the virtual network.</summary>
    public const string Extension = ".admin-rules.json";

    private const string Unassigned = "(virtual network of a file)";

    /// <summary>Whether a page is one of such rules. One without any is where its file's name says it.</summary>
    public static bool CanRead(JsonCursor root, JsonCursor list, string display) =>
        list.Items().Any()
            ? list.Items().Any(AzureAdminRuleReader.IsRule)
            : root.Find("skipToken") is not null || Path.GetFileName(display).EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The rules of a page.</summary>
    public static LiveSurvey Read(JsonCursor root, JsonCursor list, string display)
    {
        var problems = new ItemProblems();
        problems.AddUnknown(root, AzureAdminRuleReader.PageMembers);
        if (root.Text("skipToken") is { Length: > 0 })
            problems.Add(root.IncompleteError("ends with a skipToken: further rules are missing", "export all of them"));
        var rules = AzureAdminRuleReader.Read(Unassigned, list.Items(), display);
        return new LiveSurvey([], [])
        {
            Surroundings = new LiveSurroundings
            {
                Read = [SurroundingPart.AdminRules],
                Networks =
                [
                    new LiveNetwork(AzureTarget.Instance, Unassigned)
                    {
                        AdminRules = rules with { Problems = [.. problems.All, .. rules.Problems] },
                    },
                ],
            },
        };
    }

    /// <summary>The same survey with such rules at the virtual networks they are of.</summary>
    public static LiveSurvey Assign(LiveSurvey survey)
    {
        var around = survey.Surroundings;
        List<LiveGroup> files = [.. around.Networks.Where(network => network.Id == Unassigned).Select(network => network.AdminRules!)];
        if (files.Count == 0) return survey;
        var networks = around.Networks.Where(network => network.Id != Unassigned)
            .Select(network => (network.Cloud, Id: (string?)network.Id))
            .Concat(around.Subnets.Select(subnet => (subnet.Cloud, Id: subnet.Network)))
            .Concat(around.Interfaces.Select(found => (found.Cloud, Id: found.Network)));
        var ids = networks.Where(network => network.Cloud == AzureTarget.Instance)
            .Select(network => network.Id)
            .OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        var problems = survey.Problems.ToBuilder();
        var assigned = new Dictionary<string, LiveGroup>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            if (FindNetwork(file, files.Count, ids) is not { } id)
            {
                problems.Add(FindUnassigned(file, ids));
            }
            else if (!assigned.TryAdd(id, Name(file, id)) && !LiveDifferences.AreEqual(assigned[id], Name(file, id)))
            {
                problems.Add(Report(
                    file,
                    $"The security admin rules of {AzureIds.NameOf(id)} are given twice, and the two do not agree",
                    "give them once"));
            }
        }

        return survey with
        {
            Problems = problems.ToImmutable(),
            Surroundings = around with { Networks = [.. WithRules(around.Networks, assigned)] },
        };
    }

    private static IEnumerable<LiveNetwork> WithRules(ImmutableArray<LiveNetwork> networks, Dictionary<string, LiveGroup> assigned)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var network in networks.Where(network => network.Id != Unassigned))
        {
            seen.Add(network.Id);
            yield return assigned.TryGetValue(network.Id, out var rules) ? network with { AdminRules = rules } : network;
        }

        foreach (var (id, rules) in assigned.Where(entry => !seen.Contains(entry.Key)))
            yield return new LiveNetwork(AzureTarget.Instance, id) { AdminRules = rules };
    }

    private static string? FindNetwork(LiveGroup file, int files, List<string> ids)
    {
        var name = Path.GetFileName(file.Place);
        var named = ids.FindAll(id =>
            new[] { Extension, ".json" }.Any(end => string.Equals(name, AzureIds.NameOf(id) + end, StringComparison.OrdinalIgnoreCase)));
        if (named.Count == 1) return named[0];
        // A file named after another virtual network is not about the only one that is known.
        var isNamed = name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && name.Length > Extension.Length;
        return named.Count == 0 && !isNamed && files == 1 && ids.Count == 1 ? ids[0] : null;
    }

    private static LiveGroup Name(LiveGroup rules, string id) =>
        rules with { Id = id, Name = AzureAdminRuleReader.NameFor(id), AttachedTo = [id] };

    private static Problem FindUnassigned(LiveGroup file, List<string> ids)
    {
        var known = ids.Count == 0 ? "no other file names one" : $"known are {string.Join(", ", ids.Select(AzureIds.NameOf))}";
        return Report(
            file,
            $"The file does not say of which virtual network its security admin rules are, and {known}",
            $"name the file after it, such as NAME{Extension}");
    }

    private static Problem Report(LiveGroup file, string message, string fix) =>
        Problem.Error(ProblemIds.Incomplete, message, fix) with { Place = new Place { File = file.Place } };
}
