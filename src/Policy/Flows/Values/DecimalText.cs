using System.Globalization;

namespace Starface.Policy.Flows;

/// <summary>Strict decimal numbers: digits only, no sign, no leading zero.</summary>
internal static class DecimalText
{
    /// <summary>Reads <paramref name="text"/> as a number up to <paramref name="max"/>.</summary>
    public static DecimalParseError Read(ReadOnlySpan<char> text, int max, out int value)
    {
        value = 0;
        if (text.IsEmpty)
            return DecimalParseError.Empty;
        long number = 0;
        foreach (var character in text)
        {
            if (character is < '0' or > '9')
                return DecimalParseError.NotDigits;
            number = Math.Min(number * 10 + (character - '0'), int.MaxValue);
        }

        if (text.Length > 1 && text[0] == '0')
            return DecimalParseError.LeadingZero;
        if (number > max)
            return DecimalParseError.TooLarge;
        value = (int)number;
        return DecimalParseError.None;
    }

    public static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
