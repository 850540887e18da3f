using System.Collections.Concurrent;
using System.Globalization;

namespace Starface.Generators.Naming;

/// <summary>Writes values as text, the same in every culture.</summary>
internal static class InvariantText
{
    /// <summary>The most characters that a number has, with its sign.</summary>
    public const int MostDigits = 11;

    /// <summary>A number in digits.</summary>
    /// <param name="number">The number.</param>
    public static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a number in digits to the end of a buffer.</summary>
    /// <param name="number">The number.</param>
    /// <param name="buffer">The buffer, with room for the digits and a sign.</param>
    /// <returns>The index of the first character.</returns>
    public static int WriteDigits(int number, Span<char> buffer)
    {
        var start = buffer.Length;
        // Of a negative number, since the lowest one has no positive counterpart.
        for (var rest = number > 0 ? -number : number; start == buffer.Length || rest != 0; rest /= 10)
            buffer[--start] = (char)('0' - (rest % 10));
        if (number < 0) buffer[--start] = '-';
        return start;
    }

    /// <summary>The name of an enumeration member, or the digits of a value that has no member.</summary>
    /// <param name="value">The value.</param>
    public static string Name<T>(T value)
        where T : struct, Enum => Names<T>.Known.GetOrAdd(value, static value => value.ToString());

    // Enum.ToString is slow, and the names of members are written for every requirement.
    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Known = new();
    }
}
