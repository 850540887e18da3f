using System.Collections.Immutable;
using Starface.Policy.Rules;

namespace Starface.Policy.Configuration;

/// <summary>Collects the mistakes of a configuration, so that a person sees all of them at once.</summary>
internal sealed class ConfigMistakes
{
    private readonly List<ConfigMistake> _mistakes = [];

    public bool IsEmpty => _mistakes.Count == 0;

    public int Count => _mistakes.Count;

    /// <summary>Notes a mistake; the same one in a shared default is noted once, however many instances take it.</summary>
    public void Add(string path, ConfigLocation? location, string message)
    {
        var mistake = new ConfigMistake(path, location, message);
        if (!_mistakes.Contains(mistake)) _mistakes.Add(mistake);
    }

    public void RejectUnknownKeys(ConfigMap map, string path, ImmutableArray<string> known)
    {
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key)))
            Add(path + entry.Key, entry.Location, $"is not a key that is known here.{NearestName.Hint(entry.Key, known)}");
    }

    public ImmutableArray<ConfigMistake> ToArray() =>
        [.. _mistakes.OrderBy(mistake => mistake.Location?.Line ?? int.MaxValue).ThenBy(mistake => mistake.Location?.Column ?? int.MaxValue)];
}
