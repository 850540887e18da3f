using System.Text.RegularExpressions;

namespace Starface.Structure.Tests;

/// <summary>A drawing of folders in Mermaid, in which an arrow leads from a folder to those that may use it.</summary>
internal sealed partial class FolderDrawing
{
    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>Reads the lines of a drawing: chains of <c>A &amp; B --> C</c>, where <c>C["Folder"]</c> names a node's folder.</summary>
    public FolderDrawing(string text)
    {
        foreach (Match node in LabelledNode().Matches(text)) _labels.Add(node.Groups[1].Value, node.Groups[2].Value);
        foreach (var line in LabelledNode().Replace(text, "$1").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var steps = line.Split("-->").Select(step => step.Split('&', StringSplitOptions.TrimEntries)).ToList();
            Arrows.UnionWith(steps.Zip(steps.Skip(1)).SelectMany(pair =>
                from used in pair.First from user in pair.Second select (FolderOf(used), FolderOf(user))));
        }
    }

    /// <summary>The arrows.</summary>
    public HashSet<(string From, string To)> Arrows { get; } = [];

    /// <summary>Whether arrows lead from one folder to another.</summary>
    public bool Leads(string from, string to) =>
        Arrows.Any(arrow => arrow.From == from && (arrow.To == to || Leads(arrow.To, to)));

    /// <summary>The node of a folder: its own, or that of the folder around it.</summary>
    public string NodeOf(string folder) =>
        Arrows.Any(arrow => arrow.From == folder || arrow.To == folder) || !folder.Contains('/')
            ? folder
            : folder[..folder.IndexOf('/', StringComparison.Ordinal)];

    private string FolderOf(string node) => _labels.GetValueOrDefault(node, node);

    [GeneratedRegex("""(\w+)\["([^"]+)"\]""")]
    private static partial Regex LabelledNode();
}
