using System.Collections;
using System.Reflection;

namespace Starface.Drift.Tests;

/// <summary>The members of live things as texts, at any depth, so that two can be compared without a list of members.</summary>
internal static class MemberTexts
{
    /// <summary>Each member with its path and value.</summary>
    public static List<string> Of(object value)
    {
        var texts = new List<string>();
        Visit(value, "$", (path, shown, _) => texts.Add($"{path}: {shown}"));
        return texts;
    }

    /// <summary>The names of members that are empty in some object.</summary>
    public static List<string> Empty(object value)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Visit(value, "$", (_, shown, name) =>
        {
            if (shown is "" or "0" or "False") names.Add(name);
        });
        return [.. names];
    }

    private static void Visit(object? value, string path, Action<string, string, string> found, string name = "")
    {
        if (value is null or string or Enum || value.GetType().IsPrimitive || !IsPlain(value.GetType()))
        {
            found(path, value?.ToString() ?? "", name);
        }
        else if (value is IEnumerable items)
        {
            var index = 0;
            foreach (var item in items) Visit(item, $"{path}[{index++}]", found, name);
            if (index == 0) found(path, "", name);
        }
        else
        {
            foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Visit(property.GetValue(value), $"{path}.{property.Name}", found, property.Name);
        }
    }

    /// <summary>Whether a type is told by its members: lists, and the records of live things.</summary>
    private static bool IsPlain(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type)
        || type.Name.StartsWith("Live", StringComparison.Ordinal)
        || type.Name.StartsWith("KeyValuePair", StringComparison.Ordinal);
}
