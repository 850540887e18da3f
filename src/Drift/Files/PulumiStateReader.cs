using System.Collections.Immutable;
using Starface.Drift.Aws;
using Starface.Drift.Azure;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Planning;

namespace Starface.Drift.Files;

/// <summary>
/// Reads what <c>pulumi stack export</c> prints: the outputs of groups and rules, which are what the cloud said when the state was last
/// refreshed. Inputs are what was asked for and prove nothing.
/// </summary>
internal sealed class PulumiStateReader
{
    /// <summary>What a rule within a group has, and what one beside it has, of either kind of resource.</summary>
    private static readonly KnownMembers RuleMembers = new(
        "cidrBlocks", "description", "fromPort", "ipv6CidrBlocks", "prefixListIds", "protocol", "securityGroups", "self", "toPort",
        "cidrIpv4", "cidrIpv6", "ipProtocol", "prefixListId", "referencedSecurityGroupId", "securityGroupId", "securityGroupRuleId", "sourceSecurityGroupId",
        "arn", "id", "region", "tags", "tagsAll", "timeouts", "type", "__meta", "__defaults");

    private const string Refresh = "Run 'pulumi refresh' and export the state again, or read the cloud itself";

    private readonly string _place;
    private readonly List<string> _problems = [];
    private readonly List<StateResource> _resources = [];

    private PulumiStateReader(string place) => _place = place;

    /// <summary>Whether a document is a stack's export.</summary>
    public static bool CanRead(JsonCursor root) => root.Find("deployment") is not null;

    /// <summary>The groups of a state, and what each is called in the stack's program.</summary>
    /// <param name="root">The document.</param>
    /// <param name="place">Where it lies, for people.</param>
    public static StateSnapshot Read(JsonCursor root, string place)
    {
        var version = root.Number("version");
        if (version is not (3 or 4))
            throw root.Error($"has the version {version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(none)"}; states of version 3 and 4 are known. Export it with a current Pulumi");
        return new PulumiStateReader(place).Read(root.Get("deployment"));
    }

    private StateSnapshot Read(JsonCursor deployment)
    {
        foreach (var operation in deployment.List("pending_operations"))
            _problems.Add(operation.Error($"is an operation that was interrupted ({operation.Text("type") ?? "of unknown type"}): run 'pulumi refresh' first").Message);
        foreach (var resource in deployment.Get("resources").Items())
        {
            try
            {
                if (StateResource.Read(resource) is { } known) _resources.Add(known);
            }
            catch (LiveFormatException problem)
            {
                _problems.Add(problem.Message);
            }
        }

        var groups = _resources.Where(resource => resource.IsGroup && !resource.IsPendingDelete).Select(resource => (Resource: resource, Group: ReadGroup(resource), Listed: (FlowSet?)null)).ToList();
        foreach (var rule in _resources.Where(resource => !resource.IsGroup))
        {
            try
            {
                var owner = groups.FindIndex(Owner(rule));
                if (owner < 0) continue;
                var (resource, group, listed) = groups[owner];
                // The first rule beside the group still meets the group's own list.
                listed ??= FlowSet.From(group.Rules.SelectMany(own => own.Matches));
                groups[owner] = (resource, WithRule(group, rule, listed), listed);
            }
            catch (LiveFormatException problem)
            {
                _problems.Add(problem.Message);
            }
        }

        var lists = StatePrefixLists.Read(deployment, _problems);
        foreach (var twice in groups.GroupBy(group => group.Group.Id, StringComparer.OrdinalIgnoreCase).Where(same => same.Skip(1).Any()))
            _problems.Add($"{_place}: the group {twice.Key} stands there twice.");
        return new StateSnapshot(
            new LiveSurvey([.. groups.Select(group => group.Group with { PrefixLists = lists })], [.. _problems]) { PrefixLists = lists },
            [.. groups.Select(group => new KeyValuePair<string, string>(group.Resource.LogicalName, group.Group.Id))]);
    }

    private LiveGroup ReadGroup(StateResource resource)
    {
        var group = new LiveGroup(resource.Cloud, resource.Id ?? NamelessGroup.Id, resource.LogicalName) { Place = _place };
        try
        {
            if (resource.Id is null) throw resource.Place.Error("has no id: it was never created completely");
            if (resource.HasInitErrors) throw resource.Place.Error("has initErrors: its creation failed half-way. Run 'pulumi up' again");
            var outputs = StateOutputs.Plain(resource.Place.Get("outputs"));
            group = group with { Name = outputs.Text("name") ?? resource.LogicalName, Description = outputs.Text("description"), Network = outputs.Text("vpcId"), Tags = LiveTags.FromMap(outputs.Find("tags")) };
            if (outputs.Text("provisioningState") is { } provisioning && !string.Equals(provisioning, "Succeeded", StringComparison.OrdinalIgnoreCase))
                throw outputs.Error($"has provisioningState '{provisioning}': its last change failed or was not finished. Run 'pulumi refresh' first");
            return resource.Cloud == Cloud.Aws
                ? group with
                {
                    Rules = [.. Inline(outputs, "ingress", Direction.Inbound), .. Inline(outputs, "egress", Direction.Outbound)],
                    Unseen = Absent(outputs, "ingress", "egress"),
                }
                : group with
                {
                    Unseen = Absent(outputs, "securityRules"),
                    Rules =
                    [
                        .. outputs.List("securityRules").Select(rule => AzureJsonReader.ReadRule(rule, isDefault: false, fromState: true)),
                        .. outputs.Find("defaultSecurityRules") is { } defaults ? defaults.Items().Select(rule => AzureJsonReader.ReadRule(rule, isDefault: true, fromState: true)) : AzureJsonReader.DefaultRules(),
                    ],
                };
        }
        catch (LiveFormatException problem)
        {
            return group with { Problems = [.. group.Problems, problem.Message] };
        }
    }

    /// <summary>What is wrong with a group that does not list its rules, or null. A cloud always says which there are, be they none.</summary>
    private static string? Absent(JsonCursor outputs, params ReadOnlySpan<string> lists)
    {
        foreach (var list in lists)
        {
            if (outputs.Find(list) is null) return outputs.Error($"has no '{list}', so that rules added by hand are not seen. {Refresh}").Message;
        }

        return null;
    }

    private static IEnumerable<LiveRule> Inline(JsonCursor outputs, string list, Direction direction)
    {
        var index = 0;
        foreach (var rule in outputs.List(list))
        {
            rule.RejectUnknown(RuleMembers);
            var matches = AwsMatches(rule, direction, outputs.Text("id"));
            yield return new LiveRule(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{list}[{index++}]"), direction, matches) { Description = Described(rule) };
        }
    }

    private static string? Described(JsonCursor rule) => rule.Text("description") is { Length: > 0 } text ? text : null;

    private static ImmutableArray<FlowRange> AwsMatches(JsonCursor rule, Direction direction, string? ownId)
    {
        var remotes = new List<RemoteScope>();
        try
        {
            remotes.AddRange(rule.Texts("cidrBlocks").Select(text => AwsRuleText.Prefix(text, AddressFamily.IPv4)));
            remotes.AddRange(rule.Texts("ipv6CidrBlocks").Select(text => AwsRuleText.Prefix(text, AddressFamily.IPv6)));
            remotes.AddRange(rule.Texts("prefixListIds").Select(RemoteScope.OfGroup));
            remotes.AddRange(rule.Texts("securityGroups").Select(RemoteScope.OfGroup));
            if (rule.Text("cidrIpv4") is { Length: > 0 } v4) remotes.Add(AwsRuleText.Prefix(v4, AddressFamily.IPv4));
            if (rule.Text("cidrIpv6") is { Length: > 0 } v6) remotes.Add(AwsRuleText.Prefix(v6, AddressFamily.IPv6));
            if (rule.Text("prefixListId") is { Length: > 0 } prefixList) remotes.Add(RemoteScope.OfGroup(prefixList));
            if (rule.Text("referencedSecurityGroupId") is { Length: > 0 } referenced) remotes.Add(RemoteScope.OfGroup(referenced));
            if (rule.Text("sourceSecurityGroupId") is { Length: > 0 } source && !rule.IsTrue("self")) remotes.Add(RemoteScope.OfGroup(source));
            if (rule.IsTrue("self")) remotes.Add(RemoteScope.OfGroup(ownId ?? rule.NeedText("securityGroupId")));
            if (remotes.Count == 0) throw rule.Error("names no remote side that this program knows");
            var protocol = rule.Text("ipProtocol") ?? rule.Text("protocol");
            return [.. remotes.Select(remote => AwsRuleText.Match(direction, protocol, rule.Number("fromPort"), rule.Number("toPort"), remote))];
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            throw rule.Error($"cannot be understood: {problem.Message}");
        }
    }

    /// <summary>Tells the group that a rule beside it belongs to.</summary>
    /// <exception cref="LiveFormatException">It cannot be told, so that it may be any group's.</exception>
    private static Predicate<(StateResource Resource, LiveGroup Group, FlowSet? Listed)> Owner(StateResource rule)
    {
        if (rule.Cloud == Cloud.Aws)
        {
            var id = StateOutputs.Plain(rule.Place.Get("outputs").Get("securityGroupId")).AsText();
            return group => group.Resource.Cloud == Cloud.Aws && string.Equals(id, group.Resource.Id, StringComparison.Ordinal);
        }

        var ruleId = rule.Id ?? throw rule.Place.Error("has no id: it was never created completely");
        return group => group.Resource is { Cloud: Cloud.Azure, Id: { } id } && ruleId.StartsWith(id + "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <param name="group">The group.</param>
    /// <param name="resource">A rule beside it.</param>
    /// <param name="listed">What the group's own list permits.</param>
    private static LiveGroup WithRule(LiveGroup group, StateResource resource, FlowSet listed)
    {
        try
        {
            if (resource.IsPendingDelete)
                throw resource.Place.Error("is to be deleted and was not yet: the cloud may still have it. Run 'pulumi up' again");
            if (resource.HasInitErrors) throw resource.Place.Error("has initErrors: its creation failed half-way. Run 'pulumi up' again");
            var outputs = StateOutputs.Plain(resource.Place.Get("outputs"));
            var rule = resource.Cloud == Cloud.Aws ? AwsRule(resource, outputs) : AzureJsonReader.ReadRule(outputs, isDefault: false, fromState: true);
            // After a refresh the group's own outputs repeat the rules that stand beside it.
            var repeated = FlowSet.From(rule.Matches);
            var isListed = resource.Cloud == Cloud.Aws
                ? listed.IsSupersetOf(repeated)
                : group.Rules.Any(other => string.Equals(other.Id, rule.Id, StringComparison.OrdinalIgnoreCase));
            var others = group.Rules.Where(other => resource.Cloud == Cloud.Aws
                ? !(IsInline(other) && repeated.IsSupersetOf(FlowSet.From(other.Matches)))
                : !string.Equals(other.Id, rule.Id, StringComparison.OrdinalIgnoreCase));
            return group with
            {
                Rules = [.. others, rule],
                Unseen = group.Unseen ?? (isListed ? null : resource.Place.Error($"('{resource.LogicalName}') is missing from the list of its group, which was read before the rule was there: rules added by hand would be missing as well. {Refresh}").Message),
            };
        }
        catch (LiveFormatException problem)
        {
            return group with { Problems = [.. group.Problems, problem.Message] };
        }
    }

    private static LiveRule AwsRule(StateResource resource, JsonCursor outputs)
    {
        outputs.RejectUnknown(RuleMembers);
        var direction = resource.Type.EndsWith("IngressRule", StringComparison.Ordinal) ? Direction.Inbound
            : resource.Type.EndsWith("EgressRule", StringComparison.Ordinal) ? Direction.Outbound
            : outputs.NeedText("type") switch
            {
                "ingress" => Direction.Inbound,
                "egress" => Direction.Outbound,
                _ => throw outputs.Error($"has the type '{outputs.Text("type")}', which is neither ingress nor egress"),
            };
        return new LiveRule(outputs.Text("securityGroupRuleId") is { Length: > 0 } id ? id : resource.Id ?? resource.LogicalName, direction, AwsMatches(outputs, direction, null))
        {
            Description = Described(outputs),
            Tags = LiveTags.FromMap(outputs.Find("tags")),
        };
    }

    private static bool IsInline(LiveRule rule) => rule.Id.EndsWith(']');
}
