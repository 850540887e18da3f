using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Expectations;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>Reads a file of guardrails.</summary>
internal static class GuardrailReader
{
    private const string List = "guardrails";
    private const string Never = "never";
    private const string Flows = "flows";
    private const string Only = "only-from";
    private const string Most = "at-most";
    private const string Expire = "must-expire";
    private const string Reason = "reason";

    private static readonly ImmutableArray<string> Keys = [Never, Flows, Only, Most, Expire, Reason];
    private static readonly ImmutableArray<string> Limits = [Only, Most, Expire];

    /// <summary>The guardrails of a file.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="problems">Everything that is wrong with it; empty when it was read.</param>
    public static Guardrails Read(string text, string file, out ImmutableArray<Problem> problems)
    {
        var found = new ConfigProblems();
        var entries = ImmutableArray.CreateBuilder<Guardrail>();
        if (PlainYaml.Read(text, file, List, found) is { } list)
        {
            if (list.Items.IsEmpty)
                found.Add(List, list.Place, ProblemIds.MissingValue, "There is no guardrail", "write one, or remove the file");
            else if (list.Items.Length > InputLimits.Guardrails.Most)
                found.Add(List, list.Place, InputLimits.Guardrails.Exceeded("The file"));
            else
                ReadItems(list, found, entries);
        }

        problems = found.Errors;
        return problems.IsEmpty ? new Guardrails(entries.ToImmutable()) : Guardrails.None;
    }

    private static void ReadItems(ConfigList list, ConfigProblems problems, ImmutableArray<Guardrail>.Builder entries)
    {
        for (var i = 0; i < list.Items.Length; i++)
        {
            var (map, path) = ((ConfigMap)list.Items[i], FormattableString.Invariant($"{List}[{i}]"));
            problems.RejectUnknownKeys(map, path + ".", Keys);
            var reason = map[Reason] is { } written ? problems.ReadText($"{path}.{Reason}", written, "text") : null;
            foreach (var guardrail in ReadItem(map, path, problems)) entries.Add(guardrail with { Reason = reason });
        }
    }

    private static IEnumerable<Guardrail> ReadItem(ConfigMap map, string path, ConfigProblems problems)
    {
        var limits = Limits.Where(key => map[key] is not null).ToList();
        if (map[Never] is { } never)
        {
            if (map[Flows] is null && limits.Count == 0)
                return ReadFlows(never, $"{path}.{Never}", problems) is { } closed ? [new NeverOpen(closed, map.Place!)] : [];
            var other = limits.Count > 0 ? limits[0] : Flows;
            problems.Add(path, map.Place, ProblemIds.Contradiction, $"'{Never}' excludes '{other}'", "write two entries");
            return [];
        }

        if (map[Flows] is not { } node || limits.Count == 0)
        {
            problems.Add(
                path,
                map.Place,
                ProblemIds.MissingValue,
                map[Flows] is null ? $"Neither '{Never}' nor '{Flows}' is given" : $"'{Flows}' alone forbids nothing",
                $"write '{Never}: FLOWS', or '{Flows}: FLOWS' with {string.Join(", ", Limits)}");
            return [];
        }

        if (ReadFlows(node, $"{path}.{Flows}", problems) is not { } flows) return [];
        if (flows.Ranges[0].Remote.IsGroup)
        {
            problems.Add($"{path}.{Flows}", node.Place, Problem.Invalid(
                $"'{flows.Words}' is about a name, whose addresses are not known", $"write prefixes, or {PeerGroupId.Anywhere}"));
            return [];
        }

        return ReadLimits(map, path, flows, problems);
    }

    private static IEnumerable<Guardrail> ReadLimits(ConfigMap map, string path, TestedFlows flows, ConfigProblems problems)
    {
        var place = map.Place!;
        if (map[Only] is { } only)
        {
            if (only is ConfigList { Items.IsEmpty: false } list)
            {
                var remotes = list.Items.Select(item => ReadPeer(item, $"{path}.{Only}", problems)).OfType<Peer>();
                yield return new OnlyFrom(flows, place, [.. remotes]);
            }
            else
                problems.AddWrongKind($"{path}.{Only}", only, "a list of prefixes such as [203.0.113.0/24]");
        }

        if (map[Most] is { } most && problems.ReadText($"{path}.{Most}", most, "a number of addresses") is { } count)
        {
            if (long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                yield return new AtMost(flows, place, number);
            else
            {
                problems.Add(
                    $"{path}.{Most}",
                    most.Place,
                    Problem.Invalid($"'{count}' is not a number of addresses", "write a whole number from 0 on"));
            }
        }

        if (map[Expire] is { } expire && problems.ReadText($"{path}.{Expire}", expire, "true") is { } flag)
        {
            if (flag == "true") yield return new MustExpire(flows, place);
            else problems.Add($"{path}.{Expire}", expire.Place, Problem.Invalid($"'{flag}' is not true", "write true, or remove the key"));
        }
    }

    /// <summary>The flows of an entry. Without a remote side all are meant.</summary>
    private static TestedFlows? ReadFlows(ConfigNode node, string path, ConfigProblems problems)
    {
        if (problems.ReadText(path, node, $"flows such as '{FlowPattern.Form}'") is not { } text) return null;
        if (!FlowPattern.TryParse(Whole(text), out var pattern, out var problem))
            problems.Add(path, node.Place, problem);
        else if (pattern.ResolveAddresses() is { } flows)
            return flows;
        else
        {
            problems.Add(path, node.Place, Problem.Invalid(
                $"'{pattern.Name}' has other addresses for each instance, and a guardrail is about all of them",
                $"write prefixes, or {PeerGroupId.Anywhere}"));
        }

        return null;
    }

    /// <summary>The flows with their remote side: everyone where none is written.</summary>
    private static string Whole(string text)
    {
        var words = text.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        var direction = words.Length == 0 ? "" : words[0].ToLowerInvariant();
        return direction is not ("inbound" or "outbound")
            || words.Skip(1).Any(word => word.ToLowerInvariant() is "from" or "to")
            || FlowRange.TryParse(string.Join(" ", words), out _, out _)
                ? text
                : $"{text} {(direction == "outbound" ? "to" : "from")} {PeerGroupId.Anywhere}";
    }

    private static Peer? ReadPeer(ConfigNode node, string path, ConfigProblems problems)
    {
        if (problems.ReadText(path, node, "a prefix such as 203.0.113.0/24") is not { } text) return null;
        if (Peer.TryParse(text, out var peer, out var problem)) return peer;
        problems.Add(path, node.Place, problem);
        return null;
    }
}
