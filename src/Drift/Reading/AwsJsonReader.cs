using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Drift.Reading;

/// <summary>Reads what <c>aws ec2 describe-security-groups</c> and <c>describe-security-group-rules</c> print.</summary>
internal static class AwsJsonReader
{
    /// <summary>Programs that write what the client for Python gave leave its metadata in.</summary>
    private static readonly JsonMembers DocumentMembers = new("SecurityGroups", "SecurityGroupRules", "NextToken", "ResponseMetadata");

    private static readonly JsonMembers GroupMembers =
        new("GroupId", "IpPermissionsEgress", "Tags", "VpcId", "SecurityGroupArn", "OwnerId", "GroupName", "Description", "IpPermissions");

    private static readonly JsonMembers PermissionMembers = new("IpProtocol", "FromPort", "ToPort", "UserIdGroupPairs", "IpRanges", "Ipv6Ranges", "PrefixListIds");

    private static readonly JsonMembers RangeMembers = new("Description", "CidrIp");

    private static readonly JsonMembers Ipv6RangeMembers = new("Description", "CidrIpv6");

    private static readonly JsonMembers ListMembers = new("Description", "PrefixListId");

    private static readonly JsonMembers ReferenceMembers = new("Description", "UserId", "GroupName", "GroupId", "VpcId", "VpcPeeringConnectionId", "PeeringStatus");

    private static readonly JsonMembers RuleMembers = new(
        "SecurityGroupRuleId", "GroupId", "GroupOwnerId", "IsEgress", "IpProtocol", "FromPort", "ToPort",
        "CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupInfo", "Description", "Tags", "SecurityGroupRuleArn");

    /// <summary>Whether a document is one of these.</summary>
    public static bool Knows(JsonPlace root) => root.Find("SecurityGroups") is not null || root.Find("SecurityGroupRules") is not null;

    /// <summary>The groups of a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="place">Where the groups lie, for people.</param>
    public static LiveSurvey Read(JsonPlace root, string place)
    {
        root.RejectUnknown(DocumentMembers);
        var problems = ImmutableArray.CreateBuilder<string>();
        if (root.Find("NextToken") is not null)
            problems.Add(root.Mistake("ends with a NextToken: further pages are missing. Export without --max-items or --no-paginate").Message);

        var groups = root.List("SecurityGroups").Select(group => ReadGroup(group, place)).ToList();
        var withRules = ReadRules(root, place, problems);
        foreach (var known in withRules)
        {
            var index = groups.FindIndex(group => group.Id == known.Id);
            if (index < 0) groups.Add(known);
            else groups[index] = WithRules(groups[index], known.Rules, known.Problems);
        }

        foreach (var twice in groups.GroupBy(group => group.Id, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
            problems.Add(root.Mistake($"has the group {twice.Key} twice").Message);
        return new LiveSurvey([.. groups], problems.ToImmutable());
    }

    /// <summary>
    /// A group with its rules as the other call tells them, which has their ids and tags. Both calls must permit the same, or one of them was
    /// made before a change and the other after it.
    /// </summary>
    public static LiveGroup WithRules(LiveGroup group, ImmutableArray<LiveRule> rules, ImmutableArray<string> problems)
    {
        var byPermission = FlowSet.From(group.Rules.SelectMany(rule => rule.Matches));
        var byRule = FlowSet.From(rules.SelectMany(rule => rule.Matches));
        ImmutableArray<string> differing = byPermission == byRule || !group.Problems.IsEmpty || !problems.IsEmpty
            ? []
            : ["the group's permissions and its rules say different things: it was changed or deleted while it was read. Read it again."];
        return group with { Rules = rules, Problems = [.. group.Problems, .. problems, .. differing] };
    }

    private static LiveGroup ReadGroup(JsonPlace group, string place)
    {
        var id = "(group without an id)";
        var live = new LiveGroup(Cloud.Aws, id, "");
        try
        {
            var problems = ImmutableArray.CreateBuilder<string>();
            id = group.NeedText("GroupId");
            live = new LiveGroup(Cloud.Aws, id, group.Text("GroupName") ?? id)
            {
                Place = place,
                Description = group.Text("Description"),
                Tags = LiveTags.FromPairs(group.List("Tags"), problems),
            };
            var rules = ImmutableArray.CreateBuilder<LiveRule>();
            // What it means for the rules cannot be told, and the rules are shown all the same.
            if (GroupMembers.ProblemOf(group.Element) is { } unknown) problems.Add(group.Mistake(unknown).Message);
            ReadPermissions(group.Get("IpPermissions"), Direction.Inbound, rules, problems);
            ReadPermissions(group.Get("IpPermissionsEgress"), Direction.Outbound, rules, problems);
            return live with { Rules = rules.ToImmutable(), Problems = problems.ToImmutable() };
        }
        catch (LiveFormatException problem)
        {
            return live with { Problems = [problem.Message] };
        }
    }

    /// <summary>What can be read is kept, so that a foreign rule is seen even beside one that cannot be understood.</summary>
    private static void ReadPermissions(JsonPlace list, Direction direction, ImmutableArray<LiveRule>.Builder rules, ImmutableArray<string>.Builder problems)
    {
        foreach (var permission in list.Items())
        {
            try
            {
                rules.AddRange(ReadPermission(permission, direction));
            }
            catch (LiveFormatException problem)
            {
                problems.Add(problem.Message);
            }
        }
    }

    private static IEnumerable<LiveRule> ReadPermission(JsonPlace permission, Direction direction)
    {
        permission.RejectUnknown(PermissionMembers);
        var protocol = permission.Text("IpProtocol");
        var (from, to) = (permission.Number("FromPort"), permission.Number("ToPort"));
        var rules = new List<LiveRule>();
        Add("IpRanges", RangeMembers, "CidrIp", text => AwsRuleText.Prefix(text, AddressFamily.IPv4));
        Add("Ipv6Ranges", Ipv6RangeMembers, "CidrIpv6", text => AwsRuleText.Prefix(text, AddressFamily.IPv6));
        Add("PrefixListIds", ListMembers, "PrefixListId", RemoteScope.OfGroup);
        Add("UserIdGroupPairs", ReferenceMembers, "GroupId", RemoteScope.OfGroup);
        if (rules.Count == 0) throw permission.Mistake("names no remote side that this program knows (CIDR, prefix list, group)");
        return rules;

        void Add(string list, JsonMembers known, string member, Func<string, RemoteScope> remote)
        {
            foreach (var item in permission.List(list))
            {
                item.RejectUnknown(known);
                var match = Understood(item, () => AwsRuleText.Match(direction, protocol, from, to, remote(item.NeedText(member))));
                rules.Add(new LiveRule(match.ToString(), direction, [match]) { Description = item.Text("Description") });
            }
        }
    }

    private static List<LiveGroup> ReadRules(JsonPlace root, string place, ImmutableArray<string>.Builder problems)
    {
        var groups = new Dictionary<string, (ImmutableArray<LiveRule>.Builder Rules, ImmutableArray<string>.Builder Problems)>(StringComparer.Ordinal);
        foreach (var rule in root.List("SecurityGroupRules"))
        {
            string groupId;
            try
            {
                groupId = rule.NeedText("GroupId");
            }
            catch (LiveFormatException problem)
            {
                problems.Add(problem.Message);
                continue;
            }

            if (!groups.TryGetValue(groupId, out var group))
                groups[groupId] = group = (ImmutableArray.CreateBuilder<LiveRule>(), ImmutableArray.CreateBuilder<string>());
            try
            {
                group.Rules.Add(ReadRule(rule));
            }
            catch (LiveFormatException problem)
            {
                group.Problems.Add(problem.Message);
            }
        }

        return [.. groups.Select(group => new LiveGroup(Cloud.Aws, group.Key, group.Key) { Place = place, Tags = null, Rules = group.Value.Rules.ToImmutable(), Problems = group.Value.Problems.ToImmutable() })];
    }

    private static LiveRule ReadRule(JsonPlace rule)
    {
        rule.RejectUnknown(RuleMembers);
        var direction = rule.NeedFlag("IsEgress") ? Direction.Outbound : Direction.Inbound;
        var remotes = new List<RemoteScope>();
        if (rule.Text("CidrIpv4") is { } v4) remotes.Add(Understood(rule, () => AwsRuleText.Prefix(v4, AddressFamily.IPv4)));
        if (rule.Text("CidrIpv6") is { } v6) remotes.Add(Understood(rule, () => AwsRuleText.Prefix(v6, AddressFamily.IPv6)));
        if (rule.Text("PrefixListId") is { } list) remotes.Add(Understood(rule, () => RemoteScope.OfGroup(list)));
        if (rule.Find("ReferencedGroupInfo") is { } referenced)
        {
            referenced.RejectUnknown(ReferenceMembers);
            remotes.Add(Understood(referenced, () => RemoteScope.OfGroup(referenced.NeedText("GroupId"))));
        }

        if (remotes.Count != 1) throw rule.Mistake($"names {remotes.Count} remote sides that this program knows (CIDR, prefix list, group) instead of one");
        var match = Understood(rule, () => AwsRuleText.Match(direction, rule.Text("IpProtocol"), rule.Number("FromPort"), rule.Number("ToPort"), remotes[0]));
        return new LiveRule(rule.NeedText("SecurityGroupRuleId"), direction, [match])
        {
            Description = rule.Text("Description"),
            Tags = LiveTags.FromPairs(rule.List("Tags")),
        };
    }

    private static T Understood<T>(JsonPlace place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw place.Mistake($"cannot be understood: {problem.Message}");
        }
    }
}
