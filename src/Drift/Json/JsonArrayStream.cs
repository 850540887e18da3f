using System.Globalization;
using System.Text.Json;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Drift.Json;

/// <summary>
/// Reads a JSON object of long lists, or such a list, item by item, such as the thousands of groups that the clouds' tools print, so that
/// only one item at a time is held as JSON.
/// </summary>
internal sealed class JsonArrayStream
{
    private const int SmallestBuffer = 1 << 16;

    /// <summary>
    /// The bytes that have the opening brace and the name of the first list. Longer headers do not occur in documents of the supported
    /// tools.
    /// </summary>
    private const int Beginning = 1 << 10;

    private readonly Stream _stream;
    private readonly Place _source;
    private byte[] _buffer = new byte[SmallestBuffer];
    private int _start;
    private int _end;
    private long _offset;
    private bool _isAll;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });

    private delegate JsonTokenType Step(ref Utf8JsonReader reader);

    private JsonArrayStream(Stream stream, Place source) => (_stream, _source) = (stream, source);

    /// <summary>Whether the first member of a document has one of these names. The stream is at its beginning again afterwards.</summary>
    public static bool BeginsWith(Stream stream, params ReadOnlySpan<string> names)
    {
        var beginning = new byte[Beginning];
        var count = stream.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false);
        stream.Position = 0;
        var reader = new Utf8JsonReader(WithoutMark(beginning.AsSpan(0, count)), isFinalBlock: false, default);
        try
        {
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            if (!isObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName) return false;
            foreach (var name in names)
            {
                if (reader.ValueTextEquals(name)) return true;
            }
        }
        catch (JsonException)
        {
            // The full parse reports the position.
        }

        return false;
    }

    /// <summary>Whether a document is a list. The stream is at its beginning again afterwards.</summary>
    public static bool IsList(Stream stream)
    {
        var beginning = new byte[Beginning];
        var count = stream.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false);
        stream.Position = 0;
        return WithoutMark(beginning.AsSpan(0, count)).TrimStart(" \t\r\n"u8).StartsWith("["u8);
    }

    /// <summary>Reads a document that is a list.</summary>
    /// <param name="stream">The document.</param>
    /// <param name="source">The file.</param>
    /// <param name="receive">Receives the items, which must not be kept, and tells whether to read on.</param>
    /// <exception cref="LiveFormatException">
    /// It is not valid JSON, or is incomplete; what was received before does not count then.
    /// </exception>
    public static void ReadItems(Stream stream, Place source, Func<JsonCursor, bool> receive)
    {
        try
        {
            new JsonArrayStream(stream, source).ReadItems(receive);
        }
        catch (JsonException malformed)
        {
            throw JsonCursor.Malformed(malformed, source);
        }
    }

    /// <summary>Reads a document.</summary>
    /// <param name="stream">The document.</param>
    /// <param name="source">The file.</param>
    /// <param name="receive">
    /// Receives the items of lists, and the members that are not lists, with the member's name and whether it is an item. The values must
    /// not be kept.
    /// </param>
    /// <exception cref="LiveFormatException">
    /// It is not valid JSON, is incomplete, or has a duplicate member; what was received before does not count then.
    /// </exception>
    public static void Read(Stream stream, Place source, Action<string, JsonCursor, bool> receive)
    {
        try
        {
            new JsonArrayStream(stream, source).Read(receive);
        }
        catch (JsonException malformed)
        {
            throw JsonCursor.Malformed(malformed, source);
        }
    }

    private void ReadItems(Func<JsonCursor, bool> receive)
    {
        Begin();
        var isWanted = true;
        for (var index = 0; isWanted && Peek() != JsonTokenType.EndArray; index++)
            Value(string.Create(CultureInfo.InvariantCulture, $"$[{index}]"), item => isWanted = receive(item));
        if (!isWanted) return;
        Next();
        // The reader itself rejects anything that follows.
        Next();
    }

    /// <summary>Reads the token with which the document begins.</summary>
    private void Begin()
    {
        Fill();
        _start = _end - WithoutMark(_buffer.AsSpan(0, _end)).Length;
        Next();
    }

    private void Read(Action<string, JsonCursor, bool> receive)
    {
        Begin();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (Next() is (JsonTokenType.PropertyName, { } name))
        {
            if (!seen.Add(name)) throw JsonCursor.Malformed(_source, $"$ has '{name}' twice");
            if (Peek() != JsonTokenType.StartArray)
            {
                Value($"$.{name}", value => receive(name, value, false));
                continue;
            }

            Next();
            for (var index = 0; Peek() != JsonTokenType.EndArray; index++)
                Value(string.Create(CultureInfo.InvariantCulture, $"$.{name}[{index}]"), value => receive(name, value, true));
            Next();
        }

        // The reader itself rejects anything that follows.
        Next();
    }

    /// <summary>The next token, with its text when it is a member's name.</summary>
    private (JsonTokenType Type, string? Name) Next()
    {
        string? name = null;
        Advance(
            (ref Utf8JsonReader reader) =>
            {
                if (!reader.Read()) return JsonTokenType.None;
                name = reader.TokenType == JsonTokenType.PropertyName ? NameOf(ref reader) : null;
                return reader.TokenType;
            },
            out var type,
            out _);
        return (type, name);
    }

    private string NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw JsonCursor.Malformed(_source, "$ has a member whose name is not valid UTF-8", "export it again, or convert it");
        }
    }

    /// <summary>The type of the next token, which is not consumed.</summary>
    private JsonTokenType Peek()
    {
        var (start, offset, state) = (_start, _offset, _state);
        Advance(static (ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : JsonTokenType.None, out var type, out var moved);
        (_start, _offset, _state) = (start - moved, offset, state);
        return type;
    }

    /// <summary>Reads a whole value as a document of its own.</summary>
    private void Value(string path, Action<JsonCursor> receive)
    {
        var (from, length) = (0L, 0L);
        Advance(
            (ref Utf8JsonReader reader) =>
            {
                if (!reader.Read()) return JsonTokenType.None;
                from = reader.TokenStartIndex;
                if (!reader.TrySkip()) return JsonTokenType.None;
                length = reader.BytesConsumed - from;
                return reader.TokenType;
            },
            out _,
            out _);
        // The step ended with the value, so that the value is the bytes just before what comes next.
        var bytes = _buffer.AsMemory(_start - (int)length, (int)length);
        using var document = JsonCursor.ParseItem(bytes, _source, path, _offset - length, out var place);
        receive(place);
    }

    /// <summary>Runs a step of the reader as soon as enough of the document is in the buffer.</summary>
    /// <param name="step">The step; it returns <see cref="JsonTokenType.None"/> when it needs more of the document.</param>
    /// <param name="type">What it returned; <see cref="JsonTokenType.None"/> at the end of the document.</param>
    /// <param name="moved">How far the buffer's content was moved to make room.</param>
    private void Advance(Step step, out JsonTokenType type, out int moved)
    {
        moved = 0;
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isAll, _state);
            type = step(ref reader);
            if (type != JsonTokenType.None)
            {
                _start += (int)reader.BytesConsumed;
                _offset += reader.BytesConsumed;
                _state = reader.CurrentState;
                return;
            }

            if (_isAll) return;
            moved += _start;
            Fill();
        }
    }

    private void Fill()
    {
        // What was not consumed moves to the front. If it fills half of the buffer, it is part of a value that needs a larger one.
        var left = _end - _start;
        if (left > InputLimits.ListItem.Most) throw new BeyondLimitException(InputLimits.ListItem);
        var target = left > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, left).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, left);
        var read = _stream.ReadAtLeast(_buffer.AsSpan(_end), _buffer.Length - _end, throwOnEndOfStream: false);
        _isAll = read < _buffer.Length - _end;
        _end += read;
    }

    /// <summary>The text without the mark some shells write at the start of a file.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text[3..] : text;
}
