using System.CommandLine.Completions;
using Starface.Policy.Composition;

namespace Starface.Cli.Commands;

/// <summary>The clouds, as shells complete them.</summary>
internal static class CloudCompletions
{
    /// <summary>All of them.</summary>
    public static IEnumerable<CompletionItem> All => ShippedClouds.All.Select(cloud => new CompletionItem(cloud.Id));
}
