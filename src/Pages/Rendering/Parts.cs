using System.Globalization;

namespace Starface.Pages.Rendering;

/// <summary>
/// The parts of all sections, each of which is kept once: the instances of a fleet differ in addresses more than in policies.
/// </summary>
internal sealed class Parts
{
    private readonly Dictionary<(string Title, string Content), Part> _byContent = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<Part> _inOrder = [];

    /// <summary>Those that several instances refer to, in the order in which they came up.</summary>
    public IEnumerable<Part> Shared => _inOrder.Where(part => part.IsShared);

    /// <summary>Adds a part of an instance.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="content">What it shows.</param>
    public Part Add(string title, Markup content)
    {
        var key = (title, content.ToString());
        if (!_byContent.TryGetValue(key, out var part))
        {
            var number = _numbers[title] = _numbers.GetValueOrDefault(title) + 1;
            part = new Part(title, content, number, string.Create(CultureInfo.InvariantCulture, $"part-{_inOrder.Count + 1}"));
            _byContent.Add(key, part);
            _inOrder.Add(part);
        }

        part.CountOne();
        return part;
    }
}
