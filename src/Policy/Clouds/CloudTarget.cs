using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds;

/// <summary>
/// A cloud that plans are made for and live groups are read from. Everything in which clouds differ is a member, so that a new cloud that
/// lacks one does not compile.
/// </summary>
/// <remarks>Code outside of a cloud's own folder never compares with a cloud: it asks the cloud.</remarks>
public abstract class CloudTarget
{
    internal CloudTarget()
    {
    }

    /// <summary>The id in configuration, options and JSON, such as <c>aws</c>.</summary>
    public abstract string Id { get; }

    /// <summary>The name in sentences, such as <c>AWS</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The package of the Pulumi provider and the version that compiled programs are pinned to.</summary>
    internal abstract (string Package, string Version) Provider { get; }

    /// <summary>Another provider whose resources can hold the same plan, or null.</summary>
    internal virtual ProviderForm? OtherProvider => null;

    /// <summary>The last part of the names of the components for this cloud.</summary>
    internal abstract string ComponentNoun { get; }

    /// <summary>The configuration keys that have a meaning on this cloud alone.</summary>
    internal abstract ImmutableArray<string> ConfigKeys { get; }

    /// <summary>These keys as new files and editors describe them, in the order of a new file.</summary>
    internal abstract ImmutableArray<KeyDescription> DescribedKeys { get; }

    /// <summary>How the names of service tags and groups, and the ids of groups, are compared.</summary>
    internal abstract StringComparer NameComparer { get; }

    /// <summary>What this cloud accepts as tags of a group.</summary>
    internal abstract TagRules TagRules { get; }

    /// <summary>What is wrong with an instance's name, which groups are named after, on this cloud alone; null where it is valid.</summary>
    /// <param name="request">The instance.</param>
    internal virtual Problem? FindNameProblem(PlanRequest request) => null;

    /// <summary>A warning about a peer that names what this cloud probably does not have, or null.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="published">The names that the cloud has, where the operator gave them; null for those known here.</param>
    internal virtual Problem? FindUnknownName(Peer peer, IEnumerable<string>? published) => null;

    /// <summary>Names with a meaning of their own on this cloud, in their usual spelling.</summary>
    internal virtual ImmutableArray<string> WellKnownNames => [];

    /// <summary>Whether rules are properties of their group and not resources of their own.</summary>
    internal bool HasInlineRules => RuleTypes.IsEmpty;

    /// <summary>The types of resources that are one rule each; empty where rules are inline.</summary>
    internal virtual ImmutableArray<string> RuleTypes => [];

    /// <summary>
    /// Whether rules have priorities and may deny, so that the order decides; otherwise a group permits the union of its rules.
    /// </summary>
    internal abstract bool HasOrderedRules { get; }

    /// <summary>Whether groups belong to a region that a reader has to know.</summary>
    internal virtual bool HasRegions => false;

    /// <summary>The constant description of planned groups, or null where groups have none.</summary>
    internal virtual string? GroupDescription => null;

    /// <summary>What permits the platform's own traffic in a plan, or null where a plan permits none.</summary>
    internal virtual Origin? PlatformOrigin => null;

    /// <summary>Makes the plan of an instance. Pure: no clock, no network; the same input gives the same plan.</summary>
    /// <param name="request">The instance.</param>
    /// <exception cref="PolicyException">
    /// The policy's arguments do not fit, or the instance's name is not valid in resource names.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The plan does not permit exactly what the policy declares: a defect of the planner, never of the input.
    /// </exception>
    public abstract Plan Plan(PlanRequest request);

    /// <summary>Everything the planned resources permit, the platform's own traffic (health probes) included.</summary>
    /// <param name="plan">A plan for this cloud.</param>
    internal abstract FlowSet ReadFlows(Plan plan);

    /// <summary>The planned rules, by which live rules are recognised.</summary>
    /// <param name="plan">A plan for this cloud.</param>
    internal abstract PlannedDescriptions ReadDescriptions(Plan plan);

    /// <summary>The planned rules as rows of a table, in the order of the resources.</summary>
    /// <param name="plan">A plan for this cloud.</param>
    internal abstract IEnumerable<PlannedRow> ReadRows(Plan plan);

    /// <summary>The layers between the network and a place of an interface, in the order of the way in.</summary>
    /// <param name="owner">The interface.</param>
    /// <param name="configuration">Its place in a subnet.</param>
    /// <param name="live">What was read of the cloud.</param>
    internal virtual ImmutableArray<Layer> FindLayers(LiveInterface owner, LiveIpConfiguration configuration, LiveIndex live) =>
        FindLayers([.. owner.GroupIds.Select(live.FindGroup).OfType<LiveGroup>()]);

    /// <summary>The layers that groups are by themselves, where what else lies on their interfaces is left out.</summary>
    /// <param name="groups">The groups of one interface.</param>
    internal virtual ImmutableArray<Layer> FindLayers(ImmutableArray<LiveGroup> groups) => HasOrderedRules
        ? [.. groups.Select(group => new OrderedLayer(LayerKind.InterfaceGroups, $"group {group.Name}", group))]
        : [new UnionLayer($"groups {string.Join(", ", groups.Select(group => group.Id))}", groups)];

    /// <summary>The traffic of the cloud's own services that passes outside of some layers.</summary>
    /// <param name="layers">The layers of a place; none for what no layer stops.</param>
    internal virtual ImmutableArray<UnfilteredTraffic> FindUnfiltered(ImmutableArray<Layer> layers) => [];

    /// <summary>
    /// The addresses at which the cloud itself serves names or time to every instance; none where it does so in another way.
    /// </summary>
    /// <param name="protocol">The protocol.</param>
    /// <param name="port">The port.</param>
    internal virtual ImmutableArray<Address> FindOwnServers(Protocol protocol, int port) => [];

    /// <summary>Whether a text has the form of an id of something that a group can lie on.</summary>
    internal virtual bool IsAttachmentId(string id) => id.Length > 0;

    /// <summary>The forms of such ids, for messages.</summary>
    internal virtual string AttachmentForms => "the id of an interface";

    /// <summary>The command that lists the network interfaces of an account.</summary>
    internal abstract string InterfacesCommand { get; }

    /// <summary>How to read what a group lies on, without a full stop.</summary>
    internal virtual string AdviceToReadInterfaces => $"give the whole output of '{InterfacesCommand}' with --live";

    /// <summary>The virtual network whose prefixes names of the cloud contain or leave out, or null where it is not known.</summary>
    /// <param name="owner">The interface.</param>
    /// <param name="configuration">Its place in a subnet.</param>
    internal virtual string? FindNetwork(LiveInterface owner, LiveIpConfiguration configuration) => owner.Network;

    /// <summary>The spellings under which a live rule may give a name of the plan, the name itself among them.</summary>
    internal virtual IEnumerable<string> FindSpellings(string name) => [name];

    /// <summary>What is known about the members of a name without reading them.</summary>
    /// <param name="name">The name, in its usual spelling.</param>
    /// <param name="network">The prefixes of the instance's virtual network and its peers; empty where they were not read.</param>
    internal virtual NameFacts FindNameFacts(string name, PrefixSet network) => default;

    /// <summary>The command that prints the entries of a prefix list, or null where the name is not that of a prefix list.</summary>
    internal virtual string? FindPrefixListCommand(string name) => null;

    /// <summary>Whether a live rule is one of the plan's own that only end a direction.</summary>
    internal virtual bool IsClosing(LiveRule rule) => false;

    /// <summary>Why a requirement cannot be expressed on this cloud, whatever an instance adds, or null when it can.</summary>
    internal virtual string? FindGap(Protocol protocol, PortRange ports) => null;

    /// <summary>Why a policy does not fit into the cloud's limits, or null when it does.</summary>
    /// <param name="policy">The policy with the fewest peers an instance can have.</param>
    internal abstract string? FindShortage(FirewallPolicy policy);

    /// <summary>What a change does to the connections that exist while it is applied.</summary>
    /// <param name="before">What is permitted now.</param>
    /// <param name="after">What is permitted afterwards.</param>
    internal abstract CallImpact FindCallImpact(FlowSet before, FlowSet after);

    /// <summary>Reads this cloud's own configuration keys, and reports what is wrong with them.</summary>
    /// <returns>Adds the values to a request.</returns>
    internal abstract Func<PlanRequest, PlanRequest> ReadSettings(IInstanceSettings settings);

    /// <summary>Values for keys that an instance described by options alone does not give.</summary>
    /// <param name="name">The instance's name.</param>
    internal virtual ImmutableSortedDictionary<string, string> DescribedDefaults(string name) =>
        ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// The places that can carry one group only and that the instance claims, each with the configuration key that names it.
    /// </summary>
    internal virtual IEnumerable<(string Key, string Id)> ExclusivePlaces(PlanRequest request) => [];

    /// <summary>The places that the plan itself puts its groups onto, each with the configuration key that names it.</summary>
    internal virtual IEnumerable<(string Key, string Id)> PlannedPlaces(PlanRequest request) => ExclusivePlaces(request);

    /// <summary>The group that the instance takes over, with the configuration key that names it; null where it makes its own.</summary>
    internal virtual (string Key, string Id)? FindAdopted(PlanRequest request) => null;

    /// <summary>In which groups an instance's rules were, by recorded resources; null where the cloud's groups have no choice.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="resources">Resources of a state or a saved plan, those of other instances among them.</param>
    internal virtual RecordedGroups? ReadRecorded(string instance, IEnumerable<RecordedResource> resources) => null;

    /// <summary>In which groups an instance's rules were, by live groups; null where the cloud's groups have no choice.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="groups">The groups of the instance.</param>
    /// <param name="attachments">The known attachments: the ids of a group and of an interface.</param>
    internal virtual RecordedGroups? ReadRecorded(
        string instance, ImmutableArray<LiveGroup> groups, IEnumerable<(string Group, string Target)> attachments) => null;

    /// <summary>The types of the resources that tell where groups are and what they lie on.</summary>
    internal abstract ImmutableArray<string> PlacementTypes { get; }

    /// <summary>What happens on an interface or a subnet that the groups of an instance leave, after "so that".</summary>
    internal abstract string WhereGroupsLeave { get; }

    /// <summary>Whether an interface can have a second group while the first one is still there.</summary>
    internal abstract bool HasSeveralGroups { get; }

    /// <summary>The number of groups that an interface accepts, over all instances; null if it accepts only one.</summary>
    internal virtual int? GroupsPerInterface => null;

    /// <summary>Where an instance's groups are and what they lie on, by recorded or planned resources.</summary>
    /// <param name="instance">The instance's name.</param>
    /// <param name="resources">Resources of a state or a plan, those of other instances among them.</param>
    internal abstract RecordedPlacement ReadPlacement(string instance, IEnumerable<RecordedResource> resources);

    /// <summary>Where a plan's groups are and what they lie on.</summary>
    /// <param name="request">The instance.</param>
    /// <param name="resources">The plan's resources.</param>
    internal virtual RecordedPlacement FindPlacement(PlanRequest request, ImmutableArray<PlannedResource> resources) =>
        ReadPlacement(request.Name, resources.Where(resource => PlacementTypes.Contains(resource.Type)).Select(RecordedResource.From));

    /// <summary>The resources of a plan that would make live rules again: the rules that are resources of their own.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="rules">The rules.</param>
    internal virtual IEnumerable<(LiveRule Rule, PlannedResource Resource)> FindPlanned(Plan plan, IEnumerable<LiveRule> rules) => [];

    /// <summary>What the platform itself is let in for by resources, beside what the policy permits: health probes on Azure.</summary>
    /// <param name="resources">The resources of one instance.</param>
    internal virtual FlowSet ReadPlatformFlows(IEnumerable<RecordedResource> resources) => FlowSet.Empty;

    /// <summary>What a plan permits only by groups that no interface can have yet.</summary>
    /// <param name="plan">The plan.</param>
    internal virtual FlowSet FindIneffective(Plan plan) => FlowSet.Empty;

    /// <inheritdoc/>
    public sealed override string ToString() => Id;
}
