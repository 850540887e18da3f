namespace Starface.Drift.Aws;

/// <summary>Reads the pages of a call's answer.</summary>
internal static class AwsPaging
{
    /// <summary>The most values that one filter accepts.</summary>
    public const int FilterValues = 200;

    /// <summary>Far beyond what an account can hold.</summary>
    private const int MostPages = 10_000;

    /// <summary>All pages of a call. A token that comes again would mean reading for ever, or that a page is missing.</summary>
    /// <param name="call">The name of the call.</param>
    /// <param name="read">Reads the page of a token, the first one without a token.</param>
    /// <exception cref="FormatException">The pages do not come to an end.</exception>
    public static async IAsyncEnumerable<T> ReadAsync<T>(string call, Func<string?, Task<(T Page, string? Next)>> read)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        for (var number = 0; number < MostPages; number++)
        {
            var (page, following) = await read(next).ConfigureAwait(false);
            yield return page;
            if (string.IsNullOrEmpty(following)) yield break;
            if (!seen.Add(following)) throw new FormatException($"{call} gave the same NextToken twice, so its pages are not complete");
            next = following;
        }

        throw new FormatException($"{call} does not come to an end of its pages");
    }
}
