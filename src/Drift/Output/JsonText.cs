using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Starface.Drift.Live;

namespace Starface.Drift.Output;

/// <summary>JSON as every command writes it: indented by two, LF, one final newline, letters of every language readable.</summary>
internal static class JsonText
{
    private const int PairLength = 12;

    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text of one JSON value.</summary>
    /// <param name="write">Writes the value.</param>
    public static string From(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            write(json);
        }

        stream.WriteByte((byte)'\n');
        return Escaped(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    /// <summary>
    /// The same value, with escapes for what a build service reads as a command anywhere in a line, and for characters that hide others in
    /// a log; and without the writer's escapes for other characters above U+FFFF, which Pulumi's YAML reader refuses. All of these occur in
    /// strings only.
    /// </summary>
    private static string Escaped(string json)
    {
        StringBuilder? text = null;
        var last = '\0';
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c == '\\')
            {
                if (FindPair(json.AsSpan(i)) is { } rune)
                {
                    (text ??= Copy(json, i)).Append(rune.ToString());
                    i += PairLength - 1;
                }
                else
                {
                    text?.Append(json, i, 2);
                    i++;
                }

                last = '\0';
                continue;
            }

            // Most texts need no escape, and a large one no second copy.
            if (c == '#' ? last == '#' : !char.IsAscii(c) && !char.IsSurrogate(c) && SafeText.IsInvisible(new Rune(c)))
                (text ??= Copy(json, i)).Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                text?.Append(c);
            last = c;
        }

        return text?.ToString() ?? json;
    }

    private static StringBuilder Copy(string json, int length) => new(json, 0, length, json.Length);

    /// <summary>The visible character of two escapes such as <c>\uD83D\uDE80</c> at the start of a text, or null.</summary>
    private static Rune? FindPair(ReadOnlySpan<char> json) =>
        FindUnit(json) is { } high
        && json.Length >= PairLength
        && FindUnit(json[(PairLength / 2)..]) is { } low
        && Rune.TryCreate(high, low, out var rune)
        && !SafeText.IsInvisible(rune)
            ? rune
            : null;

    private static char? FindUnit(ReadOnlySpan<char> json) =>
        json is ['\\', 'u', _, _, _, _, ..]
        && ushort.TryParse(json[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
