using System.Collections.Immutable;
using System.Globalization;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Aws;

/// <summary>Amazon Web Services: security groups of a VPC, which permit the union of their rules.</summary>
internal sealed class AwsTarget : CloudTarget
{
    private AwsTarget()
    {
    }

    /// <summary>The one instance.</summary>
    public static AwsTarget Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "aws";

    /// <inheritdoc/>
    public override string Name => "AWS";

    internal override (string Package, string Version) Provider => ("aws", "7.48.0");

    internal override string ComponentNoun => "SecurityGroup";

    internal override ImmutableArray<string> ConfigKeys => AwsConfigKeys.All;

    internal override ImmutableArray<KeyDescription> DescribedKeys => AwsConfigKeys.Described;

    internal override StringComparer NameComparer => StringComparer.Ordinal;

    /// <summary>50 tags, of which the plan has four (Amazon EC2, "Tag restrictions"). EC2 accepts every character.</summary>
    internal override TagRules TagRules { get; } = new(Most: 46, LongestKey: 128, LongestValue: 256)
    {
        ReservedPrefix = "aws:",
    };

    internal override Problem? FindNameProblem(PlanRequest request) =>
        request.AdoptGroupId is null && request.Name.StartsWith(AwsIds.SecurityGroup, StringComparison.Ordinal)
            ? Problem.Invalid(
                $"The security group would be named after the instance '{request.Name}', but AWS accepts no name that begins with "
                    + AwsIds.SecurityGroup,
                "choose another name")
            : null;

    internal override ImmutableArray<string> RuleTypes { get; } = [AwsTypes.IngressRule, AwsTypes.EgressRule];

    internal override bool HasOrderedRules => false;

    internal override bool HasRegions => true;

    internal override string GroupDescription => AwsPlanner.GroupDescription;

    /// <inheritdoc/>
    public override Plan Plan(PlanRequest request) => AwsPlanner.Plan(request);

    internal override FlowSet ReadFlows(Plan plan) => plan.Flows;

    internal override PlannedDescriptions ReadDescriptions(Plan plan) =>
        PlannedDescriptions.ByFlow(RangesOf(plan).Select(planned => (planned.Range, planned.Rule.Properties.Text("description") ?? "")));

    internal override IEnumerable<PlannedRow> ReadRows(Plan plan) => AwsPlannedRows.Read(plan.Resources);

    internal override string AttachmentForms => "eni-0123456789abcdef0 or i-0123456789abcdef0";

    internal override bool IsAttachmentId(string id) =>
        ResourceIds.IsAws(id, AwsIds.NetworkInterface) || ResourceIds.IsAws(id, AwsIds.Machine);

    internal override string InterfacesCommand => "aws ec2 describe-network-interfaces";

    internal override ImmutableArray<Layer> FindLayers(LiveInterface owner, LiveIpConfiguration configuration, LiveIndex live) =>
        AwsLayers.For(owner, configuration, live);

    internal override ImmutableArray<UnfilteredTraffic> FindUnfiltered(ImmutableArray<Layer> layers) => AwsUnfiltered.Traffic;

    internal override ImmutableArray<Address> FindOwnServers(Protocol protocol, int port) => AwsUnfiltered.FindServers(protocol, port);

    internal override IEnumerable<string> FindSpellings(string name)
    {
        // A plan may name a group with its account; AWS tells the two apart.
        yield return name;
        yield return name.Substring(name.IndexOf('/') + 1);
    }

    internal override string? FindPrefixListCommand(string name) =>
        name.StartsWith(AwsIds.PrefixList, StringComparison.Ordinal)
            ? $"aws ec2 get-managed-prefix-list-entries --prefix-list-id {name}"
            : null;

    internal override string? FindShortage(FirewallPolicy policy)
    {
        var groups = AwsPlanner.FewestGroups(policy);
        return groups <= AwsPlanner.DefaultGroupsPerInterface
            ? null
            : FormattableString.Invariant($"it needs {groups} security groups of {AwsPlanner.RulesPerDirectionAndFamily} rules ")
                + "for each direction and family, and "
                + FormattableString.Invariant($"an interface accepts {AwsPlanner.DefaultGroupsPerInterface}");
    }

    internal override IEnumerable<(string Key, string Id)> PlannedPlaces(PlanRequest request) => request.NetworkInterfaceIds
        .Where(target => target.Value is not null)
        .Select(target => (AwsConfigKeys.NetworkInterfaceIds, target.Value!));

    internal override RecordedGroups ReadRecorded(string instance, IEnumerable<RecordedResource> resources) =>
        AwsRecord.Read(instance, resources);

    internal override RecordedGroups ReadRecorded(
        string instance, ImmutableArray<LiveGroup> groups, IEnumerable<(string Group, string Target)> attachments) =>
        AwsRecord.Read(instance, groups, attachments);

    internal override ImmutableArray<string> PlacementTypes => AwsPlacement.Types;

    internal override string WhereGroupsLeave => "nothing that they permit gets through any more and running calls are cut";

    internal override bool HasSeveralGroups => true;

    internal override int? GroupsPerInterface => AwsPlanner.DefaultGroupsPerInterface;

    internal override RecordedPlacement ReadPlacement(string instance, IEnumerable<RecordedResource> resources) =>
        AwsPlacement.Read(instance, resources);

    internal override RecordedPlacement FindPlacement(PlanRequest request, ImmutableArray<PlannedResource> resources)
    {
        var placement = base.FindPlacement(request, resources);
        return placement with
        {
            Groups =
            [
                .. placement.Groups.Select(group => group with
                {
                    Settings = group.Settings.SetItem(AwsPlacement.Region, request.Region ?? request.ProviderRegion ?? ""),
                }),
            ],
        };
    }

    internal override IEnumerable<(LiveRule Rule, PlannedResource Resource)> FindPlanned(Plan plan, IEnumerable<LiveRule> rules)
    {
        var byKey = plan.Resources
            .Where(resource => RuleTypes.Contains(resource.Type))
            .ToLookup(resource => AwsNames.KeyOf(resource.Name.Substring(plan.Name.Length + 1)), StringComparer.Ordinal);
        return
            from rule in rules
            from range in rule.Written
            from resource in byKey[AwsRuleDraft.KeyOf(range)].Take(1)
            select (rule, resource);
    }

    internal override FlowSet FindIneffective(Plan plan)
    {
        var (_, unattached, moved) = (AwsReading)plan.Reading!;
        if (unattached.IsEmpty) return moved;
        var isReached = RangesOf(plan).ToLookup(
            planned => planned.Rule.Properties["securityGroupId"] is PropertyReference group && !unattached.Contains(group.Resource),
            planned => planned.Range);
        return FlowSet.From(isReached[false]).Except(FlowSet.From(isReached[true])).Union(moved);
    }

    internal override CallImpact FindCallImpact(FlowSet before, FlowSet after)
    {
        // A connection that was untracked and is not any more loses its way back, whether its own rule went or the open one behind it.
        var removed = before.Except(after);
        var cut = AwsTracking.Untracked(before).Except(AwsTracking.Untracked(after));
        var explanation = (cut.IsEmpty, removed.IsEmpty) switch
        {
            (true, true) => "Nothing becomes impossible.",
            (true, false) => "AWS tracks these connections: running calls continue until they are idle (UDP 180 s, TCP 350 s or 5 days), "
                + "and new ones are refused.",
            _ => "AWS does not track these connections, because they are open to every address in both directions: they are cut at "
                + "once. No order of changes avoids this; narrow the other direction first, in a separate update while no calls run, or "
                + "use a maintenance window.",
        };
        return new CallImpact(this, cut, removed.Except(cut), explanation);
    }

    internal override (string Key, string Id)? FindAdopted(PlanRequest request) =>
        request.AdoptGroupId is { } id ? (AwsConfigKeys.AdoptGroupId, id) : null;

    internal override Func<PlanRequest, PlanRequest> ReadSettings(IInstanceSettings settings)
    {
        var vpcId = AwsIds.Read(settings, AwsConfigKeys.VpcId, "VPC", AwsIds.Vpc);
        var region = AwsRegion.Read(settings, AwsConfigKeys.Region);
        var adoptGroupId = AwsIds.Read(settings, AwsConfigKeys.AdoptGroupId, "security group", AwsIds.SecurityGroup);
        if (adoptGroupId is not null && region is not null && settings.ProviderRegion is { } provider && provider != region)
        {
            settings.Report(AwsConfigKeys.AdoptGroupId, Problem.Error(
                ProblemIds.CannotAdopt,
                $"'{adoptGroupId}' is in region '{region}', but Pulumi looks for it in the provider's region '{provider}'",
                $"set aws:region to '{region}', in a stack of its own where other instances need '{provider}'"));
        }

        var exclusiveRules = settings.ReadFlag(AwsConfigKeys.ExclusiveRules, absent: true);
        var consolidate = settings.ReadFlag(AwsConfigKeys.Consolidate, absent: false);
        var prefixListsFrom = ReadNumber(settings, AwsConfigKeys.PrefixListsFrom, int.MaxValue, "of prefixes");
        var rulesPerGroup = ReadNumber(settings, AwsConfigKeys.RulesPerGroup, AwsPlanner.RulesPerInterface, "of rules");
        var groups = ReadNumber(settings, AwsConfigKeys.MinimumGroups, AwsPlanner.DefaultGroupsPerInterface, "of groups");
        var attached = ReadNumber(settings, AwsConfigKeys.AttachedGroups, AwsPlanner.DefaultGroupsPerInterface, "of groups");
        var interfaces = settings.ReadIds(
            AwsConfigKeys.NetworkInterfaceIds, id => ResourceIds.IsAws(id, AwsIds.NetworkInterface), "eni-0123456789abcdef0");
        return request => new PlanRequest(request)
        {
            VpcId = vpcId,
            Region = region,
            ProviderRegion = settings.ProviderRegion,
            AdoptGroupId = adoptGroupId,
            ExclusiveRules = exclusiveRules,
            PrefixListsFrom = prefixListsFrom,
            RulesPerGroup = rulesPerGroup ?? AwsPlanner.RulesPerDirectionAndFamily,
            MinimumGroups = groups ?? 1,
            AttachedGroups = attached ?? 1,
            Consolidate = consolidate,
            NetworkInterfaceIds = interfaces,
        };
    }

    /// <summary>The flows of each planned rule; the planner has read them for its proof already.</summary>
    private static ImmutableArray<PlannedRange> RangesOf(Plan plan) => ((AwsReading)plan.Reading!).Ranges;

    private static int? ReadNumber(IInstanceSettings settings, string key, int most, string what)
    {
        if (settings.ReadNumber(key) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most)
            return number;
        var range = most == int.MaxValue ? "write 1 or more" : FormattableString.Invariant($"write 1 to {most}");
        settings.Report(key, Problem.Invalid($"'{text}' is not a number {what}", range));
        return null;
    }
}
