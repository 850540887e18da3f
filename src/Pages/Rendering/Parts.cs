using System.Globalization;

namespace Starface.Pages.Rendering;

/// <summary>
/// The parts of all sections, each of which is kept once: the instances of a fleet differ in addresses more than in policies.
/// </summary>
internal sealed class Parts
{
    private readonly Dictionary<(string Title, string Content), Part> _byContent = [];
    private readonly Dictionary<(string Title, Markup Text), Part> _byText = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<Part> _inOrder = [];

    /// <summary>Those that several instances refer to, in the order in which they came up.</summary>
    public IEnumerable<Part> Shared => _inOrder.Where(part => part.IsShared);

    /// <summary>Adds a part of an instance.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="content">What it shows.</param>
    public Part Add(string title, Markup content)
    {
        // A text that was written once for several instances is known without a look at it.
        if (!_byText.TryGetValue((title, content), out var part)) _byText.Add((title, content), part = Find(title, content));
        part.CountOne();
        return part;
    }

    private Part Find(string title, Markup content)
    {
        var key = (title, content.ToString());
        if (_byContent.TryGetValue(key, out var known)) return known;
        var number = _numbers[title] = _numbers.GetValueOrDefault(title) + 1;
        var part = new Part(title, content, number, string.Create(CultureInfo.InvariantCulture, $"part-{_inOrder.Count + 1}"));
        _byContent.Add(key, part);
        _inOrder.Add(part);
        return part;
    }
}
