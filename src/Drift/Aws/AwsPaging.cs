using System.Runtime.CompilerServices;

namespace Starface.Drift.Aws;

/// <summary>Reads the pages of a call's answer.</summary>
internal static class AwsPaging
{
    /// <summary>The most values that one filter accepts.</summary>
    public const int FilterValues = 200;

    /// <summary>Far beyond what an account can hold.</summary>
    private const int MostPages = 10_000;

    /// <summary>All pages of a call. A token that comes again would mean reading for ever, or that a page is missing.</summary>
    /// <param name="client">The client that makes the call.</param>
    /// <param name="call">The call.</param>
    /// <param name="ask">Asks for so many items from a token, or from the beginning.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="FormatException">The pages do not come to an end.</exception>
    public static async IAsyncEnumerable<AwsPage> ReadAsync(
        Ec2Client client, AwsCall call, Func<int?, string?, Task> ask, [EnumeratorCancellation] CancellationToken token)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        for (var number = 0; number < MostPages; number++)
        {
            await ask(call.PageSize, next).WaitAsync(token).ConfigureAwait(false);
            var page = client.LastPage;
            yield return page;
            if (string.IsNullOrEmpty(page.NextToken)) yield break;
            if (!seen.Add(page.NextToken))
                throw new FormatException($"{call.Name} gave the same NextToken twice, so its pages are not complete");
            next = page.NextToken;
        }

        throw new FormatException($"{call.Name} does not come to an end of its pages");
    }
}
