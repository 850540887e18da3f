namespace Starface.Generators.Naming;

/// <summary>Distinct names in the order in which they were added.</summary>
/// <param name="expected">The expected number of names.</param>
internal sealed class NameSet(int expected)
{
    /// <summary>Most services have few requirements. Up to this number, comparing each name is faster than hashing.</summary>
    private const int Few = 8;

    private readonly List<string> _names = new(expected);
    private readonly HashSet<string>? _hashed = expected > Few ? new(StringComparer.Ordinal) : null;

    /// <summary>The names.</summary>
    public IReadOnlyList<string> InOrder => _names;

    /// <summary>Adds a name; false when it was added before.</summary>
    /// <param name="name">The name.</param>
    public bool Add(string name)
    {
        if (_hashed is null ? _names.Contains(name) : !_hashed.Add(name)) return false;
        _names.Add(name);
        return true;
    }
}
