using System.Collections.Immutable;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>Reads an entry of a file of what is accepted.</summary>
internal sealed class EntryReader
{
    private readonly ConfigMap _map;
    private readonly string _path;
    private readonly ConfigProblems _problems;
    private readonly int _before;

    /// <summary>An entry.</summary>
    /// <param name="map">Its keys.</param>
    /// <param name="path">Its path in the file.</param>
    /// <param name="keys">The keys that it may have.</param>
    /// <param name="problems">Receives what is wrong with it.</param>
    public EntryReader(ConfigMap map, string path, ImmutableArray<string> keys, ConfigProblems problems)
    {
        (_map, _path, _problems, _before) = (map, path, problems, problems.Count);
        problems.RejectUnknownKeys(map, path + ".", keys);
    }

    /// <summary>Whether something was wrong with the entry so far.</summary>
    public bool HasProblems => _problems.Count > _before;

    /// <summary>The entries of a file that has one key with a list.</summary>
    /// <param name="root">The file's tree.</param>
    /// <param name="list">The key.</param>
    /// <param name="form">What an entry is, such as <c>a map with id and reason</c>.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <param name="read">Reads one entry; null where something is wrong with it.</param>
    public static ImmutableArray<T> ReadList<T>(
        ConfigNode root, string list, string form, ConfigProblems problems, Func<ConfigMap, string, ConfigProblems, T?> read)
        where T : Acceptance
    {
        var entries = ImmutableArray.CreateBuilder<T>();
        if (root is not ConfigMap map)
        {
            problems.AddWrongKind(list, root, $"a file that begins with '{list}:' and a list");
            return [];
        }

        problems.RejectUnknownKeys(map, "", [list]);
        switch (map[list])
        {
            case null:
                problems.Add(
                    list, map.Place, ProblemIds.MissingValue, $"'{list}' is missing", $"begin the file with '{list}:' and a list");
                break;
            case ConfigList items:
                for (var i = 0; i < items.Items.Length; i++)
                {
                    var path = FormattableString.Invariant($"{list}[{i}]");
                    if (items.Items[i] is not ConfigMap item) problems.AddWrongKind(path, items.Items[i], form);
                    else if (read(item, path, problems) is { } entry) entries.Add(entry);
                }

                break;
            case var other:
                problems.AddWrongKind(list, other, "a list");
                break;
        }

        return entries.ToImmutable();
    }

    /// <summary>The text of a key, or null where it is absent.</summary>
    public string? Text(string key)
    {
        if (_map[key] is not { } node) return null;
        if (node is ConfigScalar { Text.Length: > 0 } scalar) return scalar.Text;
        _problems.AddWrongKind($"{_path}.{key}", node, "text");
        return null;
    }

    /// <summary>The text of a key; empty, and a problem, where it is absent.</summary>
    /// <param name="key">The key.</param>
    /// <param name="fix">What to write.</param>
    public string Required(string key, string fix)
    {
        if (_map[key] is null) _problems.Add(_path, _map.Place, ProblemIds.MissingValue, $"'{key}' is missing", fix);
        return Text(key) ?? "";
    }

    /// <summary>The day of a key, which must be there.</summary>
    /// <param name="key">The key.</param>
    public CalendarDate Day(string key)
    {
        var text = Required(key, "write the last day on which it is valid, such as 2026-12-31");
        if (!CalendarDate.TryParse(text, out var day, out var notADay) && text.Length > 0)
            _problems.Add($"{_path}.{key}", _map[key]!.Place, notADay);
        return day;
    }
}
