using System.Globalization;
using Starface.Policy.Configuration;

namespace Starface.Components;

/// <summary>Arguments as entries of the neutral tree that configuration files are read into.</summary>
internal static class ArgumentEntry
{
    /// <summary>The entries that have a value; an omitted argument is a missing key.</summary>
    public static IEnumerable<ConfigEntry> Given(params ConfigEntry?[] entries) => entries.OfType<ConfigEntry>();

    /// <summary>A single value.</summary>
    public static ConfigEntry? From(string key, string? value) => value is null ? null : new ConfigEntry(key, new ConfigScalar(value));

    /// <summary>A flag, spelt as in configuration files.</summary>
    public static ConfigEntry? From(string key, bool? value) => value is { } flag ? From(key, flag ? "true" : "false") : null;

    /// <summary>A number.</summary>
    public static ConfigEntry? From(string key, int? value) =>
        value is { } number ? From(key, number.ToString(CultureInfo.InvariantCulture)) : null;

    /// <summary>A list.</summary>
    public static ConfigEntry? From(string key, List<string>? values) => values is null ? null : new ConfigEntry(key, ListOf(values));

    /// <summary>A map of single values, in ordinal order: the order of a map's keys is lost on the way here.</summary>
    public static ConfigEntry? From(string key, Dictionary<string, string>? values) =>
        MapOf(key, values, text => new ConfigScalar(text ?? ""));

    /// <summary>A map of lists, in ordinal order.</summary>
    public static ConfigEntry? From(string key, Dictionary<string, List<string>>? values) => MapOf(key, values, ListOf);

    private static ConfigNode ListOf(List<string>? values) =>
        new ConfigList([.. (values ?? []).Select(value => new ConfigScalar(value ?? ""))]);

    private static ConfigEntry? MapOf<T>(string key, Dictionary<string, T>? values, Func<T, ConfigNode> node) =>
        values is null
            ? null
            : new ConfigEntry(
                key, new ConfigMap(
                    [
                        .. values
                            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
                            .Select(entry => new ConfigEntry(entry.Key, node(entry.Value))),
                    ]));
}
