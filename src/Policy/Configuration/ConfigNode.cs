using System.Collections.Immutable;

namespace Starface.Policy.Configuration;

/// <summary>
/// A node of a configuration, whichever format it came from: the command line reads it from YAML with places, a Pulumi program from
/// Pulumi's own config without them.
/// </summary>
/// <param name="Place">Where it is, or null when the source has no places.</param>
internal abstract record ConfigNode(Place? Place)
{
    /// <summary>What the node is, as messages write it.</summary>
    internal abstract string Kind { get; }
}

/// <summary>A single value.</summary>
/// <param name="Text">The value as a program receives it; empty for a null.</param>
/// <param name="Place">Where it is.</param>
internal sealed record ConfigScalar(string Text, Place? Place = null) : ConfigNode(Place)
{
    /// <summary>
    /// What the value is. A number may have lost zeros or its notation on the way (<c>7.10</c> arrives as 7.1), so that it cannot stand
    /// for a text.
    /// </summary>
    public ScalarForm Form { get; init; }

    /// <summary>The value as the source has it.</summary>
    public string Written { get; init; } = Text;

    internal override string Kind => Text.Length == 0 ? "nothing" : $"the value '{Written}'";
}

/// <summary>A list of nodes.</summary>
/// <param name="Items">The nodes.</param>
/// <param name="Place">Where it is.</param>
internal sealed record ConfigList(ImmutableArray<ConfigNode> Items, Place? Place = null) : ConfigNode(Place)
{
    internal override string Kind => Items.IsEmpty ? "an empty list" : "a list";
}

/// <summary>A map from keys to nodes, in the order of the file.</summary>
/// <param name="Entries">The entries.</param>
/// <param name="Place">Where it is.</param>
internal sealed record ConfigMap(ImmutableArray<ConfigEntry> Entries, Place? Place = null) : ConfigNode(Place)
{
    internal override string Kind => "a map";

    /// <summary>The node of a key, or null.</summary>
    /// <param name="key">The key; letter case counts.</param>
    public ConfigNode? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
}

/// <summary>An entry of a map.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The node.</param>
/// <param name="Place">Where the key is.</param>
internal sealed record ConfigEntry(string Key, ConfigNode Value, Place? Place = null);
