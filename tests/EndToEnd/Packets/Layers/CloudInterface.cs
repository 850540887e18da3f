using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Starface.Drift.Composition;
using Starface.Drift.Files;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.EndToEnd.Packets.Layers;

/// <summary>An interface with its layers, told twice: as the cloud's own tools print it, and as a ruleset of the kernel.</summary>
/// <param name="Cloud">The cloud.</param>
/// <param name="Id">The id of the interface.</param>
/// <param name="Documents">What the cloud's tools print, by the name of the file.</param>
/// <param name="Rules">The rules of all layers.</param>
/// <param name="Ruleset">The ruleset.</param>
internal sealed record CloudInterface(
    CloudTarget Cloud,
    string Id,
    ImmutableArray<(string File, JsonNode Content)> Documents,
    ImmutableArray<LayerRule> Rules,
    string Ruleset)
{
    /// <summary>Reads the documents as the product reads files.</summary>
    public LiveSurvey Read()
    {
        var folder = Directory.CreateTempSubdirectory("layers-");
        try
        {
            var files = Documents.Select(document => (Path: Path.Combine(folder.FullName, document.File), document.File)).ToList();
            foreach (var (document, file) in Documents.Zip(files)) File.WriteAllText(file.Path, document.Content.ToJsonString());
            return new LiveFileReader(ShippedConnectors.All).Read(files);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
