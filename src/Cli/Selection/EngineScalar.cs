using System.Globalization;
using Starface.Policy;
using Starface.Policy.Configuration;

namespace Starface.Cli.Selection;

/// <summary>
/// What Pulumi's engine makes of a YAML value without quotes. Its YAML library knows the numbers of YAML 1.1 and 1.2, so that 017 is 15,
/// and the engine writes them again in the shortest form, so that 7.10 is 7.1.
/// </summary>
internal static class EngineScalar
{
    /// <summary>The value as a program receives it.</summary>
    /// <param name="written">The value in the file, which has no quotes and no tag.</param>
    /// <param name="place">Where it is.</param>
    /// <returns>The value; null for infinity and what is not a number, which the engine refuses.</returns>
    public static ConfigScalar? Read(string written, Place place)
    {
        switch (written)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return new ConfigScalar("", place) { Form = ScalarForm.Null, Written = written };
            case "true" or "True" or "TRUE":
                return new ConfigScalar("true", place) { Form = ScalarForm.Flag, Written = written };
            case "false" or "False" or "FALSE":
                return new ConfigScalar("false", place) { Form = ScalarForm.Flag, Written = written };
            case ".nan" or ".NaN" or ".NAN":
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF":
                return null;
        }

        // Most values that begin with a digit are prefixes.
        if (written[0] is not ('+' or '-' or '.' or (>= '0' and <= '9')) || written.Contains('/', StringComparison.Ordinal))
            return new ConfigScalar(written, place);
        if (IsDate(written)) return new ConfigScalar(written, place) { Form = ScalarForm.Date };
        return FindNumber(written) is { } number
            ? new ConfigScalar(number, place) { Form = ScalarForm.Number, Written = written }
            : new ConfigScalar(written, place);
    }

    /// <summary>A number in the notation of JSON as Go writes it, or null for a text.</summary>
    private static string? FindNumber(string written)
    {
        if (written[0] == '.') return IsFloat(written) ? FindFloat(written) : null;
        var plain = written.Replace("_", "", StringComparison.Ordinal);
        return FindInteger(plain) ?? (IsFloat(plain) ? FindFloat(plain) : null);
    }

    /// <summary>A number of 64 bits in a notation of Go or YAML 1.2. A larger one is a float where it is decimal.</summary>
    private static string? FindInteger(string plain)
    {
        var isNegative = plain[0] == '-';
        var hasSign = isNegative || plain[0] == '+';
        ReadOnlySpan<char> digits = hasSign ? plain.AsSpan(1) : plain;
        var radix = 10ul;
        if (digits is ['0', var mark, ..])
        {
            radix = mark switch
            {
                'x' or 'X' => 16,
                'b' or 'B' => 2,
                _ => 8,
            };
            digits = digits[(char.IsAsciiDigit(mark) ? 1 : 2)..];
            if (!char.IsAsciiDigit(mark) && mark is not ('x' or 'X' or 'b' or 'B' or 'o' or 'O')) return null;

            // A peculiarity of the engine's library: what follows these marks is read as a number of its own, with a sign.
            if (!hasSign && mark is 'b' or 'o' && digits is ['+' or '-', ..])
            {
                (hasSign, isNegative) = (true, digits[0] == '-');
                digits = digits[1..];
            }
        }

        return FindMagnitude(digits, radix) is { } value && value <= (isNegative ? 1ul << 63 : hasSign ? long.MaxValue : ulong.MaxValue)
            ? (isNegative && value > 0 ? "-" : "") + value.ToString(CultureInfo.InvariantCulture)
            : null;
    }

    private static ulong? FindMagnitude(ReadOnlySpan<char> digits, ulong radix)
    {
        if (digits.IsEmpty) return null;
        var value = 0ul;
        foreach (var c in digits)
        {
            var digit = char.IsAsciiDigit(c) ? (ulong)(c - '0') : char.IsAsciiHexDigit(c) ? (ulong)((c | 0x20) - 'a' + 10) : radix;
            if (digit >= radix || value > (ulong.MaxValue - digit) / radix) return null;
            value = (value * radix) + digit;
        }

        return value;
    }

    /// <summary>Whether a text is a decimal number: digits with a point before, among or behind them, and perhaps an exponent.</summary>
    private static bool IsFloat(string text)
    {
        var at = text[0] is '+' or '-' ? 1 : 0;
        var whole = Digits(ref at);
        var fraction = 0;
        if (at < text.Length && text[at] == '.')
        {
            at++;
            fraction = Digits(ref at);
        }

        if (whole + fraction == 0) return false;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-') at++;
            if (Digits(ref at) == 0) return false;
        }

        return at == text.Length;

        int Digits(ref int position)
        {
            var start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
            return position - start;
        }
    }

    private static string? FindFloat(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? ToJson(value)
            : null;

    /// <summary>The shortest digits that are the same number, with an exponent below 1e-6 and from 1e21 on.</summary>
    private static string ToJson(double value)
    {
        if (value == 0) return double.IsNegative(value) ? "-0" : "0";
        var sign = value < 0 ? "-" : "";
        var shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        var mark = shortest.IndexOf('E', StringComparison.Ordinal);
        var plain = mark < 0 ? shortest : shortest[..mark];
        var point = plain.IndexOf('.', StringComparison.Ordinal) is >= 0 and var at ? at : plain.Length;
        var all = plain.Replace(".", "", StringComparison.Ordinal);
        var digits = all.Trim('0');

        // The place of the first digit that counts, before or behind the point.
        var exponent = point - 1 - (all.Length - all.TrimStart('0').Length)
            + (mark < 0 ? 0 : int.Parse(shortest.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
        if (exponent is < -6 or >= 21)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{exponent:+0;-0}");
        }

        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        var whole = digits.PadRight(exponent + 1, '0');
        return whole.Length == exponent + 1 ? sign + whole : $"{sign}{whole[..(exponent + 1)]}.{whole[(exponent + 1)..]}";
    }

    /// <summary>
    /// The dates of the engine's library: the day alone; with a time behind a space; or with a time behind T, and a zone.
    /// </summary>
    private static bool IsDate(string text)
    {
        if (text is not [_, _, _, _, '-', ..]
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            return false;
        var at = 5;
        if (!Number(1, 12, '-', out var month) || !Number(1, DateTime.DaysInMonth(Math.Max(year, 4), month), '\0', out _)) return false;
        if (at == text.Length) return true;
        var separator = text[at++];
        if (separator is not ('T' or 't' or ' ')
            || !Number(0, 23, ':', out _)
            || !Number(0, 59, ':', out _)
            || !Number(0, 59, '\0', out _))
            return false;
        if (at + 1 < text.Length && text[at] is '.' or ',' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        }

        return separator == ' ' ? at == text.Length : text.AsSpan(at) is "Z" or ['+' or '-', _, _, ':', _, _];

        // One digit or two, and the character behind them.
        bool Number(int least, int most, char behind, out int number)
        {
            var start = at;
            while (at < text.Length && at < start + 2 && char.IsAsciiDigit(text[at])) at++;
            if (!int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out number)) return false;
            if (number < least || number > most) return false;
            if (behind == '\0') return true;
            if (at == text.Length || text[at] != behind) return false;
            at++;
            return true;
        }
    }
}
