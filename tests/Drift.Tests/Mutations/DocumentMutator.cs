using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Starface.Drift.Tests.Mutations;

/// <summary>
/// Changes a valid document at one place: a value of another kind, an extreme or hostile one, an entry removed, doubled or renamed, and
/// damage to the bytes.
/// </summary>
/// <param name="random">Chooses.</param>
internal sealed class DocumentMutator(Random random)
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "65536", "2147483647", "2147483648", "-9223372036854775809", "99999999999999999999", "1.5",
        "1e400", "-0",
        "NaN", ".inf", "\"\"", "\" \"", "\"x\"", "\"0\"", "\"-1\"", "\"99999999999999999999\"", "[]", "{}", "[null]", "[[]]", "[{}]",
        "{\"\": null}", "{\"a\": 1, \"a\": 2}", "\"\\u0000\"", "\"\\ud800\"", "\"0.0.0.0/0\"", "\"::/0\"", "\"256.1.1.1/33\"",
        "\"::ffff:1.2.3.4\"",
        "\"1-0\"", "\"0-65535\"", "\"*\"", "\"tcp\"", "\"sg-0\"", "\"2026-02-30\"", "\"../../etc/passwd\"", "\"/\"", "\"[{\"", "\"*a\"",
        "&a [*a]", "!!binary x", "0x10", "1_000", "<<", "\ufeff", "'", "|",
        "\"\\u202e\\u001b[2J::error::pwn ##vso[task.setvariable variable=pwn]\"",
    ];

    private static readonly byte[][] Damages =
    [
        [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x80, 0xA8], [0xC2, 0x85],
        "\t"u8.ToArray(), "\r"u8.ToArray(), "\n---\n"u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), "\""u8.ToArray(), "\\"u8.ToArray(),
        ":"u8.ToArray(), "//"u8.ToArray(), "#"u8.ToArray(),
    ];

    /// <summary>A changed document, and what was done to it.</summary>
    /// <param name="text">The document.</param>
    /// <param name="places">Its values.</param>
    /// <param name="number">Which of them is to be changed, in a circle.</param>
    public (byte[] Bytes, string Change) Next(string text, IReadOnlyList<DocumentPlace> places, int number)
    {
        var place = places[number % places.Count];
        var value = text[place.Start..place.End];
        return random.Next(12) switch
        {
            0 => Removed(),
            1 => Doubled(),
            2 when place.HasKey => Replaced(place.KeyStart, place.KeyEnd, NewName(), "renamed"),
            3 => Replaced(place.Start, place.End, Other(), "exchanged"),
            4 => Replaced(place.Start, place.End, Wrapped(value), "wrapped"),
            5 => Replaced(place.Start, place.End, Twisted(value), "twisted"),
            6 => Damaged(),
            7 => Cut(),
            _ => Replaced(place.Start, place.End, Values[random.Next(Values.Length)], "replaced"),
        };

        (byte[], string) Replaced(int start, int end, string with, string change) => (
            Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, start), with, text.AsSpan(end))),
            FormattableString.Invariant($"{change} at {start}: {Short(text[start..end])} -> {Short(with)}"));

        (byte[], string) Removed()
        {
            var (start, end) = (place.KeyStart, place.End);
            if (place.IsInBrackets)
            {
                var comma = text.AsSpan(end).TrimStart() is [',', ..] ? text.IndexOf(',', end) : -1;
                if (comma >= 0) end = comma + 1;
                else if (text.AsSpan(0, start).TrimEnd() is [.., ',']) start = text.LastIndexOf(',', start);
            }

            return Replaced(start, end, "", "removed");
        }

        (byte[], string) Doubled()
        {
            var entry = text[place.KeyStart..place.End];
            var between = place.IsInBrackets ? ", " : "\n" + new string(' ', place.Column);
            return Replaced(place.End, place.End, between + entry, "doubled");
        }

        string Other()
        {
            var other = places[random.Next(places.Count)];
            return text[other.Start..other.End];
        }

        string NewName()
        {
            var other = places[random.Next(places.Count)];
            string[] names =
            [
                "\"\"", "\"x\"", text[place.KeyStart..place.KeyEnd].ToUpperInvariant(),
                other.HasKey ? text[other.KeyStart..other.KeyEnd] : "\"y\"",
                Quoted(new string('k', 5000)), Quoted("\u001b[2J\u202e::error::pwn"), "\"\\ud800\"", "null", "1", "<<", "\"__proto__\"",
            ];
            return names[random.Next(names.Length)];
        }

        (byte[], string) Damaged()
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    return (bytes, FormattableString.Invariant($"bit of byte {at}"));
                case 1:
                    return ([.. bytes[..at], .. bytes[(at + 1)..]], FormattableString.Invariant($"without byte {at}"));
                case 2:
                    return ([0xEF, 0xBB, 0xBF, .. bytes], "byte order mark");
                case 3:
                    var wide = random.Next(2) == 0 ? Encoding.Unicode : Encoding.BigEndianUnicode;
                    return ([.. wide.GetPreamble(), .. wide.GetBytes(text)], "UTF-16");
                default:
                    var damage = Damages[random.Next(Damages.Length)];
                    return (
                        [.. bytes[..at], .. damage, .. bytes[at..]],
                        FormattableString.Invariant($"{Convert.ToHexString(damage)} at {at}"));
            }
        }

        (byte[], string) Cut()
        {
            var at = random.Next(text.Length);
            return (Encoding.UTF8.GetBytes(text[..at]), FormattableString.Invariant($"cut at {at}"));
        }
    }

    private string Wrapped(string value) => random.Next(7) switch
    {
        0 => $"[{value}]",
        1 => $"[{value}, {value}]",
        2 => $"{{\"a\": {value}}}",
        3 => Quoted(value),
        4 => new string('[', 70) + value + new string(']', 70),
        5 => string.Concat(Enumerable.Repeat("{\"a\":", 3000)) + value + new string('}', 3000),
        _ => new string('[', 100_000),
    };

    private string Twisted(string value)
    {
        if (decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number))
        {
            decimal[] numbers = [-number, number + 1, number - 1, number * 65536, number + 0.5m, number * 1_000_000_000_000m];
            return numbers[random.Next(numbers.Length)].ToString(CultureInfo.InvariantCulture);
        }

        var text = value is ['"', .., '"'] ? value[1..^1] : value;
        string[] texts =
        [
            text + " ", " " + text, text.ToUpperInvariant(), text.ToLowerInvariant(), text + text, text.Length == 0 ? text : text[1..],
            text.Length == 0 ? text : text[..^1], text + "/0", text + "/33", text + ",", "-" + text, text + "-" + text, text + "\\u0000",
            text + "\\u202e\\u001b]8;;x", text.Replace('1', '9'), text + new string('x', 100_000), text + ":", text + "@1", "'" + text,
        ];
        return $"\"{texts[random.Next(texts.Length)]}\"";
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
