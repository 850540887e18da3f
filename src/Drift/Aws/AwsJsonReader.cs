using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>Reads what <c>aws ec2 describe-security-groups</c> and <c>describe-security-group-rules</c> print.</summary>
internal sealed class AwsJsonReader
{
    /// <summary>The members of a document. Programs that write the answers of the Python client keep its metadata.</summary>
    private static readonly KnownMembers DocumentMembers = new("SecurityGroups", "SecurityGroupRules", "NextToken", "ResponseMetadata");

    private static readonly KnownMembers GroupMembers =
        new("GroupId", "IpPermissionsEgress", "Tags", "VpcId", "SecurityGroupArn", "OwnerId", "GroupName", "Description", "IpPermissions");

    private static readonly KnownMembers PermissionMembers =
        new("IpProtocol", "FromPort", "ToPort", "UserIdGroupPairs", "IpRanges", "Ipv6Ranges", "PrefixListIds");

    private static readonly KnownMembers RangeMembers = new("Description", "CidrIp");

    private static readonly KnownMembers Ipv6RangeMembers = new("Description", "CidrIpv6");

    private static readonly KnownMembers ListMembers = new("Description", "PrefixListId");

    private static readonly KnownMembers ReferenceMembers =
        new("Description", "UserId", "GroupName", "GroupId", "VpcId", "VpcPeeringConnectionId", "PeeringStatus");

    private static readonly KnownMembers RuleMembers = new(
        "SecurityGroupRuleId", "GroupId", "GroupOwnerId", "IsEgress", "IpProtocol", "FromPort", "ToPort",
        "CidrIpv4", "CidrIpv6", "PrefixListId", "ReferencedGroupInfo", "Description", "Tags", "SecurityGroupRuleArn");

    private readonly string _place;
    private readonly StringInterner _texts = new();
    private readonly List<LiveGroup> _groups = [];
    private readonly Dictionary<string, (ImmutableArray<LiveRule>.Builder Rules, ImmutableArray<Problem>.Builder Problems)> _rules =
        new(StringComparer.Ordinal);
    private readonly ImmutableArray<Problem>.Builder _problems = ImmutableArray.CreateBuilder<Problem>();

    /// <summary>A reader of groups and rules.</summary>
    /// <param name="place">Where they are, for people.</param>
    public AwsJsonReader(string place) => _place = place;

    /// <summary>The lists of which a document begins with one.</summary>
    public static ReadOnlySpan<string> Lists => new[] { "SecurityGroups", "SecurityGroupRules" };

    /// <summary>Whether a document is the output of one of these calls.</summary>
    public static bool CanRead(JsonCursor root) => root.Find("SecurityGroups") is not null || root.Find("SecurityGroupRules") is not null;

    /// <summary>The groups of a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="place">Where the groups are, for people.</param>
    public static LiveSurvey Read(JsonCursor root, string place)
    {
        var reader = new AwsJsonReader(place);
        if (DocumentMembers.ProblemOf(root.Element) is { } unknown) reader._problems.Add(root.Error(unknown).Problem);
        if (root.Find("NextToken") is not null) reader._problems.Add(AwsFiles.FurtherPages(root).Problem);
        foreach (var group in root.List("SecurityGroups")) reader._groups.Add(reader.ReadGroup(group));
        foreach (var rule in root.List("SecurityGroupRules")) reader.AddRule(rule);
        return reader.Survey();
    }

    /// <summary>The groups of a document that begins with one of the <see cref="Lists"/>, group by group.</summary>
    /// <param name="stream">The document.</param>
    /// <param name="source">What it is called in messages, which is also where the groups are, for people.</param>
    /// <exception cref="LiveFormatException">It is not valid JSON, or is incomplete.</exception>
    public static LiveSurvey Read(Stream stream, string source)
    {
        var reader = new AwsJsonReader(source);
        JsonArrayStream.Read(stream, new Place { File = source }, (member, value, isItem) =>
        {
            switch (member.ToUpperInvariant())
            {
                case "SECURITYGROUPS" or "SECURITYGROUPRULES" when !isItem:
                    throw value.Error("is not an array");
                case "SECURITYGROUPS":
                    reader._groups.Add(reader.ReadGroup(value));
                    break;
                case "SECURITYGROUPRULES":
                    reader.AddRule(value);
                    break;
                case "NEXTTOKEN" when value.Element.ValueKind == System.Text.Json.JsonValueKind.Null:
                case "RESPONSEMETADATA":
                    break;
                case "NEXTTOKEN":
                    reader._problems.Add(reader.At(ProblemIds.Incomplete, $"$ {AwsFiles.HasFurtherPages}", AwsFiles.ExportAll));
                    break;
                default:
                    reader._problems.Add(
                        reader.At(
                            ProblemIds.NotUnderstood,
                            $"$ has the member '{member}', which this program does not know and so cannot judge"));
                    break;
            }
        });
        return reader.Survey();
    }

    private LiveSurvey Survey()
    {
        foreach (var (id, (rules, problems)) in _rules)
        {
            var known = new LiveGroup(AwsTarget.Instance, id, id)
            {
                Place = _place,
                Tags = null,
                Rules = rules.ToImmutable(),
                Problems = problems.ToImmutable(),
            };
            var index = _groups.FindIndex(group => group.Id == id);
            if (index < 0) _groups.Add(known);
            else _groups[index] = AwsRules.Join(_groups[index], known.Rules, known.Problems);
        }

        var once = _groups.GroupBy(NamelessGroup.KeyOf).Select(same => RepeatedReads.Join([.. same]));
        return new LiveSurvey([.. once], _problems.ToImmutable());
    }

    /// <summary>A problem of the whole document.</summary>
    private Problem At(string id, string message, string? fix = null) =>
        Problem.Error(id, message, fix) with { Place = new Place { File = _place } };

    /// <summary>A group. One that does not tell its id has the id of <see cref="NamelessGroup"/> and a problem.</summary>
    public LiveGroup ReadGroup(JsonCursor group)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var rules = ImmutableArray.CreateBuilder<LiveRule>();
        var live = new LiveGroup(AwsTarget.Instance, NamelessGroup.Id, "") { Place = _place, Tags = LiveTags.Empty };
        problems.Try(() =>
        {
            var id = group.NeedText("GroupId");
            live = live with { Id = id, Name = id };
        });
        // What an unknown member means for the rules cannot be told, and the rules are shown all the same.
        problems.Try(() => group.RejectUnknown(GroupMembers));
        problems.Try(() => live = live with { Name = group.Text("GroupName") ?? live.Id, Description = group.Text("Description") });
        problems.Try(() => live = live with { Network = _texts.Intern(group.Text("VpcId")) });
        problems.Try(() => live = live with { Region = _texts.Intern(RegionOf(group)) });
        problems.Try(() => live = live with { Tags = LiveTags.FromPairs(group.List("Tags"), problems) });
        problems.Try(() => ReadPermissions(group.Get("IpPermissions"), Direction.Inbound, rules, problems));
        problems.Try(() => ReadPermissions(group.Get("IpPermissionsEgress"), Direction.Outbound, rules, problems));
        return live with { Rules = rules.ToImmutable(), Problems = problems.ToImmutable() };
    }

    private static string? RegionOf(JsonCursor group) =>
        group.Text("SecurityGroupArn")?.Split(':') is { Length: > 3 } parts && parts[3].Length > 0 ? parts[3] : null;

    /// <summary>What can be read is kept, so that a foreign rule is seen even beside one that cannot be understood.</summary>
    private void ReadPermissions(
        JsonCursor list, Direction direction, ImmutableArray<LiveRule>.Builder rules, ImmutableArray<Problem>.Builder problems)
    {
        foreach (var permission in list.Items()) problems.Try(() => ReadPermission(permission, direction, rules, problems));
    }

    private void ReadPermission(
        JsonCursor permission, Direction direction, ImmutableArray<LiveRule>.Builder rules, ImmutableArray<Problem>.Builder problems)
    {
        permission.RejectUnknown(PermissionMembers);
        var protocol = permission.Text("IpProtocol");
        var (from, to) = (permission.Number("FromPort"), permission.Number("ToPort"));
        var hasRemote = false;
        Add("IpRanges", RangeMembers, "CidrIp", text => AwsRuleText.Prefix(text, AddressFamily.IPv4));
        Add("Ipv6Ranges", Ipv6RangeMembers, "CidrIpv6", text => AwsRuleText.Prefix(text, AddressFamily.IPv6));
        Add("PrefixListIds", ListMembers, "PrefixListId", RemoteScope.OfGroup);
        Add("UserIdGroupPairs", ReferenceMembers, "GroupId", RemoteScope.OfGroup);
        if (!hasRemote) throw permission.Error("names no remote side that this program knows (CIDR, prefix list, group)");

        void Add(string list, KnownMembers known, string member, Func<string, RemoteScope> remote)
        {
            foreach (var item in permission.List(list))
            {
                hasRemote = true;
                try
                {
                    item.RejectUnknown(known);
                    var match = Understood(item, () => AwsRuleText.Match(direction, protocol, from, to, remote(item.NeedText(member))));
                    rules.Add(new LiveRule(null, direction, [match]) { Description = _texts.Intern(item.Text("Description")) });
                }
                catch (LiveFormatException malformed)
                {
                    problems.Add(malformed.Problem);
                }
            }
        }
    }

    private void AddRule(JsonCursor rule)
    {
        string groupId;
        try
        {
            groupId = rule.NeedText("GroupId");
        }
        catch (LiveFormatException malformed)
        {
            _problems.Add(malformed.Problem);
            return;
        }

        if (!_rules.TryGetValue(groupId, out var group))
            _rules[groupId] = group = (ImmutableArray.CreateBuilder<LiveRule>(), ImmutableArray.CreateBuilder<Problem>());
        try
        {
            group.Rules.Add(ReadRule(rule));
        }
        catch (LiveFormatException malformed)
        {
            group.Problems.Add(malformed.Problem);
        }
    }

    /// <summary>A rule.</summary>
    /// <exception cref="LiveFormatException">It cannot be understood.</exception>
    public LiveRule ReadRule(JsonCursor rule)
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

        if (remotes.Count != 1)
            throw rule.Error($"names {remotes.Count} remote sides that this program knows (CIDR, prefix list, group) instead of one");
        var (protocol, from, to) = (rule.Text("IpProtocol"), rule.Number("FromPort"), rule.Number("ToPort"));
        var match = Understood(rule, () => AwsRuleText.Match(direction, protocol, from, to, remotes[0]));
        return new LiveRule(rule.NeedText("SecurityGroupRuleId"), direction, [match])
        {
            Description = _texts.Intern(rule.Text("Description")),
            Tags = LiveTags.FromPairs(rule.List("Tags")),
        };
    }

    private static T Understood<T>(JsonCursor place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw place.Error($"cannot be understood: {ForeignText.ToPhrase(problem)}");
        }
    }
}
