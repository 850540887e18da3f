using System.Globalization;
using System.Reflection;
using System.Text;
using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>
/// HTML: a string is text, between tags or between the double quotes of an attribute. No other place has a hole: not a tag, not a name, not
/// a style, script or comment. What is not ASCII is written as a reference to its number: a browser reads such a page in a fraction of the
/// time, since each of its characters is one byte in the file and in memory.
/// </summary>
internal sealed class Html : IMedium
{
    /// <inheritdoc/>
    public static string Escape(string text)
    {
        var safe = SafeText.From(text);
        if (!safe.AsSpan().ContainsAny("&<>\"'") && Ascii.IsValid(safe)) return safe;
        var escaped = new StringBuilder(safe.Length + 16);
        foreach (var rune in safe.EnumerateRunes())
        {
            var c = (char)rune.Value;
            if (!rune.IsAscii) escaped.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
            else if (c is '&') escaped.Append("&amp;");
            else if (c is '<') escaped.Append("&lt;");
            else if (c is '>') escaped.Append("&gt;");
            else if (c is '"') escaped.Append("&quot;");
            else if (c is '\'') escaped.Append("&#39;");
            else escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A style or script that is a part of the program.</summary>
    /// <param name="program">The assembly of which it is a resource.</param>
    /// <param name="name">The resource's name.</param>
    public static MediumText<Html> Resource(Assembly program, string name)
    {
        using var stream = program.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no resource '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return MediumText<Html>.FromEscaped(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
