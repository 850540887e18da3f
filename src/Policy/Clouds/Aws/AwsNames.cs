using System.Globalization;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// The logical names of an instance's groups and rules. An underscore separates what instance names cannot have: 'munich_2' is the second
/// group of 'munich', and no instance can be called that.
/// </summary>
internal static class AwsNames
{
    private const string CopyMark = "_group-";

    /// <summary>A group's name. The first has the instance's name, so that a plan that once fitted into one group keeps it.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="group">The group's number, the first being 0.</param>
    public static string Group(string instance, int group) =>
        group == 0 ? instance : FormattableString.Invariant($"{instance}_{group + 1}");

    /// <summary>The number of a group, or null where the name is not one of the instance's groups.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="name">The group's logical name.</param>
    public static int? FindGroup(string instance, string name)
    {
        if (name == instance) return 0;
        if (!name.StartsWith(instance + "_", StringComparison.Ordinal)) return null;
        return ReadNumber(name.Substring(instance.Length + 1)) is { } number and > 1 ? number - 1 : null;
    }

    /// <summary>The name, without the instance's, of a rule that is in a second group as well while it moves there.</summary>
    /// <param name="key">The rule's key.</param>
    /// <param name="group">The number of the second group.</param>
    public static string Copy(string key, int group) => FormattableString.Invariant($"{key}{CopyMark}{group + 1}");

    /// <summary>The key of a rule's name, both without the instance's.</summary>
    /// <param name="name">The name.</param>
    public static string KeyOf(string name)
    {
        var mark = name.LastIndexOf(CopyMark, StringComparison.Ordinal);
        return mark > 0 && ReadNumber(name.Substring(mark + CopyMark.Length)) is not null ? name.Substring(0, mark) : name;
    }

    private static int? ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && text[0] != '0'
            ? number
            : null;
}
