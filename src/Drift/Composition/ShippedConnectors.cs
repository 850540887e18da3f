using Starface.Drift.Aws;
using Starface.Drift.Azure;
using Starface.Drift.Live;

namespace Starface.Drift.Composition;

/// <summary>
/// The clouds whose groups this version reads. Only the roots (the command line, tests, benchmarks) name this list; everything else
/// receives its connectors as an argument.
/// </summary>
internal static class ShippedConnectors
{
    /// <summary>The connectors.</summary>
    public static CloudConnectors All { get; } = new([new AwsConnector(), new AzureConnector()]);
}
