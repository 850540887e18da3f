using Starface.Drift.Composition;
using Starface.Drift.Files;
using Starface.Policy.Comparison;

namespace Starface.Drift.Tests;

/// <summary>Files of the shipped clouds.</summary>
internal static class LiveFile
{
    public static LiveSurvey Parse(ReadOnlyMemory<byte> json, string display) =>
        new LiveFileReader(ShippedConnectors.All).Parse(json, display);

    public static LiveSurvey Read(IEnumerable<(string Path, string Display)> files) =>
        new LiveFileReader(ShippedConnectors.All).Read(files);
}
