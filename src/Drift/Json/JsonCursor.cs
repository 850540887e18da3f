using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Drift.Json;

/// <summary>A value of a JSON document with its path, so that errors can name the place.</summary>
internal sealed class JsonCursor
{
    /// <summary>Deeper than any document of a cloud.</summary>
    public const int MaxDepth = 64;

    private const string ExportAll = "export it again, and look whether the command ended without an error";
    private const string ExportAgain = "export it again, or convert it";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    /// <summary>
    /// The value that this one is in, or the <see cref="Place"/> of the document. A large file makes millions of cursors, and only an error
    /// asks for the place, so that it has no field of its own.
    /// </summary>
    private readonly object _origin;
    private readonly string _name;
    private readonly int? _index;

    /// <summary>A document, or an item of one, in its place; or the member of an object.</summary>
    private JsonCursor(JsonElement element, object origin, string name)
    {
        Element = element;
        _origin = origin;
        _name = name;
    }

    /// <summary>The item of a list.</summary>
    private JsonCursor(JsonElement element, JsonCursor list, int index)
        : this(element, list, "") => _index = index;

    /// <summary>The value.</summary>
    public JsonElement Element { get; }

    /// <summary>The path in the document.</summary>
    public string Path =>
        _origin is not JsonCursor parent ? _name
        : _index is { } index ? string.Create(CultureInfo.InvariantCulture, $"{parent.Path}[{index}]")
        : $"{parent.Path}.{_name}";

    private Place Source => _origin is JsonCursor parent ? parent.Source : (Place)_origin;

    /// <summary>Reads a document.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="source">The file or place that the document is from.</param>
    /// <exception cref="LiveFormatException">It is not valid JSON, is incomplete, or has a duplicate key.</exception>
    public static JsonCursor Parse(ReadOnlyMemory<byte> json, Place source)
    {
        json = Utf16Text.ToUtf8(json);
        // The mark some shells write at the start of a file.
        if (json.Span.StartsWith("\uFEFF"u8)) json = json[3..];
        RejectBrokenText(json.Span, source, 0);
        try
        {
            return new JsonCursor(JsonDocument.Parse(json, Strict).RootElement, source, "$");
        }
        catch (JsonException malformed)
        {
            throw Malformed(malformed, source, json.IsEmpty);
        }
    }

    /// <summary>Reads a value within a document. The caller disposes the result.</summary>
    /// <param name="json">The bytes of the value.</param>
    /// <param name="source">The file or place that the document is from.</param>
    /// <param name="path">The path of the value in it.</param>
    /// <param name="offset">Where it begins in it.</param>
    /// <param name="place">The value.</param>
    /// <exception cref="LiveFormatException">It has a duplicate key, or text that is not valid Unicode.</exception>
    public static JsonDocument ParseItem(ReadOnlyMemory<byte> json, Place source, string path, long offset, out JsonCursor place)
    {
        RejectBrokenText(json.Span, source, offset);
        try
        {
            var document = JsonDocument.Parse(json, Strict);
            place = new JsonCursor(document.RootElement, source, path);
            return document;
        }
        catch (JsonException malformed)
        {
            // The position is one in the item.
            throw Malformed(new JsonException($"{path}: {TextOf(malformed)}"), source);
        }
    }

    /// <summary>What is wrong with a document that is not valid JSON.</summary>
    public static LiveFormatException Malformed(JsonException malformed, Place source, bool isEmpty = false)
    {
        var place = malformed.LineNumber is { } line
            ? source with { Line = (int)line + 1, Column = (int)(malformed.BytePositionInLine ?? 0) + 1 }
            : source;
        if (isEmpty) return Malformed(source, "The file is empty", ExportAll);
        var isCut = malformed.Message.Contains("reached end of data", StringComparison.Ordinal)
            || malformed.Message.Contains("depth to be zero", StringComparison.Ordinal);
        return isCut
            ? Malformed(place, $"Incomplete JSON: {TextOf(malformed)}", ExportAll)
            : Malformed(place, $"Not valid JSON: {TextOf(malformed)}", "give the output of the cloud's own command with --output json");
    }

    /// <summary>What is wrong with a document whose text cannot be read.</summary>
    /// <param name="source">The file or place that the document is from.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="fix">What to do about it, or null.</param>
    public static LiveFormatException Malformed(Place source, string message, string? fix = null) =>
        new(Problem.Error(ProblemIds.NotUnderstood, message, fix) with { Place = source });

    /// <summary>What is wrong, without the position, which the place has.</summary>
    private static string TextOf(JsonException malformed) => ForeignText.ToPhrase(malformed.Message.Split(" LineNumber:", 2)[0]);

    private static void RejectBrokenText(ReadOnlySpan<byte> json, Place source, long offset)
    {
        if (!Utf8.IsValid(json)) throw Malformed(source, "Not valid UTF-8", ExportAgain);
        try
        {
            if (FindBrokenText(json) is not { } at) return;
            var where = string.Create(CultureInfo.InvariantCulture, $"The text that begins at byte {offset + at + 1}");
            throw Malformed(source, $"{where} has half of a character (an unpaired \\u escape)", "export it again");
        }
        catch (JsonException)
        {
            // The full parse reports the position of the error.
        }
    }

    /// <summary>
    /// The position of a text whose escapes are not characters, or null. JSON's grammar allows such escapes, and no reader of texts can
    /// read them.
    /// </summary>
    private static long? FindBrokenText(ReadOnlySpan<byte> json)
    {
        // Such escapes are rare; search for one before walking the text.
        if (json.IndexOf("\\ud"u8) < 0 && json.IndexOf("\\uD"u8) < 0) return null;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                return reader.TokenStartIndex;
            }
        }

        return null;
    }

    /// <summary>The member of a name in any letter case, or null when it is absent or null.</summary>
    public JsonCursor? Find(string name)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Error("is not an object");
        JsonElement value = default;
        foreach (var member in Element.EnumerateObject())
        {
            if (!KnownMembers.Is(member, name)) continue;
            if (value.ValueKind != JsonValueKind.Undefined) throw Error($"has '{name}' twice in different letter case");
            value = member.Value;
        }

        return value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : new JsonCursor(value, this, name);
    }

    /// <summary>The member of a name.</summary>
    public JsonCursor Get(string name) => Find(name) ?? throw Error($"has no '{name}'");

    /// <summary>The text of a member, or null when it is absent.</summary>
    public string? Text(string name) => Find(name)?.AsText();

    /// <summary>The text of a required member, which must not be empty.</summary>
    public string NeedText(string name) => Get(name).AsText() is { Length: > 0 } text ? text : throw Get(name).Error("is empty");

    /// <summary>The whole number of a member, or null when it is absent.</summary>
    public int? Number(string name)
    {
        if (Find(name) is not { } place) return null;
        if (place.Element.ValueKind == JsonValueKind.Number && place.Element.TryGetInt32(out var number)) return number;
        // Some tools write numbers as texts.
        var isText = place.Element.ValueKind == JsonValueKind.String;
        if (isText && int.TryParse(place.Element.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return number;
        throw place.Error($"is {place.Shown}, not a whole number");
    }

    /// <summary>The flag of a required member.</summary>
    public bool NeedFlag(string name) => Get(name) is { Element.ValueKind: JsonValueKind.True or JsonValueKind.False } flag
        ? flag.Element.GetBoolean()
        : throw Get(name).Error($"is {Get(name).Shown}, neither true nor false");

    /// <summary>Whether a flag is present and true.</summary>
    public bool IsTrue(string name) => Find(name) is not null && NeedFlag(name);

    /// <summary>The items of a list member; empty when it is absent.</summary>
    public IEnumerable<JsonCursor> List(string name) => Find(name)?.Items() ?? [];

    /// <summary>The texts of a list member; empty when it is absent.</summary>
    public IEnumerable<string> Texts(string name) => List(name).Select(item => item.AsText());

    /// <summary>The items of a list.</summary>
    public IEnumerable<JsonCursor> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array) throw Error("is not an array");
        var index = 0;
        foreach (var item in Element.EnumerateArray())
            yield return new JsonCursor(item, this, index++);
    }

    /// <summary>The members of an object.</summary>
    public IEnumerable<(string Name, JsonCursor Value)> Members()
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Error("is not an object");
        foreach (var member in Element.EnumerateObject())
            yield return (member.Name, new JsonCursor(member.Value, this, member.Name));
    }

    /// <summary>The text of this value.</summary>
    public string AsText() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Error($"is {Shown}, not a text");

    /// <summary>Rejects members that this program does not know: what they restrict or permit cannot be told.</summary>
    public void RejectUnknown(KnownMembers known)
    {
        if (known.ProblemOf(Element) is { } problem) throw Error(problem);
    }

    /// <summary>An error at this place.</summary>
    /// <param name="predicate">What is wrong with the value, such as <c>has no 'id'</c>.</param>
    /// <param name="fix">What to do about it, or null.</param>
    /// <param name="id">The id of the kind of problem.</param>
    public LiveFormatException Error(string predicate, string? fix = null, string id = ProblemIds.NotUnderstood) =>
        new(Problem.Error(id, $"{Path} {predicate}", fix) with { Place = Source });

    /// <summary>The error of a document that does not have everything there is.</summary>
    /// <inheritdoc cref="Error"/>
    public LiveFormatException IncompleteError(string predicate, string? fix = null) => Error(predicate, fix, ProblemIds.Incomplete);

    /// <summary>The value as messages show it: never the content of an object, which may be a secret.</summary>
    private string Shown => Element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"'{Element.GetString()}'",
        _ => Element.GetRawText(),
    };
}
