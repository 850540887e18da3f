using Starface.Policy;

namespace Starface.Cli.Rendering;

/// <summary>Services and rows as tables show them.</summary>
internal static class OriginText
{
    /// <summary>Each service with the peer groups or hosts it is open to, and below it its rows.</summary>
    /// <param name="origins">The origins, in order.</param>
    public static string[] Blocks(IEnumerable<Origin> origins)
    {
        var blocks = new List<string>();
        foreach (var service in origins.GroupBy(origin => origin.Service, StringComparer.Ordinal))
        {
            var remotes = service.Select(origin => origin.PeerGroup ?? origin.Host).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            blocks.Add(remotes.Count == 0 ? service.Key : $"{service.Key} ({string.Join(", ", remotes)})");
            blocks.AddRange(service.Select(origin => origin.Source).Distinct(StringComparer.Ordinal).Select(source => "  " + source));
        }

        return [.. blocks];
    }
}
