using System.Collections.Immutable;
using Amazon.EC2.Model;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;
using AddressFamily = Starface.Policy.Flows.AddressFamily;

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
    /// <summary>
    /// Of 5 to 1,000 that EC2 gives: until a page is read, its answer and the client's objects of it are held beside the groups.
    /// </summary>
    private const int GroupsPerPage = 200;

    /// <summary>The most that EC2 gives.</summary>
    private const int RulesPerPage = 1000;

    private readonly string _place = access.Place;
    private readonly StringInterner _texts = new();
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
        return await WithPrefixListsAsync(ordered, [.. problems], token).ConfigureAwait(false);
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
        return (await WithPrefixListsAsync(ordered, [], token).ConfigureAwait(false)).Groups;
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private static LiveGroup WithoutRules(LiveGroup group) =>
        group with { Problems = [.. group.Problems, RulesUnread] };

    private async Task AddGroupsAsync(Dictionary<string, LiveGroup> groups, List<Problem> problems, Filter filter, CancellationToken token)
    {
        await foreach (var page in AwsPaging.ReadAsync(
            "DescribeSecurityGroups",
            async next =>
            {
                var request = new DescribeSecurityGroupsRequest { Filters = [filter], MaxResults = GroupsPerPage, NextToken = next };
                var answer = await client.DescribeSecurityGroupsAsync(request, token).WaitAsync(token).ConfigureAwait(false);
                return (answer.SecurityGroups ?? [], answer.NextToken);
            }).ConfigureAwait(false))
        {
            foreach (var group in page)
                groups[group.GroupId ?? throw new FormatException("a group has no id")] = ToLive(group);
            problems.AddRange(client.LastAnswer.OfAll.Select(Here));
            foreach (var (id, problem) in client.LastAnswer.OfGroups)
            {
                if (groups.TryGetValue(id, out var group)) groups[id] = group with { Problems = [.. group.Problems, problem] };
                else problems.Add(Here(problem));
            }
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
            await foreach (var page in AwsPaging.ReadAsync(
                "DescribeSecurityGroupRules",
                async next =>
                {
                    var request = new DescribeSecurityGroupRulesRequest { Filters = [filter], MaxResults = RulesPerPage, NextToken = next };
                    var answer = await client.DescribeSecurityGroupRulesAsync(request, token).WaitAsync(token).ConfigureAwait(false);
                    return (answer.SecurityGroupRules ?? [], answer.NextToken);
                }).ConfigureAwait(false))
            {
                foreach (var rule in page)
                {
                    if (rules.TryGetValue(rule.GroupId ?? "", out var group)) Add(rule, group.Rules, group.Problems);
                }

                foreach (var (id, problem) in client.LastAnswer.OfGroups)
                {
                    if (rules.TryGetValue(id, out var group)) group.Problems.Add(problem);
                }

                // The rule does not tell its group, so that it may be any group's.
                foreach (var problem in client.LastAnswer.OfAll)
                {
                    foreach (var group in rules.Values) group.Problems.Add(problem);
                }
            }
        }
        catch (Exception failed) when (AwsFailures.Instance.IsExpected(failed))
        {
            var problem = AwsFailures.Instance.Explain(_place, "The rules could not be read", failed, client.LastFailure);
            // The permissions came with the groups themselves; they show what is too much even now.
            return groups.Select(group => group with { Problems = [.. group.Problems, problem] });
        }

        return groups.Select(group => AwsRules.Join(group, rules[group.Id].Rules.ToImmutable(), rules[group.Id].Problems.ToImmutable()));
    }

    private async Task<LiveSurvey> WithPrefixListsAsync(
        ImmutableArray<LiveGroup> groups, ImmutableArray<Problem> problems, CancellationToken token)
    {
        var ids = groups.SelectMany(ListsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
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
        var call = AwsCall.PrefixListEntries;
        await foreach (var page in AwsPaging.ReadAsync(
            call.Name,
            async next =>
            {
                var request = new GetManagedPrefixListEntriesRequest { PrefixListId = list, MaxResults = call.PageSize, NextToken = next };
                await client.GetManagedPrefixListEntriesAsync(request, token).WaitAsync(token).ConfigureAwait(false);
                return (client.LastPage, client.LastPage.NextToken);
            }).ConfigureAwait(false))
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

    private Problem Here(Problem problem) => problem with { Place = new Place { Source = _place } };

    private LiveGroup ToLive(SecurityGroup group)
    {
        var live = new LiveGroup(AwsTarget.Instance, group.GroupId, group.GroupName ?? group.GroupId)
        {
            Place = _place,
            Access = _access,
            Description = group.Description,
            Network = group.VpcId,
            Tags = TagsOf(group.Tags),
        };
        var rules = ImmutableArray.CreateBuilder<LiveRule>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var lists = new[] { (Direction.Inbound, group.IpPermissions), (Direction.Outbound, group.IpPermissionsEgress) };
        foreach (var (direction, permissions) in lists)
        {
            foreach (var permission in permissions ?? [])
            {
                try
                {
                    Add(permission, direction, rules);
                }
                catch (Exception problem) when (problem is FormatException or ArgumentException)
                {
                    problems.Add(
                        NotUnderstood(
                            $"An {RuleText.Describe(direction)} permission cannot be understood: {ForeignText.ToPhrase(problem)}"));
                }
            }
        }

        return live with { Rules = rules.ToImmutable(), Problems = problems.ToImmutable() };
    }

    /// <summary>What can be read is kept, so that a foreign rule is seen even beside a range that cannot be understood.</summary>
    private void Add(IpPermission permission, Direction direction, ImmutableArray<LiveRule>.Builder rules)
    {
        var before = rules.Count;
        foreach (var range in permission.Ipv4Ranges ?? [])
            Add(AwsRuleText.Prefix(range.CidrIp ?? "", AddressFamily.IPv4), range.Description);
        foreach (var range in permission.Ipv6Ranges ?? [])
            Add(AwsRuleText.Prefix(range.CidrIpv6 ?? "", AddressFamily.IPv6), range.Description);
        foreach (var list in permission.PrefixListIds ?? [])
            Add(RemoteScope.OfGroup(list.Id ?? ""), list.Description);
        foreach (var pair in permission.UserIdGroupPairs ?? [])
            Add(RemoteScope.OfGroup(pair.GroupId ?? ""), pair.Description);
        if (rules.Count == before) throw new FormatException("it names no remote side that this program knows");

        void Add(RemoteScope remote, string? description)
        {
            var match = AwsRuleText.Match(direction, permission.IpProtocol, permission.FromPort, permission.ToPort, remote);
            rules.Add(new LiveRule(_texts.Intern(match.ToString())!, direction, [match]) { Description = _texts.Intern(description) });
        }
    }

    private static void Add(SecurityGroupRule rule, ImmutableArray<LiveRule>.Builder rules, ImmutableArray<Problem>.Builder problems)
    {
        var id = rule.SecurityGroupRuleId ?? "(without an id)";
        try
        {
            if (rule.SecurityGroupRuleId is null) throw new FormatException("it has no id");
            var isEgress = rule.IsEgress ?? throw new FormatException("it does not say whether it is ingress or egress");
            var direction = isEgress ? Direction.Outbound : Direction.Inbound;
            var remotes = new List<RemoteScope>();
            if (rule.CidrIpv4 is { Length: > 0 } v4) remotes.Add(AwsRuleText.Prefix(v4, AddressFamily.IPv4));
            if (rule.CidrIpv6 is { Length: > 0 } v6) remotes.Add(AwsRuleText.Prefix(v6, AddressFamily.IPv6));
            if (rule.PrefixListId is { Length: > 0 } list) remotes.Add(RemoteScope.OfGroup(list));
            if (rule.ReferencedGroupInfo?.GroupId is { Length: > 0 } group) remotes.Add(RemoteScope.OfGroup(group));
            if (remotes.Count != 1)
                throw new FormatException($"it names {remotes.Count} remote sides that this program knows instead of one");
            rules.Add(new LiveRule(id, direction, [AwsRuleText.Match(direction, rule.IpProtocol, rule.FromPort, rule.ToPort, remotes[0])])
            {
                Description = rule.Description,
                Tags = TagsOf(rule.Tags),
            });
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            problems.Add(NotUnderstood($"Rule {id} cannot be understood: {ForeignText.ToPhrase(problem)}"));
        }
    }

    private static Problem NotUnderstood(string message) => Problem.Error(ProblemIds.NotUnderstood, message);

    private static ImmutableSortedDictionary<string, string> TagsOf(List<Tag>? tags)
    {
        var map = LiveTags.Empty.ToBuilder();
        foreach (var tag in tags ?? [])
            map[tag.Key ?? ""] = tag.Value ?? "";
        return map.ToImmutable();
    }
}
