using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Starface.Drift.Live;

namespace Starface.Drift.Output;

/// <summary>JSON as every command writes it: indented by two, LF, one final newline, letters of every language readable.</summary>
internal static class JsonText
{
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
    /// a log. All of these occur in strings only, where an escape means the same.
    /// </summary>
    private static string Escaped(string json)
    {
        StringBuilder? text = null;
        var last = '\0';
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];

            // Most texts need no escape, and a large one no second copy.
            if (c == '#' ? last == '#' : !char.IsAscii(c) && !char.IsSurrogate(c) && SafeText.IsInvisible(new Rune(c)))
                (text ??= new StringBuilder(json, 0, i, json.Length)).Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else
                text?.Append(c);
            last = c;
        }

        return text?.ToString() ?? json;
    }
}
