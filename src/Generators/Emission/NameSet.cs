namespace Starface.Generators.Emission;

/// <summary>Names, each once, in the order in which they were added. Most services have so few of them that looking through them is quicker than a hash.</summary>
/// <param name="expected">How many there will be.</param>
internal sealed class NameSet(int expected)
{
    private const int Few = 8;

    private readonly List<string> _names = new(expected);
    private readonly HashSet<string>? _many = expected > Few ? new(StringComparer.Ordinal) : null;

    /// <summary>The names.</summary>
    public IReadOnlyList<string> InOrder => _names;

    /// <summary>Adds a name; false where it is there already.</summary>
    /// <param name="name">The name.</param>
    public bool Add(string name)
    {
        if (_many is null ? _names.Contains(name) : !_many.Add(name)) return false;
        _names.Add(name);
        return true;
    }
}
