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
    public static string[] Lines(ReadOnlySpan<Origin> origins)
    {
        var lines = new List<string>();
        while (!origins.IsEmpty)
        {
            var (service, source) = (origins[0].Service, origins[0].Source);
            var count = 1;
            while (count < origins.Length && origins[count].Service == service && origins[count].Source == source) count++;
            var row = origins[..count];
            var openTo = List(row, static origin => origin.PeerGroup ?? origin.Host, " (", ")");
            lines.Add($"{service}{openTo}: {source}{List(row, static origin => origin.IncludedFrom, " [included from ", "]")}");
            origins = origins[count..];
        }

        return [.. lines];
    }

    private static string List(ReadOnlySpan<Origin> row, Func<Origin, string?> nameOf, string before, string after)
    {
        var names = new List<string>();
        foreach (var origin in row)
        {
            if (nameOf(origin) is { } name && !names.Contains(name)) names.Add(name);
        }

        return names.Count == 0 ? "" : before + string.Join(", ", names) + after;
    }
}
