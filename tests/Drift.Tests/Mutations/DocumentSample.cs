using System.Collections.Immutable;
using Starface.Drift.Live;

namespace Starface.Drift.Tests.Mutations;

/// <summary>A valid document of a kind that a command reads, with the commands that read it.</summary>
/// <param name="Kind">The kind: what writes it, or what people call it.</param>
/// <param name="File">Its name in the folder.</param>
/// <param name="Text">Its text.</param>
/// <param name="Commands">The commands that read it.</param>
internal sealed record DocumentSample(string Kind, string File, string Text, ImmutableArray<string[]> Commands)
{
    /// <summary>The other files of the folder, by their names.</summary>
    public IEnumerable<KeyValuePair<string, string>> Others { get; init; } = [];

    /// <summary>The services and policies.</summary>
    public required Policy.PolicyCatalog Catalog { get; init; }

    /// <summary>The clouds, where they are not the shipped ones.</summary>
    public CloudConnectors? Connectors { get; init; }

    /// <summary>Makes a changed document look untouched to what proves that.</summary>
    public Func<byte[], byte[]>? Sign { get; init; }

    /// <summary>The exit code of all its commands, where it is always the same one.</summary>
    public int? Always { get; init; }

    public override string ToString() => Kind;
}
