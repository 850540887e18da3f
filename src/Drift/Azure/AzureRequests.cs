using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Starface.Drift.Json;
using Starface.Policy;

namespace Starface.Drift.Azure;

/// <summary>Asks Azure Resource Manager for lists, page by page.</summary>
/// <param name="pipeline">Sends requests, signs them and retries.</param>
/// <param name="endpoint">The address of Azure Resource Manager, the only one that gets the token.</param>
internal sealed class AzureRequests(HttpPipeline pipeline, Uri endpoint)
{
    private const int MostPages = 10_000;

    /// <summary>
    /// How the last attempt failed, or null when it did not. Where the time is up between two attempts, nothing else tells what went wrong.
    /// </summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>The pages of a list, whose <c>nextLink</c> leads to the next one.</summary>
    /// <param name="path">The path of the list.</param>
    /// <param name="version">The version of the API.</param>
    /// <param name="place">Where the list is, for people.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="FormatException">The pages are not complete, or lead to another host.</exception>
    public async IAsyncEnumerable<JsonCursor> ListAsync(
        string path, string version, string place, [EnumeratorCancellation] CancellationToken token)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = AddressOf(path, version);
        for (var page = 1; page <= MostPages; page++)
        {
            // A link that comes again would mean reading for ever, or that a page is missing.
            if (!seen.Add(next.AbsoluteUri)) throw Repeated("nextLink");
            var root = Parse(await SendAsync(RequestMethod.Get, next, null, token).WaitAsync(token).ConfigureAwait(false), place, page);
            yield return root;
            if (root.Text("nextLink") is not { Length: > 0 } link) yield break;
            next = Following(link);
        }

        throw Endless();
    }

    /// <summary>The pages of a query, whose <c>skipToken</c> goes into the next request.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public async IAsyncEnumerable<JsonCursor> QueryAsync(
        string path, string version, string place, [EnumeratorCancellation] CancellationToken token)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var address = AddressOf(path, version);
        var skip = "";
        for (var page = 1; page <= MostPages; page++)
        {
            if (!seen.Add(skip)) throw Repeated("skipToken");
            var body = skip.Length == 0 ? "{}" : $$"""{"skipToken":"{{JsonEncodedText.Encode(skip)}}"}""";
            var root = Parse(await SendAsync(RequestMethod.Post, address, body, token).WaitAsync(token).ConfigureAwait(false), place, page);
            yield return root;
            if (root.Text("skipToken") is not { Length: > 0 } following) yield break;
            skip = following;
        }

        throw Endless();
    }

    private static FormatException Repeated(string member) =>
        new($"the list gave the same {member} twice, so its pages are not complete");

    private static FormatException Endless() => new("the list does not come to an end of its pages");

    private static JsonCursor Parse(ReadOnlyMemory<byte> json, string place, int page) =>
        JsonCursor.Parse(json, new Place { Source = string.Create(CultureInfo.InvariantCulture, $"{place}, page {page}") });

    /// <summary>The address of a path, which has ids that came from answers: it must not lead elsewhere.</summary>
    private Uri AddressOf(string path, string version)
    {
        var segments = path.Split('/');
        if (segments[0].Length > 0 || segments.Skip(1).Any(segment => segment is "" or "." or ".."))
            throw new FormatException($"'{path}' is not a valid resource id");
        var escaped = string.Join('/', segments.Select(Uri.EscapeDataString));
        return new Uri(endpoint, $"{escaped}?api-version={version}");
    }

    /// <summary>The next page. The token is sent only to the host it was made for.</summary>
    private Uri Following(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var next) && next.Scheme == endpoint.Scheme && next.Authority == endpoint.Authority
            ? next
            : throw new FormatException("the list's nextLink leads to another host, which gets no token");

    private async Task<ReadOnlyMemory<byte>> SendAsync(RequestMethod method, Uri address, string? body, CancellationToken token)
    {
        using var message = pipeline.CreateMessage();
        AttemptPolicy.Watch(message, failure => LastFailure = failure);
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        if (body is not null)
        {
            message.Request.Headers.Add("Content-Type", "application/json");
            message.Request.Content = RequestContent.Create(Encoding.UTF8.GetBytes(body));
        }

        await pipeline.SendAsync(message, token).ConfigureAwait(false);
        if (message.Response.Status != 200) throw new RequestFailedException(message.Response);
        return message.Response.Content.ToMemory();
    }
}
