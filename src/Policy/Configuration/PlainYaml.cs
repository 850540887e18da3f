using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>
/// Reads a file of one key with a list of maps, in a form of YAML that needs no library: the command line and Pulumi programs read the
/// same. Values are texts, with or without quotes, and lists of texts. Everything else of YAML is refused, so that nothing is read as
/// something else than it is written.
/// </summary>
internal sealed class PlainYaml
{
    private const int LongestShown = 80;
    private const string Dash = "- ";
    private const string Start = "---";

    private static readonly string[] ConflictMarks = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

    private readonly string _file;
    private readonly string _key;
    private readonly ConfigProblems _problems;
    private readonly ImmutableArray<ConfigNode>.Builder _items = ImmutableArray.CreateBuilder<ConfigNode>();
    private readonly List<ConfigEntry> _entries = [];
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<ConfigNode> _list = [];
    private Place? _item;
    private Place? _root;
    private (string Key, Place Place)? _open;
    private int _indent = -1;
    private bool _isClosed;
    private bool _hasStart;

    private PlainYaml(string file, string key, ConfigProblems problems) => (_file, _key, _problems) = (file, key, problems);

    /// <summary>The list of a file; null, and problems, where it has another form.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="key">The key that it begins with.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static ConfigList? Read(string text, string file, string key, ConfigProblems problems)
    {
        var reader = new PlainYaml(file, key, problems);
        var lines = text.TrimStart('\uFEFF').Split('\n');
        for (var i = 0; i < lines.Length && problems.IsEmpty; i++) reader.ReadLine(lines[i].TrimEnd('\r', ' '), i + 1);
        reader.EndItem();
        if (problems.IsEmpty && reader._root is null) reader.Refuse(new Place { File = file }, reader.NotBegun);
        return problems.IsEmpty ? new ConfigList(reader._items.ToImmutable(), reader._root) : null;
    }

    private string NotBegun => $"The file does not begin with '{_key}:'";

    private void ReadLine(string line, int number)
    {
        var content = line.TrimStart(' ');
        if (content.Length == 0 || content[0] == '#') return;
        var indent = line.Length - content.Length;
        var place = new Place { File = _file, Line = number, Column = indent + 1 };
        if (Array.Exists(ConflictMarks, mark => line.StartsWith(mark, StringComparison.Ordinal)))
            Refuse(place, "A merge left its conflict here", "keep the lines that are meant, and remove the marks");
        else if (line.IndexOf('\t') is >= 0 and var tab)
            Refuse(place with { Column = tab + 1 }, "The line has a tab", "write spaces");
        else if (_root is null)
            ReadStart(line, place);
        else if (_isClosed)
            Refuse(place, $"'{Shown(content)}' comes after the end of the list");
        else if (IsItem(content) && IsOfOpenList(indent))
            AddToList(content.Substring(Dash.Length).Trim(' '), place);
        else if (IsItem(content) && (_indent < 0 || indent == _indent))
        {
            EndItem();
            (_indent, _item) = (indent, place);
            var entry = content.Substring(Dash.Length).TrimStart(' ');
            ReadEntry(entry, place with { Column = line.Length - entry.Length + 1 });
        }
        else if (_item is not null && indent == _indent + 2 && !IsItem(content))
            ReadEntry(content, place);
        else
            Refuse(place, $"'{Shown(content)}' is neither an entry of the list nor a key of one");
    }

    /// <summary>Whether an item belongs to the key above it: its list has any indent, and all of its items the same.</summary>
    private bool IsOfOpenList(int indent) =>
        _open is not null && indent >= _indent + 2 && (_list.Count == 0 || indent + 1 == _list[0].Place!.Column);

    private static bool IsItem(string content) => content.StartsWith(Dash, StringComparison.Ordinal);

    private void ReadStart(string line, Place place)
    {
        var rest = line.StartsWith(_key + ":", StringComparison.Ordinal) ? line.Substring(_key.Length + 1) : null;
        if (line == Start && !_hasStart)
            _hasStart = true;
        else if (rest is not null && IsComment(rest))
            _root = place;
        else if (rest is not null && rest.StartsWith(" ", StringComparison.Ordinal) && rest.TrimStart(' ') is var list
            && list.StartsWith("[]", StringComparison.Ordinal) && IsComment(list.Substring(2)))
        {
            (_root, _isClosed) = (place, true);
        }
        else
            Refuse(place, NotBegun);
    }

    private void ReadEntry(string text, Place place)
    {
        EndList();
        var colon = text.IndexOf(':');
        var key = colon < 0 ? "" : text.Substring(0, colon);
        var isKey = key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c is '-' or '_');
        if (!isKey || (colon + 1 < text.Length && text[colon + 1] != ' '))
        {
            Refuse(place, $"'{Shown(text)}' is not a key with a value");
            return;
        }

        var value = text.Substring(colon + 1);
        if (!_keys.Add(key))
            _problems.Add(Problem.Error(ProblemIds.Duplicate, $"'{Shown(key)}' is given twice", "keep one") with { Place = place });
        else if (IsComment(value))
            _open = (key, place);
        else if (ReadValue(value.Trim(' '), place with { Column = place.Column + text.Length - value.TrimStart(' ').Length }) is { } node)
            _entries.Add(new ConfigEntry(key, node, place));
    }

    private ConfigNode? ReadValue(string text, Place place)
    {
        if (text[0] != '[') return ReadText(text, place);
        var end = text.IndexOf(']');
        if (end < 0 || !IsComment(text.Substring(end + 1)))
        {
            Refuse(place, "The list is not closed at the end of its line");
            return null;
        }

        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        var inner = text.Substring(1, end - 1);
        if (inner.Trim(' ').Length == 0) return new ConfigList([], place);
        foreach (var item in inner.Split(','))
        {
            if (ReadText(item.Trim(' '), place) is not { } node) return null;
            items.Add(node);
        }

        return new ConfigList(items.ToImmutable(), place);
    }

    private ConfigScalar? ReadText(string text, Place place)
    {
        if (text.Length > 0 && text[0] is '"' or '\'')
        {
            var end = text.IndexOf(text[0], 1);
            if (end > 0 && IsComment(text.Substring(end + 1)) && text.IndexOf('\\') < 0)
                return new ConfigScalar(text.Substring(1, end - 1), place);
            Refuse(place, $"{Shown(text)} is not a text in quotes");
            return null;
        }

        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        var plain = text.Length > 0 && text[0] == '#' ? "" : comment < 0 ? text : text.Substring(0, comment).TrimEnd(' ');
        if (plain.Length > 0 && (plain[0] is '{' or '[' or '&' or '*' or '!' or '|' or '>' or '%' or '@' or '`' || plain.Contains(": ")))
        {
            Refuse(place, $"'{Shown(plain)}' is not a text", "write it out, or in quotes where it is meant as a text");
            return null;
        }

        return new ConfigScalar(plain, place);
    }

    /// <summary>Whether nothing but a comment is left of a line.</summary>
    private static bool IsComment(string rest) => rest.Trim(' ') is var left && (left.Length == 0 || (left[0] == '#' && rest[0] == ' '));

    /// <summary>A key without a value in its line may have a list below it.</summary>
    private void AddToList(string text, Place place)
    {
        if (ReadText(text, place) is { } node) _list.Add(node);
    }

    private void EndList()
    {
        if (_open is not { } open) return;
        ConfigNode value = _list.Count == 0 ? new ConfigScalar("", open.Place) : new ConfigList([.. _list], open.Place);
        _entries.Add(new ConfigEntry(open.Key, value, open.Place));
        _open = null;
        _list.Clear();
    }

    private void EndItem()
    {
        EndList();
        if (_item is not null) _items.Add(new ConfigMap([.. _entries], _item));
        _item = null;
        _entries.Clear();
        _keys.Clear();
    }

    /// <summary>The start of a text, which may be as long as the file.</summary>
    private static string Shown(string text) => text.Length <= LongestShown ? text : text.Substring(0, LongestShown) + "...";

    private void Refuse(Place place, string message, string? fix = null) => _problems.Add(
        Problem.Error(
            ProblemIds.UnusableFile,
            message,
            fix ?? $"write '{_key}:', under it a line '  - KEY: VALUE' for each entry, and lines '    KEY: VALUE' for its other keys") with
        {
            Place = place,
        });
}
