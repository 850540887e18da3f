using System.Collections.Immutable;

namespace Starface.Infra.Tests;

/// <summary>
/// Registered inputs as a text that two of them can be compared by: keys in ordinal order, whole numbers without a fraction.
/// </summary>
internal static class RegisteredText
{
    public static string Of(object value) => value switch
    {
        ImmutableDictionary<string, object> map => "{"
            + string.Join(", ", map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Of(entry.Value)}"))
            + "}",
        ImmutableArray<object> list => "[" + string.Join(", ", list.Select(Of)) + "]",
        string text => text,
        double number => FormattableString.Invariant($"{number}"),
        bool flag => flag ? "true" : "false",
        _ => throw new InvalidOperationException(value.GetType().ToString()),
    };
}
