using System.Collections.Immutable;
using Starface.Policy;
using Starface.Cli.Hosting;
using Starface.Policy.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>
/// Reads YAML into configuration nodes with their places. Scalars stay text, so that <c>0443</c>, <c>no</c> and <c>1:20</c> mean what is
/// written. It works on the parser's events: of the YAML library no more than that is loaded.
/// </summary>
internal sealed class YamlConfigReader
{
    /// <summary>Far more than any configuration needs; keeps a hostile file from exhausting the stack.</summary>
    private const int DeepestNesting = 64;

    private readonly IParser _parser;
    private readonly string _file;
    private readonly string _root;
    private readonly Dictionary<string, ConfigNode> _anchors = new(StringComparer.Ordinal);

    private YamlConfigReader(IParser parser, string file, string root)
    {
        _parser = parser;
        _file = file;
        _root = root;
    }

    /// <summary>Reads a document.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="root">The key such a file begins with.</param>
    /// <exception cref="UsageException">The text is not YAML, or uses a part of it that configurations do not.</exception>
    public static ConfigNode Read(string text, string file, string root = "config")
    {
        var reader = new YamlConfigReader(new Parser(new StringReader(text)), file, root);
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
            throw new UsageException(
                UsageProblem.File(reader.PlaceOf(malformed.Start), $"This is not valid YAML: {ForeignText.ToPhrase(malformed)}"));
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

    private ConfigNode ReadDocument()
    {
        Next<StreamStart>();
        Advance();
        if (_parser.Current is StreamEnd)
            throw new UsageException(UsageProblem.File(_file, "The file is empty", $"begin it with '{_root}:'"));
        Next<DocumentStart>();
        Advance();
        var root = ReadNode(0);
        Next<DocumentEnd>();
        Advance();
        return _parser.Current is StreamEnd
            ? root
            : throw Error(_parser.Current!, "A second document begins here, but a stack file has only one");
    }

    private ConfigNode ReadNode(int depth)
    {
        var current = _parser.Current!;
        if (depth > DeepestNesting) throw Error(current, "This is nested too deeply");
        var node = current switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadList(depth),
            MappingStart => ReadMap(depth),
            AnchorAlias alias => _anchors.GetValueOrDefault(alias.Value.Value) is { } known
                ? Advanced(known)
                : throw Error(
                    alias, $"'*{alias.Value.Value}' refers to an anchor that no complete value above "
                        + "defines", $"write '&{alias.Value.Value}' before that value"),
            _ => throw Error(current, "This is not a value"),
        };
        if (current is NodeEvent { Anchor.IsEmpty: false } anchored) _anchors[anchored.Anchor.Value] = node;
        return node;
    }

    /// <summary>A plain <c>null</c>, <c>~</c> or nothing is an empty scalar.</summary>
    private ConfigScalar ReadScalar(Scalar scalar)
    {
        Advance();
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "null" or "Null" or "NULL" or "~";
        return new ConfigScalar(isNull ? "" : scalar.Value, PlaceOf(scalar.Start));
    }

    private ConfigList ReadList(int depth)
    {
        var place = PlaceOf(_parser.Current!.Start);
        Advance();
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (_parser.Current is not SequenceEnd)
            items.Add(ReadNode(depth + 1));
        Advance();
        return new ConfigList(items.ToImmutable(), place);
    }

    private ConfigMap ReadMap(int depth)
    {
        var place = PlaceOf(_parser.Current!.Start);
        Advance();
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        var places = new Dictionary<string, Scalar>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            if (_parser.Current is not Scalar key) throw Error(_parser.Current!, "A key must be text");
            Advance();
            var at = PlaceOf(key.Start);
            if (!places.TryAdd(key.Value, key))
            {
                throw Error(
                    key,
                    FormattableString.Invariant($"Duplicate key '{key.Value}' (first on line {places[key.Value].Start.Line})"),
                    "remove one");
            }
            entries.Add(new ConfigEntry(key.Value, ReadNode(depth + 1), at));
        }

        Advance();
        return new ConfigMap(entries.ToImmutable(), place);
    }

    private ConfigNode Advanced(ConfigNode node)
    {
        Advance();
        return node;
    }

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
