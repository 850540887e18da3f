using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy.Comparison;

namespace Starface.Drift.Azure;

/// <summary>The files that the Azure command line prints.</summary>
internal sealed class AzureFiles : ICloudFiles
{
    /// <inheritdoc/>
    public ImmutableArray<string> Commands { get; } = ["az network nsg show", "az network nsg list"];

    /// <inheritdoc/>
    public LiveSurvey? Read(JsonCursor root, string display) => AzureJsonReader.CanRead(root) ? AzureJsonReader.Read(root, display) : null;
}
