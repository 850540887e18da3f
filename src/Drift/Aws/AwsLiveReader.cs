using System.Collections.Immutable;
using Amazon.EC2.Model;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>Reads security groups from EC2: all pages, and prefix lists as their entries.</summary>
/// <remarks>
/// A group comes with its permissions, which are all that its rules permit. The ids and tags of rules take another call and only serve to
/// name a rule, so that they are read for some groups only: those of which there is more to say than that they are in sync.
/// </remarks>
/// <param name="client">
/// The client of one region and account, which the reader disposes. Its calls follow each other, so that its last answer is the one that
/// was awaited.
/// </param>
/// <param name="access">The region and account.</param>
internal sealed class AwsLiveReader(Ec2Client client, AwsAccess access) : ILiveReader
{
    private readonly string _place = access.Place;
    private readonly AwsJsonReader _reader = new(access.Place);
    private readonly LiveAccess _access = new(
        access.Region ?? client.Config.RegionEndpoint?.SystemName ?? client.Config.AuthenticationRegion ?? "")
    {
        Profile = access.Profile,
        RoleArn = access.RoleArn,
        Endpoint = access.Endpoint?.OriginalString,
    };

    private static Problem RulesUnread { get; } =
        Problem.Error(ProblemIds.SourceUnread, "The group's rules were not read, since reading the groups failed");

    /// <summary>Whether reading the groups failed; then the rules are not asked for either.</summary>
    private bool _hasFailed;

    /// <inheritdoc/>
    public async Task<LiveSurvey> ReadGroupsAsync(GroupQuery query, bool tagsOnly, CancellationToken token)
    {
        var groups = new Dictionary<string, LiveGroup>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        try
        {
            foreach (var ids in query.Ids.Distinct(StringComparer.Ordinal).Chunk(AwsPaging.FilterValues))
                await AddGroupsAsync(groups, problems, new Filter("group-id", [.. ids]), token).ConfigureAwait(false);
            if (!query.Instances.IsEmpty)
            {
                // Few instances are asked for by name, many by the key, which is one search.
                var filter = query.Instances.Length > AwsPaging.FilterValues
                    ? new Filter("tag-key", [PlanTags.Instance])
                    : new Filter("tag:" + PlanTags.Instance, [.. query.Instances]);
                await AddGroupsAsync(groups, problems, filter, token).ConfigureAwait(false);
            }
        }
        catch (Exception failed) when (AwsFailures.Instance.IsExpected(failed))
        {
            var problem = AwsFailures.Instance.Explain(_place, "The security groups could not be read", failed, client.LastFailure);
            _hasFailed = true;
            return new LiveSurvey([.. groups.Values.Select(WithoutRules)], [.. problems, problem]);
        }

        if (tagsOnly) return new LiveSurvey([.. groups.Values], [.. problems]);
        ImmutableArray<LiveGroup> ordered = [.. groups.Values.OrderBy(group => group.Id, StringComparer.Ordinal)];
        return await WithPrefixListsAsync(ordered, query.PrefixLists, [.. problems], token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<LiveSurvey> ReadRulesAsync(LiveSurvey survey, IReadOnlySet<string> groupIds, CancellationToken token)
    {
        if (_hasFailed) return survey;
        var named = new Dictionary<string, LiveGroup>(StringComparer.Ordinal);
        foreach (var some in survey.Groups.Where(group => groupIds.Contains(group.Id)).Chunk(AwsPaging.FilterValues))
        {
            foreach (var group in await WithRulesAsync(some, token).ConfigureAwait(false)) named[group.Id] = group;
        }

        return survey with { Groups = [.. survey.Groups.Select(group => named.GetValueOrDefault(group.Id, group))] };
    }

    /// <inheritdoc/>
    public async Task<LiveSurvey> ReadSurroundingsAsync(LiveSurvey survey, CancellationToken token)
    {
        if (_hasFailed) return survey;
        var found = new AwsSurroundings(_place);
        var calls = new AwsSurroundingsCalls(client, _place, found);
        await calls.ReadInterfacesAsync(survey.Groups.Select(group => group.Id), token).ConfigureAwait(false);
        var known = survey.Groups.Select(group => group.Id).ToHashSet(StringComparer.Ordinal);
        string[] others = [.. found.GroupIds.Where(known.Add).Order(StringComparer.Ordinal)];
        var groups = await ReadOthersAsync(others, token).ConfigureAwait(false);
        await calls.ReadLayersAsync(token).ConfigureAwait(false);
        return survey with { Groups = [.. survey.Groups, .. groups], Surroundings = found.Build() };
    }

    /// <summary>
    /// Reads groups that were not looked for, such as those beside an instance's own on its interfaces. One that another account shares is
    /// not found here.
    /// </summary>
    private async Task<ImmutableArray<LiveGroup>> ReadOthersAsync(string[] ids, CancellationToken token)
    {
        var groups = new Dictionary<string, LiveGroup>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        try
        {
            foreach (var some in ids.Chunk(AwsPaging.FilterValues))
                await AddGroupsAsync(groups, problems, new Filter("group-id", [.. some]), token).ConfigureAwait(false);
        }
        catch (Exception failed) when (AwsFailures.Instance.IsExpected(failed))
        {
            problems.Add(AwsFailures.Instance.Explain(_place, "The security groups could not be read", failed, client.LastFailure));
        }

        if (problems.Count > 0)
        {
            foreach (var id in ids.Where(id => !groups.ContainsKey(id)))
                groups[id] = new LiveGroup(AwsTarget.Instance, id, id) { Place = _place, Access = _access, Tags = null };
        }

        ImmutableArray<LiveGroup> ordered =
        [
            .. groups.Values.OrderBy(group => group.Id, StringComparer.Ordinal)
                .Select(group => group with { Problems = [.. group.Problems, .. problems] }),
        ];
        return (await WithPrefixListsAsync(ordered, [], [], token).ConfigureAwait(false)).Groups;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static LiveGroup WithoutRules(LiveGroup group) =>
        group with { Problems = [.. group.Problems, RulesUnread] };

    private async Task AddGroupsAsync(Dictionary<string, LiveGroup> groups, List<Problem> problems, Filter filter, CancellationToken token)
    {
        await foreach (var page in PagesAsync(
            AwsCall.SecurityGroups,
            (size, next) => client.DescribeSecurityGroupsAsync(
                new DescribeSecurityGroupsRequest { Filters = [filter], MaxResults = size, NextToken = next }, token),
            token).ConfigureAwait(false))
        {
            page.ForEach(new Place { Source = _place }, Add, problems.Add);
        }

        void Add(JsonCursor item)
        {
            var group = _reader.ReadGroup(item);
            if (group.Id == NamelessGroup.Id) problems.AddRange(group.Problems);
            else groups[group.Id] = group with { Access = _access };
        }
    }

    private async Task<IEnumerable<LiveGroup>> WithRulesAsync(LiveGroup[] groups, CancellationToken token)
    {
        var rules = groups.ToDictionary(
            group => group.Id,
            _ => (Rules: ImmutableArray.CreateBuilder<LiveRule>(), Problems: ImmutableArray.CreateBuilder<Problem>()),
            StringComparer.Ordinal);
        try
        {
            var filter = new Filter("group-id", [.. groups.Select(group => group.Id)]);
            await foreach (var page in PagesAsync(
                AwsCall.SecurityGroupRules,
                (size, next) => client.DescribeSecurityGroupRulesAsync(
                    new DescribeSecurityGroupRulesRequest { Filters = [filter], MaxResults = size, NextToken = next }, token),
                token).ConfigureAwait(false))
            {
                page.ForEach(new Place { Source = _place }, Add, AddToAll);
            }
        }
        catch (Exception failed) when (AwsFailures.Instance.IsExpected(failed))
        {
            var problem = AwsFailures.Instance.Explain(_place, "The rules could not be read", failed, client.LastFailure);
            // The permissions came with the groups themselves; they show what is too much even now.
            return groups.Select(group => group with { Problems = [.. group.Problems, problem] });
        }

        return groups.Select(group => AwsRules.Join(group, rules[group.Id].Rules.ToImmutable(), rules[group.Id].Problems.ToImmutable()));

        void Add(JsonCursor item)
        {
            if (!rules.TryGetValue(item.NeedText("GroupId"), out var group)) return;
            try
            {
                group.Rules.Add(_reader.ReadRule(item));
            }
            catch (LiveFormatException problem)
            {
                var named = item.Text("SecurityGroupRuleId") is { Length: > 0 } id ? $"Rule {id}: " : "";
                group.Problems.Add(problem.Problem with { Message = named + problem.Problem.Message });
            }
        }

        // The rule does not tell its group, so that it may be any group's.
        void AddToAll(Problem problem)
        {
            foreach (var group in rules.Values) group.Problems.Add(problem);
        }
    }

    private async Task<LiveSurvey> WithPrefixListsAsync(
        ImmutableArray<LiveGroup> groups, ImmutableArray<string> planned, ImmutableArray<Problem> problems, CancellationToken token)
    {
        var ids = groups.SelectMany(ListsOf).Concat(planned).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var lists = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<Prefix>>(StringComparer.Ordinal);
        var failures = new Dictionary<string, Problem>(StringComparer.Ordinal);
        foreach (var id in ids)
        {
            try
            {
                lists[id] = await ReadEntriesAsync(id, token).ConfigureAwait(false);
            }
            catch (Exception failed) when (AwsFailures.Instance.IsExpected(failed))
            {
                var what = $"The entries of prefix list {id} could not be read";
                failures[id] = AwsFailures.Instance.Explain(_place, what, failed, client.LastFailure);
            }
        }

        var known = lists.ToImmutable();
        return new LiveSurvey([.. groups.Select(WithLists)], problems);

        LiveGroup WithLists(LiveGroup group)
        {
            var failed = ListsOf(group).Where(failures.ContainsKey).Distinct(StringComparer.Ordinal).Select(id => failures[id]);
            return group with { PrefixLists = known, Problems = [.. group.Problems, .. failed] };
        }
    }

    private async Task<ImmutableArray<Prefix>> ReadEntriesAsync(string list, CancellationToken token)
    {
        var entries = ImmutableArray.CreateBuilder<Prefix>();
        await foreach (var page in PagesAsync(
            AwsCall.PrefixListEntries,
            (size, next) => client.GetManagedPrefixListEntriesAsync(
                new GetManagedPrefixListEntriesRequest { PrefixListId = list, MaxResults = size, NextToken = next }, token),
            token).ConfigureAwait(false))
        {
            page.ForEach(
                new Place { Source = _place },
                entry => entries.Add(PrefixListReader.Entry(entry)),
                problem => throw new FormatException(problem.Text));
        }

        return entries.ToImmutable();
    }

    private static IEnumerable<string> ListsOf(LiveGroup group) => group.Rules
        .SelectMany(rule => rule.Matches)
        .Select(match => match.Remote.Group)
        .OfType<string>()
        .Where(name => name.StartsWith("pl-", StringComparison.Ordinal));

    private IAsyncEnumerable<AwsPage> PagesAsync(AwsCall call, Func<int?, string?, Task> ask, CancellationToken token) =>
        AwsPaging.ReadAsync(client, call, ask, token);
}
