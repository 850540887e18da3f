using System.Collections.Concurrent;
using System.Globalization;

namespace Starface.Generators.Naming;

/// <summary>Writes values as text, the same in every culture.</summary>
internal static class InvariantText
{
    /// <summary>A number in digits.</summary>
    /// <param name="number">The number.</param>
    public static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

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
