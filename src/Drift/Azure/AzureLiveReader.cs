using System.Collections.Immutable;
using Azure.Core.Pipeline;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Drift.Azure;

/// <summary>
/// Reads a subscription from Azure Resource Manager: its network security groups with rules and default rules, and what lies around them.
/// </summary>
/// <param name="pipeline">Sends requests, signs them and retries.</param>
/// <param name="endpoint">The address of Azure Resource Manager.</param>
/// <param name="subscription">The id of the subscription.</param>
internal sealed class AzureLiveReader(HttpPipeline pipeline, Uri endpoint, string subscription) : ILiveReader
{
    /// <summary>The version of the API whose members are known.</summary>
    public const string ApiVersion = "2024-05-01";

    private readonly AzureRequests _requests = new(pipeline, endpoint);
    private readonly string _place = $"Azure subscription {subscription}";
    private GroupQuery? _query;
    private bool _hasFailed;

    /// <summary>Reads all groups of the subscription, which come in one with everything about them.</summary>
    /// <param name="query">The groups that are looked for; Azure has no search for them.</param>
    /// <param name="tagsOnly">Whether only the groups' tags are needed.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<LiveSurvey> ReadGroupsAsync(GroupQuery query, bool tagsOnly, CancellationToken token)
    {
        _query = query;
        var groups = ImmutableArray.CreateBuilder<LiveGroup>();
        var problems = new ItemProblems();
        var rules = new AzureRuleCache();
        try
        {
            var path = $"/subscriptions/{subscription}/providers/Microsoft.Network/networkSecurityGroups";
            await foreach (var page in _requests.ListAsync(path, ApiVersion, _place, token).ConfigureAwait(false))
            {
                groups.AddRange(page.Get("value").Items().Select(group => AzureJsonReader.ReadGroup(group, _place, rules)));
                // An unknown member may lead to more groups than nextLink does.
                problems.AddUnknown(page, AzurePage.Members);
            }

            return new LiveSurvey(groups.ToImmutable(), problems.All);
        }
        catch (LiveFormatException malformed)
        {
            return Failed(malformed.Problem);
        }
        catch (Exception failed) when (AzureFailures.Instance.IsExpected(failed))
        {
            return Failed(
                AzureFailures.Instance.Explain(
                    _place, "The network security groups could not be read", failed, _requests.LastFailure));
        }

        LiveSurvey Failed(Problem problem)
        {
            _hasFailed = true;
            return new LiveSurvey(groups.ToImmutable(), [.. problems.All, problem]);
        }
    }

    /// <inheritdoc/>
    public async Task<LiveSurvey> ReadSurroundingsAsync(LiveSurvey survey, CancellationToken token)
    {
        // A cloud that could not be asked for groups is not asked for more.
        if (_hasFailed) return survey;
        var calls = new AzureSurroundingsCalls(_requests, subscription, _place);
        return survey with { Surroundings = await calls.ReadAsync([.. survey.Groups.Where(IsLookedFor)], token).ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public Task<LiveSurvey> ReadRulesAsync(LiveSurvey survey, IReadOnlySet<string> groupIds, CancellationToken token) =>
        Task.FromResult(survey);

    /// <summary>The pipeline is shared by all subscriptions, and not the reader's to dispose.</summary>
    public void Dispose()
    {
    }

    private bool IsLookedFor(LiveGroup group) =>
        _query is null
        || _query.Ids.Any(id => AzureIds.IsMeant(group, id))
        || (group.Tags is { } tags && tags.TryGetValue(PlanTags.Instance, out var instance) && _query.Instances.Contains(instance));
}
