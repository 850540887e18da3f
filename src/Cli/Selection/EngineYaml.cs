using System.Globalization;
using Starface.Cli.Hosting;
using Starface.Policy;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Starface.Cli.Selection;

/// <summary>
/// What Pulumi's engine refuses or reads otherwise than the YAML library of this program, which knows a newer YAML: a file that only one of
/// the two understands is refused.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="file">The file, for messages.</param>
internal sealed class EngineYaml(string text, string file)
{
    /// <summary>The longest key that is not introduced by a question mark.</summary>
    private const int LongestKey = 1024;

    /// <summary>Checks the characters and directives.</summary>
    /// <exception cref="UsageException">The engine refuses one.</exception>
    public void CheckText()
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsAllowed(text[i])) continue;
            throw Error(
                PlaceAt(i),
                FormattableString.Invariant($"Pulumi refuses the character U+{(int)text[i]:X4}"),
                "remove it, or write it as an escape in double quotes");
        }

        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line is not ['%', ..]) return;
            if (line.StartsWith("%TAG ") || line.TrimEnd() is "%YAML 1.1" or "%YAML 1.2") continue;
            throw Error(
                new Place { File = file, Line = number, Column = 1 }, "Pulumi refuses this directive", "remove it, or write %YAML 1.2");
        }
    }

    /// <summary>Checks how a node is written.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isInFlow">Whether it is in a list or map in brackets.</param>
    /// <exception cref="UsageException">The engine refuses or misreads it.</exception>
    public void Check(NodeEvent node, bool isInFlow)
    {
        var start = (int)node.Start.Index;
        if (node is { Anchor: { IsEmpty: false, Value: var anchor } } && !anchor.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw Error(node, $"Pulumi refuses the anchor '{anchor}'", "use letters, digits, '_' and '-'");
        if (!isInFlow && FindBefore(start, out var hasTab) is '-' or '?' && hasTab)
            throw Error(node, "Pulumi refuses a tab here", "write a space");
        if (node is Scalar { Style: ScalarStyle.DoubleQuoted } quoted && HasSurrogate(text.AsSpan(start, (int)quoted.End.Index - start)))
        {
            throw Error(
                node, "Pulumi refuses half a character (\\uD800 to \\uDFFF)", "write the character itself, or \\U with eight digits");
        }

        if (isInFlow
            && node is Scalar { Style: ScalarStyle.Plain, Value: [var first, ..] and var value }
            && (first is ':' or '|' or '>' or '%' || value.Contains('?', StringComparison.Ordinal)))
            throw Error(node, $"Pulumi refuses '{value}' without quotes in a list or map in brackets", $"quote it: \"{value}\"");
    }

    /// <summary>Checks how a key is written.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isInFlow">Whether it is in a list or map in brackets.</param>
    /// <exception cref="UsageException">The engine refuses or misreads it.</exception>
    public void CheckKey(Scalar key, bool isInFlow)
    {
        Check(key, isInFlow);
        var (start, end) = ((int)key.Start.Index, (int)key.End.Index);
        if (end - start > LongestKey && FindBefore(start, out _) != '?')
            throw Error(key, FormattableString.Invariant($"Pulumi refuses keys of more than {LongestKey} characters"), "use a shorter one");
        if (isInFlow
            && key.Style == ScalarStyle.Plain
            && text.AsSpan(Math.Min(end, text.Length)) is [':', ',' or '[' or ']' or '{' or '}', ..])
        {
            throw Error(
                key, $"Pulumi reads '{key.Value}:' as one text here", $"write a space behind the colon, or quote it: \"{key.Value}:\"");
        }
    }

    /// <summary>The character before a node and the blanks before it on its line, and whether there is a tab among these.</summary>
    private char? FindBefore(int start, out bool hasTab)
    {
        hasTab = false;
        var at = start - 1;
        for (; at >= 0 && text[at] is ' ' or '\t'; at--) hasTab |= text[at] == '\t';
        return at < 0 ? null : text[at];
    }

    /// <summary>Control characters are refused, and what is not a character.</summary>
    private static bool IsAllowed(char c) => c switch
    {
        '\t' or '\n' or '\r' or '\u0085' => true,
        < ' ' or (>= '\u007F' and < '\u00A0') or '\uFFFE' or '\uFFFF' => false,
        _ => true,
    };

    private static bool HasSurrogate(ReadOnlySpan<char> written)
    {
        for (var i = 0; i + 1 < written.Length; i++)
        {
            if (written[i] != '\\') continue;
            i++;
            if (written[i] == 'u'
                && i + 4 < written.Length
                && int.TryParse(written.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
                && unit is >= 0xD800 and <= 0xDFFF)
                return true;
        }

        return false;
    }

    private Place PlaceAt(int index)
    {
        var before = text.AsSpan(0, index);
        return new Place
        {
            File = file,
            Line = before.Count('\n') + 1,
            Column = index - before.LastIndexOf('\n'),
        };
    }

    private UsageException Error(ParsingEvent node, string message, string fix) =>
        Error(new Place { File = file, Line = (int)node.Start.Line, Column = (int)node.Start.Column }, message, fix);

    private static UsageException Error(Place place, string message, string fix) => new(UsageProblem.File(place, message, fix));
}
