using System.Collections.Immutable;
using Starface.Policy;
using Starface.Cli.Hosting;
using Starface.Policy.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>
/// Reads YAML into configuration nodes with their places: a file of our own, whose scalars are the text that is written, or a file of
/// Pulumi's, whose scalars and merge keys are what its engine makes of them. It works on the parser's events: of the YAML library no more
/// than that is loaded.
/// </summary>
internal sealed class YamlConfigReader
{
    private const string TextTag = "tag:yaml.org,2002:str";

    private readonly IParser _parser;
    private readonly string _file;
    private readonly EngineYaml? _engine;
    private readonly Dictionary<string, (ConfigNode Node, int Height)> _anchors = new(StringComparer.Ordinal);

    private int _openBrackets;

    private YamlConfigReader(IParser parser, string file, EngineYaml? engine)
    {
        _parser = parser;
        _file = file;
        _engine = engine;
    }

    private bool IsPulumis => _engine is not null;

    /// <summary>Reads a document whose scalars mean what is written: <c>0443</c>, <c>no</c> and <c>1:20</c> are text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="root">The key such a file begins with.</param>
    /// <exception cref="UsageException">The text is not YAML, or uses a part of it that configurations do not.</exception>
    public static ConfigNode Read(string text, string file, string root) =>
        Read(text, file, engine: null)
        ?? throw new UsageException(UsageProblem.File(file, "The file is empty", $"begin it with '{root}:'"));

    /// <summary>Reads a file of Pulumi's as its engine does. Null when it is empty.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="UsageException">The text is not YAML, or the engine or this reader refuses it.</exception>
    public static ConfigNode? ReadPulumis(string text, string file) => Read(text, file, new EngineYaml(text, file));

    private static ConfigNode? Read(string text, string file, EngineYaml? engine)
    {
        engine?.CheckText();
        var reader = new YamlConfigReader(new Parser(new StringReader(text)), file, engine);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException malformed) when (FindTab(text, malformed) is { } line)
        {
            // The library places a tab at the start of the block that it is in.
            throw new UsageException(UsageProblem.File(
                new Place { File = file, Line = line, Column = 1 }, "The line is indented with a tab", "indent it with spaces"));
        }
        catch (YamlException malformed)
        {
            throw new UsageException(UsageProblem.File(
                reader.PlaceOf(malformed.Start),
                $"This is not valid YAML: {ForeignText.ToPhrase(malformed)}",
                IsSecondKey(malformed) ? "write each key on a line of its own, and a text that has ': ' in quotes" : null));
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or ArgumentException)
        {
            // The library throws these for some malformed collections and tags instead of an error of its own.
            throw new UsageException(UsageProblem.File(
                reader._parser.Current is { } last ? reader.PlaceOf(last.End) : new Place { File = file },
                "This is not valid YAML after this position",
                "look for a bracket, brace or quote that is not closed, or a tag that is cut short"));
        }
    }

    /// <summary>Whether a second key is in the line of another one, such as <c>allow: …, deny: …</c>.</summary>
    private static bool IsSecondKey(YamlException malformed) =>
        malformed.Message.Contains("found invalid mapping", StringComparison.Ordinal);

    /// <summary>The line with a tab in its indentation that an error is about, or null.</summary>
    private static int? FindTab(string text, YamlException malformed)
    {
        var first = (int)malformed.Start.Line;
        var last = malformed.Message.Contains(" tab ", StringComparison.Ordinal) ? int.MaxValue : first;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indentation = line[..(line.Length - line.TrimStart(" \t").Length)];
            if (number >= first && number <= last && indentation.Contains('\t')) return number;
        }

        return null;
    }

    private ConfigNode? ReadDocument()
    {
        Next<StreamStart>();
        Advance();
        if (_parser.Current is StreamEnd) return null;
        Next<DocumentStart>();
        Advance();
        var root = ReadNode(0, out _);
        Next<DocumentEnd>();
        Advance();
        return _parser.Current is StreamEnd
            ? root
            : throw Error(_parser.Current!, "A second document begins here, but a stack file has only one");
    }

    /// <summary>Reads a value.</summary>
    /// <param name="depth">How deep it is in the document, aliases included.</param>
    /// <param name="height">How many levels there are in it.</param>
    private ConfigNode ReadNode(int depth, out int height)
    {
        var current = _parser.Current!;
        if (depth > InputLimits.Nesting.Most) throw Error(current, "This is nested too deeply");
        height = 0;
        if (current is NodeEvent written) _engine?.Check(written, _openBrackets > 0);
        var node = current switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadList(depth, out height),
            MappingStart => ReadMap(depth, out height),
            AnchorAlias alias => ReadAlias(alias, depth, out height),
            _ => throw Error(current, "This is not a value"),
        };
        if (current is NodeEvent { Anchor.IsEmpty: false } anchored) _anchors[anchored.Anchor.Value] = (node, height);
        return node;
    }

    private ConfigNode ReadAlias(AnchorAlias alias, int depth, out int height)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var known))
        {
            throw Error(
                alias,
                $"'*{alias.Value.Value}' refers to an anchor that no complete value above defines",
                $"write '&{alias.Value.Value}' before that value");
        }

        height = known.Height;
        if (depth + height > InputLimits.Nesting.Most) throw Error(alias, "This is nested too deeply");
        Advance();
        return known.Node;
    }

    private ConfigScalar ReadScalar(Scalar scalar)
    {
        Advance();
        return ToNode(scalar);
    }

    /// <summary>In a file of our own a plain <c>null</c>, <c>~</c> or nothing is an empty scalar, and everything else is text.</summary>
    private ConfigScalar ToNode(Scalar scalar)
    {
        var place = PlaceOf(scalar.Start);
        if (!IsPulumis)
        {
            var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "null" or "Null" or "NULL" or "~";
            return new ConfigScalar(isNull ? "" : scalar.Value, place);
        }

        if (scalar.Tag is { IsEmpty: false } tag)
        {
            if (!tag.IsNonSpecific && tag.Value == TextTag) return new ConfigScalar(scalar.Value, place);
            throw Error(scalar, $"A value with the tag '{tag}' is not read here", "remove the tag, and quote the value where it is text");
        }

        return scalar.Style != ScalarStyle.Plain
            ? new ConfigScalar(scalar.Value, place)
            : EngineScalar.Read(scalar.Value, place)
                ?? throw Error(
                    scalar, $"Pulumi refuses the value '{scalar.Value}', which is not a finite number", "quote it if it is text");
    }

    private ConfigList ReadList(int depth, out int height)
    {
        var start = (SequenceStart)_parser.Current!;
        var place = PlaceOf(start.Start);
        if (start.Style == SequenceStyle.Flow) _openBrackets++;
        Advance();
        height = 0;
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (_parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1, out var below));
            height = Math.Max(height, below + 1);
        }

        if (start.Style == SequenceStyle.Flow) _openBrackets--;
        Advance();
        return new ConfigList(items.ToImmutable(), place);
    }

    private ConfigMap ReadMap(int depth, out int height)
    {
        var start = (MappingStart)_parser.Current!;
        var place = PlaceOf(start.Start);
        if (start.Style == MappingStyle.Flow) _openBrackets++;
        Advance();
        height = 0;
        ConfigNode? merged = null;
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar key) throw Error(_parser.Current!, "A key must be text");
            _engine?.CheckKey(key, _openBrackets > 0);
            Advance();
            var name = ReadKey(key);
            if (!key.Anchor.IsEmpty) _anchors[key.Anchor.Value] = (ToNode(key), 0);
            if (!lines.TryAdd(name, key.Start.Line))
            {
                throw Error(
                    key,
                    FormattableString.Invariant($"Duplicate key '{name}' (first on line {lines[name]})"),
                    "remove one");
            }

            var isAlias = _parser.Current is AnchorAlias;
            var value = ReadNode(depth + 1, out var below);
            height = Math.Max(height, below + 1);
            if (IsMerge(key)) merged = !isAlias || value is ConfigMap ? value : throw NotMergeable(value);
            else entries.Add(new ConfigEntry(name, value, PlaceOf(key.Start)));
        }

        if (start.Style == MappingStyle.Flow) _openBrackets--;
        Advance();
        if (merged is not null) Merge(merged, entries, lines);
        return new ConfigMap(entries.ToImmutable(), place);
    }

    /// <summary>The key as text. Pulumi writes a key that is not text as it writes such a value.</summary>
    private string ReadKey(Scalar key)
    {
        if (!IsPulumis) return key.Value;
        var node = ToNode(key);
        return node is { Form: ScalarForm.Text } || (node.Text == node.Written && node.Form is ScalarForm.Number or ScalarForm.Flag)
            ? node.Text
            : throw new UsageException(ConfigProblems.NotQuoted(node) with { Place = node.Place });
    }

    private bool IsMerge(Scalar key) => IsPulumis && key is { Value: "<<", Style: ScalarStyle.Plain, Tag.IsEmpty: true };

    /// <summary>Adds what a merge key names: a map, or a list of maps. A map's own keys win, then the earlier of the list.</summary>
    private static void Merge(ConfigNode merged, ImmutableArray<ConfigEntry>.Builder entries, Dictionary<string, long> known)
    {
        foreach (var node in (merged is ConfigList list ? list.Items : [merged]).Distinct<ConfigNode>(ReferenceEqualityComparer.Instance))
        {
            if (node is not ConfigMap map) throw NotMergeable(node);
            entries.AddRange(map.Entries.Where(entry => known.TryAdd(entry.Key, 0)));
        }
    }

    /// <summary>The engine accepts a list only where it is written behind the key.</summary>
    private static UsageException NotMergeable(ConfigNode node) =>
        new(UsageProblem.File(node.Place!, $"Expected a map or a list of maps behind '<<', found {node.Kind}"));

    private void Next<TEvent>()
        where TEvent : ParsingEvent
    {
        if (_parser.Current is null) Advance();
        if (_parser.Current is not TEvent) throw Error(_parser.Current!, "A document cannot begin or end here");
    }

    private void Advance()
    {
        var end = _parser.Current?.End ?? Mark.Empty;
        try
        {
            _parser.MoveNext();
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The library detects some malformed texts only by its own invalid state, and then says neither what nor where.
            throw new UsageException(UsageProblem.File(
                PlaceOf(end), "This is not valid YAML from here on", "look for a bracket or quote that is not closed, and at the "
                    + "indentation"));
        }
    }

    private UsageException Error(ParsingEvent place, string message, string? fix = null) =>
        new(UsageProblem.File(PlaceOf(place.Start), message, fix));

    private Place PlaceOf(Mark mark) => new() { File = _file, Line = (int)mark.Line, Column = (int)mark.Column };
}
