using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Starface.Generators.Naming;

namespace Starface.Generators.Emission;

/// <summary>Writes values as C# and XML, the same on every machine.</summary>
internal static class Text
{
    /// <summary>A string literal, or <c>null</c>. Characters that would be invisible or reorder the line are escaped.</summary>
    /// <param name="text">The text.</param>
    public static string Literal(string? text)
    {
        if (text is null) return "null";
        if (IsPlain(text)) return "\"" + text + "\"";
        var literal = new StringBuilder("\"", text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is '"' or '\\')
                literal.Append('\\').Append(character);
            else if (IsVisible(text.AsSpan(), i))
                literal.Append(character);
            else
                literal.Append("\\u").Append(((int)character).ToString("x4", CultureInfo.InvariantCulture));
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A text that the writer turns into a string literal, without an intermediate string.</summary>
    /// <param name="text">The text.</param>
    public static LiteralText AsLiteral(string? text) => new(text);

    /// <summary>Whether a text needs nothing but quotes to be a string literal: letters, digits and common punctuation of ASCII.</summary>
    /// <param name="text">The text.</param>
    public static bool IsPlain(string text)
    {
        foreach (var character in text)
            if (character is < ' ' or > '~' or '"' or '\\')
                return false;
        return true;
    }

    /// <summary>A member of an enumeration of Starface.Policy; a cast where the value has no member.</summary>
    /// <param name="value">The value.</param>
    public static string Member<T>(T value)
        where T : struct, Enum => Members<T>.Known.GetOrAdd(value, WriteMember);

    /// <summary>A text that the writer escapes for a documentation comment, without an intermediate string.</summary>
    /// <param name="text">The text.</param>
    public static XmlText AsXml(string text) => new(text);

    /// <summary>What is written in a documentation comment in place of a character; null for the character itself.</summary>
    /// <param name="text">The text with the character.</param>
    /// <param name="index">Its index.</param>
    public static string? XmlReplacement(ReadOnlySpan<char> text, int index) => text[index] switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        var c when char.IsSurrogate(c) && !IsInPair(text, index) => "\uFFFD",
        _ => IsVisible(text, index) ? null : " ",
    };

    private static string WriteMember<T>(T value)
        where T : struct, Enum
    {
        var type = "global::Starface.Policy." + typeof(T).Name;
        return Enum.IsDefined(typeof(T), value)
            ? $"{type}.{Enum.GetName(typeof(T), value)}"
            : $"({type})({InvariantText.Digits(Convert.ToInt32(value, CultureInfo.InvariantCulture))})";
    }

    /// <summary>
    /// By fixed ranges, because the character tables of the runtime, which differ between versions, would make the output depend on the
    /// machine.
    /// </summary>
    private static bool IsVisible(ReadOnlySpan<char> text, int index) => text[index] switch
    {
        < ' ' or (>= '\u007F' and <= '\u00A0') or '\u00AD' => false, // controls, no-break space, soft hyphen
        >= '\u2000' and <= '\u200F' => false, // spaces, zero width and direction marks
        >= '\u2028' and <= '\u202F' => false, // line separators, direction overrides
        >= '\u205F' and <= '\u206F' => false, // invisible operators, direction isolates
        >= '\uE000' and <= '\uF8FF' => false, // private use
        '\u034F' or '\u061C' or '\u3000' or '\uFEFF' or '\uFFA0' or >= '\uFFF0' => false,
        '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u2800' or '\u3164' => false, // fillers
        >= '\u180B' and <= '\u180F' => false, // joiners and selectors
        >= '\uFE00' and <= '\uFE0F' => false, // variation selectors
        '\uDB40' => false, // tags and selectors of plane 14
        var low when char.IsLowSurrogate(low) && index > 0 && text[index - 1] == '\uDB40' => false,
        var c => !char.IsSurrogate(c) || IsInPair(text, index),
    };

    private static bool IsInPair(ReadOnlySpan<char> text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]);

    // Reflection over an enumeration is slow, and members are written for every requirement.
    private static class Members<T>
        where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Known = new();
    }
}
