using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Starface.Drift.Live;

namespace Starface.Drift.Reports;

/// <summary>JSON of reports: indented by two, LF, one final newline.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text of one JSON value.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
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
    /// The same value without what a build service reads as a command anywhere in a line, and without characters that hide others from a
    /// reader of the log. All of these are within strings, where an escape means the same.
    /// </summary>
    private static string Escaped(string json)
    {
        StringBuilder? text = null;
        var last = '\0';
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            // Most reports need no escape, and a large one no second copy.
            if (c == '#' && last == '#' || c != '\n' && !char.IsSurrogate(c) && SafeText.IsInvisible(new Rune(c)))
                (text ??= new StringBuilder(json, 0, i, json.Length)).Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            else text?.Append(c);
            last = c;
        }

        return text?.ToString() ?? json;
    }
}
