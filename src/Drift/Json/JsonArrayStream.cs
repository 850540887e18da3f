using System.Globalization;
using System.Text.Json;

namespace Starface.Drift.Json;

/// <summary>
/// Reads a document that is an object of long lists, item by item: as the clouds' tools print thousands of groups, of which only one at a time
/// need be held as JSON.
/// </summary>
internal sealed class JsonArrayStream
{
    private const int SmallestBuffer = 1 << 16;

    /// <summary>The opening brace and the list's name come first in what is read this way; more of them than this would be none of the tools' documents.</summary>
    private const int Beginning = 1 << 10;

    private readonly Stream _stream;
    private readonly string _source;
    private byte[] _buffer = new byte[SmallestBuffer];
    private int _start;
    private int _end;
    private long _offset;
    private bool _isAll;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = JsonCursor.MaxDepth });

    private delegate JsonTokenType Step(ref Utf8JsonReader reader);

    private JsonArrayStream(Stream stream, string source) => (_stream, _source) = (stream, source);

    /// <summary>Whether a document begins with a member of one of these names. The stream is at its beginning again afterwards.</summary>
    public static bool BeginsWith(Stream stream, params ReadOnlySpan<string> names)
    {
        var beginning = new byte[Beginning];
        var count = stream.ReadAtLeast(beginning, Beginning, throwOnEndOfStream: false);
        stream.Position = 0;
        var reader = new Utf8JsonReader(WithoutMark(beginning.AsSpan(0, count)), isFinalBlock: false, default);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName) return false;
            foreach (var name in names)
            {
                if (reader.ValueTextEquals(name)) return true;
            }
        }
        catch (JsonException)
        {
            // Whoever reads it as a whole says where.
        }

        return false;
    }

    /// <summary>Reads a document.</summary>
    /// <param name="stream">The document.</param>
    /// <param name="source">What it is called in messages.</param>
    /// <param name="take">Takes the items of lists, and members that are none, with the member's name and whether it is an item. What it is given must not be kept.</param>
    /// <exception cref="LiveFormatException">It is no JSON, is cut off, or has a member twice; what was taken before does not count then.</exception>
    public static void Read(Stream stream, string source, Action<string, JsonCursor, bool> take)
    {
        try
        {
            new JsonArrayStream(stream, source).Read(take);
        }
        catch (JsonException malformed)
        {
            throw JsonCursor.Malformed(malformed, source);
        }
    }

    private void Read(Action<string, JsonCursor, bool> take)
    {
        Fill();
        _start = _end - WithoutMark(_buffer.AsSpan(0, _end)).Length;
        Next();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (Next() is (JsonTokenType.PropertyName, { } name))
        {
            if (!seen.Add(name)) throw new LiveFormatException($"{_source}: $ has '{name}' twice.");
            if (Peek() != JsonTokenType.StartArray)
            {
                Value($"$.{name}", value => take(name, value, false));
                continue;
            }

            Next();
            for (var index = 0; Peek() != JsonTokenType.EndArray; index++)
                Value(string.Create(CultureInfo.InvariantCulture, $"$.{name}[{index}]"), value => take(name, value, true));
            Next();
        }

        // Nothing may follow, which the reader itself sees to.
        Next();
    }

    /// <summary>The next token, with its text when it is a member's name.</summary>
    private (JsonTokenType Type, string? Name) Next()
    {
        string? name = null;
        Take(
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
            throw new LiveFormatException($"{_source}: $ has a member whose name is no UTF-8 text. Export it anew, or convert it.");
        }
    }

    /// <summary>The type of the next token, which stays the next one.</summary>
    private JsonTokenType Peek()
    {
        var (start, offset, state) = (_start, _offset, _state);
        Take(static (ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : JsonTokenType.None, out var type, out var moved);
        (_start, _offset, _state) = (start - moved, offset, state);
        return type;
    }

    /// <summary>A whole value as a document of its own.</summary>
    private void Value(string path, Action<JsonCursor> take)
    {
        var (from, length) = (0L, 0L);
        Take(
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
        // The step ended at the value's end, so that the value lies just before what comes next.
        using var document = JsonCursor.ParseItem(_buffer.AsMemory(_start - (int)length, (int)length), _source, path, _offset - length, out var place);
        take(place);
    }

    /// <summary>Takes a step as soon as enough of the document is there; at the end of the document it gives none.</summary>
    /// <param name="step">The step; none when it needs more.</param>
    /// <param name="type">What it gave.</param>
    /// <param name="moved">How far the buffer's content was moved to make room.</param>
    private void Take(Step step, out JsonTokenType type, out int moved)
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
        // What is left goes to the front; where it fills the buffer, it is part of a value that needs a larger one.
        var left = _end - _start;
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
