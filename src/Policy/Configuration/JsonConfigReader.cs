#if NET
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>
/// Reads JSON into configuration nodes: the lists and maps that Pulumi hands to a program, JSON text in a stack's file, and the file of
/// the instances. The command line and the program both read it here.
/// </summary>
internal ref struct JsonConfigReader
{
    /// <summary>Far more than any configuration needs.</summary>
    private readonly ReadOnlySpan<byte> _json;
    private readonly Place? _place;
    private readonly bool _hasLines;
    private Utf8JsonReader _reader;
    private int _counted;
    private int _line = 1;
    private int _lineStart;

    private JsonConfigReader(ReadOnlySpan<byte> json, Place? place, bool hasLines)
    {
        _json = json;
        _place = place;
        _hasLines = hasLines;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = (int)InputLimits.Nesting.Most });
    }

    /// <summary>Whether the text of a value is a list or a map. Everything else is the text as it is.</summary>
    /// <param name="text">The value, as Pulumi hands it over.</param>
    public static bool IsStructured(string text) => text.StartsWith('[') || text.StartsWith('{');

    /// <summary>The node of a value; null where it is not valid.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="place">Where the value is, which becomes the place of all its nodes; null where that is not known.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static ConfigNode? Read(string json, Place? place, out Problem? problem) =>
        new JsonConfigReader(Encoding.UTF8.GetBytes(json), place, hasLines: false).Read(out problem);

    /// <summary>The node of a file; null where it is not valid.</summary>
    /// <param name="json">The content of the file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static ConfigNode? ReadFile(ReadOnlySpan<byte> json, string file, out Problem? problem) =>
        new JsonConfigReader(json.StartsWith("\uFEFF"u8) ? json[3..] : json, new Place { File = file }, hasLines: true).Read(out problem);

    private ConfigNode? Read(out Problem? problem)
    {
        problem = null;
        try
        {
            _reader.Read();
            var node = ReadNode();
            _reader.Read();
            return node;
        }
        catch (JsonException malformed)
        {
            var reason = malformed.Message.Split(" LineNumber:", 2)[0];
            problem = Malformed(
                $"This is not valid JSON: {ForeignText.ToPhrase(new FormatException(reason))}",
                _hasLines && malformed.LineNumber is { } line
                    ? _place! with { Line = (int)line + 1, Column = (int)(malformed.BytePositionInLine ?? 0) + 1 }
                    : _place);
        }
        catch (InvalidOperationException)
        {
            problem = Malformed("A text has half of a character (an unpaired \\u escape), or is not in UTF-8", PlaceOfToken());
        }
        catch (FormatException duplicate)
        {
            problem = Malformed(duplicate.Message, PlaceOfToken()) with { Fix = "remove one" };
        }

        return null;
    }

    private ConfigNode ReadNode()
    {
        var place = PlaceOfToken();
        return _reader.TokenType switch
        {
            JsonTokenType.StartArray => ReadList(place),
            JsonTokenType.StartObject => ReadMap(place),
            JsonTokenType.String => new ConfigScalar(_reader.GetString()!, place),
            JsonTokenType.Number => new ConfigScalar(Encoding.UTF8.GetString(_reader.ValueSpan), place) { Form = ScalarForm.Number },
            JsonTokenType.Null => new ConfigScalar("", place) { Form = ScalarForm.Null },
            var flag => new ConfigScalar(flag == JsonTokenType.True ? "true" : "false", place) { Form = ScalarForm.Flag },
        };
    }

    private ConfigList ReadList(Place? place)
    {
        var items = ImmutableArray.CreateBuilder<ConfigNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray) items.Add(ReadNode());
        return new ConfigList(items.ToImmutable(), place);
    }

    private ConfigMap ReadMap(Place? place)
    {
        var entries = ImmutableArray.CreateBuilder<ConfigEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var (key, at) = (_reader.GetString()!, PlaceOfToken());
            if (!keys.Add(key)) throw new FormatException($"Duplicate key '{key}'");
            _reader.Read();
            entries.Add(new ConfigEntry(key, ReadNode(), at));
        }

        return new ConfigMap(entries.ToImmutable(), place);
    }

    /// <summary>Tokens come in the order of the file, so that each line is counted once.</summary>
    private Place? PlaceOfToken()
    {
        if (!_hasLines) return _place;
        var start = (int)_reader.TokenStartIndex;
        for (; _counted < start; _counted++)
        {
            if (_json[_counted] != '\n') continue;
            _line++;
            _lineStart = _counted + 1;
        }

        return _place! with { Line = _line, Column = Encoding.UTF8.GetCharCount(_json[_lineStart..start]) + 1 };
    }

    private static Problem Malformed(string message, Place? place) =>
        Problem.Error(ProblemIds.UnusableFile, message) with { Place = place };
}
#endif
