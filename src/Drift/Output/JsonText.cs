using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Starface.Policy.Problems;

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

    /// <summary>Writes one JSON value. No more of it is held than its longest line and a buffer.</summary>
    /// <param name="output">Receives the text.</param>
    /// <param name="write">Writes the value.</param>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> write)
    {
        var lines = new JsonLines(bytes => WriteEscaped(output, bytes));
        using (var json = new Utf8JsonWriter(lines, Options)) write(json);
        lines.Complete();
        output.Write('\n');
    }

    /// <summary>
    /// Whole lines of JSON, with escapes for what a build service reads as a command anywhere in a line, and for characters that hide
    /// others in a log; and without the writer's escapes for other characters above U+FFFF, which Pulumi's YAML reader refuses. All of
    /// these occur in strings only, and no string has a line break.
    /// </summary>
    private static void WriteEscaped(TextWriter output, ReadOnlySpan<byte> lines)
    {
        var chars = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(lines.Length));
        var json = chars.AsSpan(0, Encoding.UTF8.GetChars(lines, chars));
        var (written, last) = (0, '\0');
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (c == '\\')
            {
                last = '\0';
                if (FindPair(json[i..]) is { } rune)
                {
                    output.Write(json[written..i]);
                    output.Write(rune.ToString());
                    i += PairLength - 1;
                    written = i + 1;
                }
                else
                {
                    i++;
                }

                continue;
            }

            if (c == '#' ? last == '#' : !char.IsAscii(c) && !char.IsSurrogate(c) && SafeText.IsInvisible(new Rune(c)))
            {
                output.Write(json[written..i]);
                output.Write(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}"));
                written = i + 1;
            }

            last = c;
        }

        output.Write(json[written..]);
        ArrayPool<char>.Shared.Return(chars);
    }

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
