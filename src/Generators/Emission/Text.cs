using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Generators.Emission;

/// <summary>Turns values into C# and XML, the same on every machine.</summary>
internal static class Text
{
    /// <summary>A number in digits.</summary>
    /// <param name="number">The number.</param>
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A string literal, or <c>null</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Literal(string? text) =>
        text is null ? "null"
        : IsPlain(text) ? "\"" + text + "\""
        : SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A text that is written as a literal, without making a string of it first.</summary>
    /// <param name="text">The text.</param>
    public static LiteralText AsLiteral(string? text) => new(text);

    /// <summary>Whether a text stands in quotes as it is: letters, digits and common punctuation of ASCII.</summary>
    /// <param name="text">The text.</param>
    public static bool IsPlain(string text)
    {
        foreach (var character in text)
            if (character is < ' ' or > '~' or '"' or '\\')
                return false;
        return true;
    }

    /// <summary>The name of an enumeration's member, or the value's digits.</summary>
    /// <param name="value">The value.</param>
    public static string Name<T>(T value)
        where T : struct, Enum => Members<T>.Names.GetOrAdd(value, static value => value.ToString());

    /// <summary>A member of an enumeration of Starface.Policy; a cast where the value has no member.</summary>
    /// <param name="value">The value.</param>
    public static string Member<T>(T value)
        where T : struct, Enum => Members<T>.Texts.GetOrAdd(value, MemberOf);

    private static string MemberOf<T>(T value)
        where T : struct, Enum
    {
        var type = "global::Starface.Policy." + typeof(T).Name;
        return Enum.IsDefined(typeof(T), value)
            ? $"{type}.{Enum.GetName(typeof(T), value)}"
            : $"({type})({Of(Convert.ToInt32(value, CultureInfo.InvariantCulture))})";
    }

    /// <summary>Text for a documentation comment: on one line, escaped, without characters that XML cannot carry.</summary>
    /// <param name="text">The text.</param>
    public static string Xml(string text)
    {
        StringBuilder? escaped = null;
        for (var i = 0; i < text.Length; i++)
        {
            var replacement = text[i] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                < ' ' or '\u007F' or '\u0085' or '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' => " ",
                var c when char.IsSurrogate(c) && !IsInPair(text, i) => "\uFFFD",
                _ => null,
            };
            if (replacement is null)
                escaped?.Append(text[i]);
            else
                (escaped ??= new StringBuilder(text, 0, i, text.Length + 16)).Append(replacement);
        }

        return escaped?.ToString() ?? text;
    }

    private static bool IsInPair(string text, int index) =>
        char.IsHighSurrogate(text[index])
            ? index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])
            : index > 0 && char.IsHighSurrogate(text[index - 1]);

    private static class Members<T>
        where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Texts = new();
        public static readonly ConcurrentDictionary<T, string> Names = new();
    }
}
