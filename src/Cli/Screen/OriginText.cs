using Starface.Policy;

namespace Starface.Cli.Screen;

/// <summary>Services and rows as tables show them.</summary>
internal static class OriginText
{
    /// <summary>The header over them.</summary>
    public const string Header = "Service (open to): row";

    /// <summary>
    /// One line for each service and row, with the peer groups or hosts the service is open to and the policies that it is included from.
    /// </summary>
    /// <param name="origins">The origins, in order.</param>
    public static string[] Lines(IEnumerable<Origin> origins) =>
    [
        .. origins.GroupBy(origin => new { origin.Service, origin.Source }).Select(row =>
        {
            var remotes = row.Select(origin => origin.PeerGroup ?? origin.Host).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var openTo = remotes.Count == 0 ? "" : $" ({string.Join(", ", remotes)})";
            var policies = row.Select(origin => origin.IncludedFrom).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var included = policies.Count == 0 ? "" : $" [included from {string.Join(", ", policies)}]";
            return $"{row.Key.Service}{openTo}: {row.Key.Source}{included}";
        }),
    ];
}
