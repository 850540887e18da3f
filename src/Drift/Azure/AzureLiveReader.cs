using System.Collections.Immutable;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;

namespace Starface.Drift.Azure;

/// <summary>Reads a subscription's network security groups from Azure Resource Manager: all pages, rules and default rules.</summary>
/// <param name="pipeline">Sends requests, signs them and retries.</param>
/// <param name="endpoint">The address of Azure Resource Manager.</param>
/// <param name="subscription">The id of the subscription.</param>
internal sealed class AzureLiveReader(HttpPipeline pipeline, Uri endpoint, string subscription) : ILiveReader
{
    /// <summary>The version whose members <see cref="AzureJsonReader"/> knows.</summary>
    public const string ApiVersion = "2024-05-01";

    private const int MostPages = 10_000;

    /// <summary>
    /// How the last attempt failed, or null when it did not. Where the time is up between two attempts, nothing else tells what went wrong.
    /// </summary>
    private Exception? _lastFailure;

    private readonly string _place = $"Azure subscription {subscription}";

    /// <summary>Reads all groups of the subscription, which come in one with everything about them.</summary>
    /// <param name="query">The groups that are looked for; Azure has no search for them.</param>
    /// <param name="tagsOnly">Whether only the groups' tags are needed.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<LiveSurvey> ReadGroupsAsync(GroupQuery query, bool tagsOnly, CancellationToken token)
    {
        var groups = ImmutableArray.CreateBuilder<LiveGroup>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        try
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var id = Uri.EscapeDataString(subscription);
            var next = new Uri(endpoint, $"/subscriptions/{id}/providers/Microsoft.Network/networkSecurityGroups?api-version={ApiVersion}");
            for (var page = 1; page <= MostPages; page++)
            {
                // A link that comes again would mean reading for ever, or that a page is missing.
                if (!seen.Add(next.AbsoluteUri))
                    throw new FormatException("the list gave the same nextLink twice, so its pages are not complete");
                var source = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_place}, page {page}");
                var root = JsonCursor.Parse(
                    await GetAsync(next, token).WaitAsync(token).ConfigureAwait(false), new Place { Source = source });
                groups.AddRange(root.Get("value").Items().Select(group => AzureJsonReader.ReadGroup(group, _place)));
                // An unknown member may lead to more groups than nextLink does.
                if (AzurePage.Members.ProblemOf(root.Element) is { } unknown) problems.Add(root.Error(unknown).Problem);
                if (root.Text("nextLink") is not { Length: > 0 } link) return new LiveSurvey(groups.ToImmutable(), problems.ToImmutable());
                next = Following(link);
            }

            throw new FormatException("the list does not come to an end of its pages");
        }
        catch (LiveFormatException malformed)
        {
            return new LiveSurvey(groups.ToImmutable(), [.. problems, malformed.Problem]);
        }
        catch (Exception failed) when (AzureFailures.Instance.IsExpected(failed))
        {
            var problem = AzureFailures.Instance.Explain(
                _place, "The network security groups could not be read", failed, _lastFailure);
            return new LiveSurvey(groups.ToImmutable(), [.. problems, problem]);
        }
    }

    /// <inheritdoc/>
    public Task<LiveSurvey> ReadRulesAsync(LiveSurvey survey, IReadOnlySet<string> groupIds, CancellationToken token) =>
        Task.FromResult(survey);

    /// <summary>The pipeline is shared by all subscriptions, and not the reader's to dispose.</summary>
    public void Dispose()
    {
    }

    /// <summary>The next page. The token is sent only to the host it was made for.</summary>
    private Uri Following(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var next) && next.Scheme == endpoint.Scheme && next.Authority == endpoint.Authority
            ? next
            : throw new FormatException("the list's nextLink leads to another host, which gets no token");

    private async Task<ReadOnlyMemory<byte>> GetAsync(Uri address, CancellationToken token)
    {
        using var message = pipeline.CreateMessage();
        AttemptPolicy.Watch(message, failure => _lastFailure = failure);
        message.Request.Method = RequestMethod.Get;
        message.Request.Uri.Reset(address);
        message.Request.Headers.Add("Accept", "application/json");
        await pipeline.SendAsync(message, token).ConfigureAwait(false);
        if (message.Response.Status != 200) throw new RequestFailedException(message.Response);
        return message.Response.Content.ToMemory();
    }
}
