using System.Text;
using Starface.Drift.Json;
using Starface.Policy.Clouds;

namespace Starface.Drift.Azure;

/// <summary>Reads rules, and what equal ones say once: the groups of a fleet have the same rules a thousand times.</summary>
internal sealed class AzureRuleCache
{
    /// <summary>Where most rules differ, keeping them saves nothing.</summary>
    private const int Most = 10_000;

    private readonly Dictionary<string, LiveRule> _known = new(StringComparer.Ordinal);
    private readonly StringBuilder _key = new();

    /// <summary>A rule.</summary>
    /// <exception cref="LiveFormatException">It cannot be understood.</exception>
    public LiveRule Read(JsonCursor rule, bool isDefault)
    {
        var key = KeyOf(rule, isDefault);
        // A rule of its own, whose parts are shared: which group a rule is of is told by the object.
        if (_known.TryGetValue(key, out var known)) return known with { };
        var read = AzureJsonReader.ReadRule(rule, isDefault);
        if (_known.Count < Most) _known.Add(key, read);
        return read;
    }

    /// <summary>Everything a rule says, as it is written, but for what tells its place and its version.</summary>
    private string KeyOf(JsonCursor rule, bool isDefault)
    {
        _key.Clear().Append(isDefault);
        foreach (var (name, value) in rule.Members())
        {
            if (name is not ("id" or "etag" or "resourceGroup")) _key.Append(name).Append(value.Element.GetRawText());
        }

        return _key.ToString();
    }
}
