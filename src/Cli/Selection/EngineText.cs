using System.Globalization;
using System.Text;
using Starface.Policy.Configuration;

namespace Starface.Cli.Selection;

/// <summary>The text of a value as Pulumi's engine hands it to a program: lists and maps as JSON with sorted keys.</summary>
internal static class EngineText
{
    /// <summary>The text.</summary>
    /// <param name="value">The value of a key.</param>
    public static string From(ConfigNode value) => From(value, int.MaxValue);

    /// <summary>
    /// Whether the configuration is larger than Linux takes as one string of the environment, in which the engine hands it over.
    /// </summary>
    /// <param name="config">The values by their keys with namespaces.</param>
    public static bool IsTooLarge(ConfigMap config)
    {
        // The variable's name, the braces and the end of the string.
        var length = "PULUMI_CONFIG={}".Length + 1;
        var quoted = new StringBuilder();
        foreach (var entry in config.Entries)
        {
            quoted.Clear();
            Quote(entry.Key, quoted);
            Quote(From(entry.Value, MaximumOfLinux), quoted);

            // The colon, and the comma of all but the last.
            length += Encoding.UTF8.GetByteCount(quoted.ToString()) + 2;
            if (length - 1 > MaximumOfLinux) return true;
        }

        return false;
    }

    private const int MaximumOfLinux = 128 * 1024;

    /// <summary>
    /// The text, or a part of it that is longer than <paramref name="limit"/>: aliases make values that exceed any memory.
    /// </summary>
    private static string From(ConfigNode value, int limit)
    {
        if (value is ConfigScalar { Text: var text }) return text;
        var json = new StringBuilder();
        Write(value, json, limit);
        return json.ToString();
    }

    private static void Write(ConfigNode node, StringBuilder json, int limit)
    {
        if (json.Length > limit) return;
        switch (node)
        {
            case ConfigScalar { Form: ScalarForm.Text or ScalarForm.Date, Text: var text }:
                Quote(text, json);
                break;
            case ConfigScalar scalar:
                json.Append(scalar.Form == ScalarForm.Null ? "null" : scalar.Text);
                break;
            case ConfigList list:
                json.Append('[');
                for (var i = 0; i < list.Items.Length && json.Length <= limit; i++)
                {
                    if (i > 0) json.Append(',');
                    Write(list.Items[i], json, limit);
                }

                json.Append(']');
                break;
            case ConfigMap map:
                json.Append('{');
                var isFirst = true;
                foreach (var entry in map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    if (json.Length > limit) break;
                    if (!isFirst) json.Append(',');
                    isFirst = false;
                    Quote(entry.Key, json);
                    json.Append(':');
                    Write(entry.Value, json, limit);
                }

                json.Append('}');
                break;
        }
    }

    /// <summary>A JSON string as Go writes it: with escapes for what is a command in HTML or ends a line of JavaScript.</summary>
    private static void Quote(string text, StringBuilder json)
    {
        json.Append('"');
        foreach (var c in text)
        {
            switch (c)
            {
                case '"' or '\\':
                    json.Append('\\').Append(c);
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\r':
                    json.Append("\\r");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case '\b':
                    json.Append("\\b");
                    break;
                case '\f':
                    json.Append("\\f");
                    break;
                case < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029':
                    json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                default:
                    json.Append(c);
                    break;
            }
        }

        json.Append('"');
    }
}
