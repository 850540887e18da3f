using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Planning;
using Starface.Policy.Problems;

namespace Starface.Policy.Clouds.Azure;

/// <summary>Microsoft Azure: network security groups, whose rules allow or deny in the order of their priorities.</summary>
internal sealed class AzureTarget : CloudTarget
{
    private const string InterfaceType = "Microsoft.Network/networkInterfaces";
    private const string ScaleSetInterfaceType = "Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces";
    private const string SubnetType = "Microsoft.Network/virtualNetworks/subnets";

    private AzureTarget()
    {
    }

    /// <summary>The one instance.</summary>
    public static AzureTarget Instance { get; } = new();

    /// <inheritdoc/>
    public override string Id => "azure";

    /// <inheritdoc/>
    public override string Name => "Azure";

    internal override (string Package, string Version) Provider => ("azure", "6.40.0");

    internal override ProviderForm OtherProvider => AzureNative.Provider;

    internal override string ComponentNoun => "NetworkSecurityGroup";

    internal override ImmutableArray<string> ConfigKeys => AzureConfigKeys.All;

    internal override ImmutableArray<KeyDescription> DescribedKeys => AzureConfigKeys.Described;

    internal override StringComparer NameComparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>50 tags, of which the plan has three (Azure, "Use tags to organize your Azure resources", Limitations).</summary>
    internal override TagRules TagRules { get; } = new(Most: 47, LongestKey: 512, LongestValue: 256)
    {
        IgnoresCase = true,
        ForbiddenInKeys = "<>%&\\?/",
    };

    internal override Problem? FindUnknownName(Peer peer, IEnumerable<string>? published) =>
        peer.Kind == PeerKind.ServiceTag ? AzureNames.FindUnknown(peer.ToString(), published) : null;

    internal override ImmutableArray<string> WellKnownNames { get; } = ["VirtualNetwork", "AzureLoadBalancer", "Internet"];

    internal override bool HasOrderedRules => true;

    internal override Origin PlatformOrigin { get; } = new("AzureLoadBalancer", "health probes");

    /// <inheritdoc/>
    public override Plan Plan(PlanRequest request) => AzurePlanner.Plan(request);

    internal override FlowSet ReadFlows(Plan plan) => AzurePlanReader.Flows(plan.Resources);

    internal override FlowSet ReadPlatformFlows(IEnumerable<RecordedResource> resources) =>
        resources.Any(resource => resource.Type == AzureTypes.NetworkSecurityGroup && resource.Values.Any(
            value => value.Key.EndsWith("].name", StringComparison.Ordinal) && value.Value == AzurePlanner.ProbeRule))
            ? AzurePlanReader.Probes
            : FlowSet.Empty;

    internal override ImmutableArray<string> PlacementTypes => AzurePlacement.Types;

    internal override string WhereGroupsLeave =>
        "everything gets through where no other group is, and new calls are refused where another one does not permit them";

    internal override bool HasSeveralGroups => false;

    internal override RecordedPlacement ReadPlacement(string instance, IEnumerable<RecordedResource> resources) =>
        AzurePlacement.Read(instance, resources);

    internal override PlannedDescriptions ReadDescriptions(Plan plan) => PlannedDescriptions.ByName(
        from resource in plan.Resources
        from rule in resource.Properties.Maps("securityRules")
        select (rule.Text("name") ?? "", rule.Text("description") ?? ""),
        NameComparer);

    internal override IEnumerable<PlannedRow> ReadRows(Plan plan) =>
        from resource in plan.Resources
        where resource.Type == AzureTypes.NetworkSecurityGroup
        from rule in resource.Properties.Maps("securityRules")
        select ReadRow(rule);

    internal override string AttachmentForms =>
        "/subscriptions/.../networkInterfaces/NAME or /subscriptions/.../subnets/NAME";

    internal override bool IsAttachmentId(string id) =>
        ResourceIds.IsAzure(id, InterfaceType) || ResourceIds.IsAzure(id, ScaleSetInterfaceType) || ResourceIds.IsAzure(id, SubnetType);

    internal override string InterfacesCommand => "az network nic list";

    internal override string AdviceToReadInterfaces =>
        $"give the whole output of '{InterfacesCommand}' and 'az network vnet list' with --live, or read its subscription";

    internal override ImmutableArray<Layer> FindLayers(LiveInterface owner, LiveIpConfiguration configuration, LiveIndex live) =>
        AzureLayers.For(owner, configuration, live);

    internal override ImmutableArray<UnfilteredTraffic> FindUnfiltered(ImmutableArray<Layer> layers) => AzureUnfiltered.Find(layers);

    // Time comes through the hypervisor, and not over the network.
    internal override ImmutableArray<Address> FindOwnServers(Protocol protocol, int port) =>
        port == 53 ? [AzureUnfiltered.Tags["AzurePlatformDNS"].First] : [];

    internal override string? FindNetwork(LiveInterface owner, LiveIpConfiguration configuration) =>
        AzureLayers.NetworkOf(configuration.SubnetId);

    internal override NameFacts FindNameFacts(string name, PrefixSet network) => AzureNames.For(name, network);

    internal override bool IsClosing(LiveRule rule) => rule.Priority == AzurePlanner.DenyPriority;

    internal override string? FindGap(Protocol protocol, PortRange ports) => AzurePlanner.Gap(protocol, ports);

    internal override string? FindShortage(FirewallPolicy policy)
    {
        var rules = AzurePlanner.CountRules(policy);
        return rules <= AzurePlanner.RulesPerGroup
            ? null
            : FormattableString.Invariant($"it needs {rules} rules, and a network security group accepts {AzurePlanner.RulesPerGroup}");
    }

    internal override CallImpact FindCallImpact(FlowSet before, FlowSet after)
    {
        var removed = before.Except(after);
        return new CallImpact(this, FlowSet.Empty, removed, removed.IsEmpty
            ? "Nothing becomes impossible."
            : "Azure does not re-evaluate existing connections: running calls continue, and new ones are refused. A SIP registration over "
                + "UDP ends at its next renewal.");
    }

    internal override Func<PlanRequest, PlanRequest> ReadSettings(IInstanceSettings settings)
    {
        var resourceGroup = settings.ReadText(AzureConfigKeys.ResourceGroupName);
        if (!settings.Has(AzureConfigKeys.ResourceGroupName))
        {
            settings.Report(
                AzureConfigKeys.ResourceGroupName,
                Problem.Error(
                    ProblemIds.MissingValue, "The resource group is missing", "name the one that the network security group belongs to"));
        }
        else if (resourceGroup is not null && ResourceIds.FindResourceGroupProblem(resourceGroup) is { } malformed)
        {
            settings.Report(AzureConfigKeys.ResourceGroupName, malformed);
        }

        var location = ReadLocation(settings);
        var allowProbes = settings.ReadFlag(AzureConfigKeys.AllowLoadBalancerProbes, absent: false);
        var subnets = ReadIds(settings, AzureConfigKeys.SubnetIds, SubnetType);
        var interfaces = ReadIds(settings, AzureConfigKeys.NetworkInterfaceIds, InterfaceType);
        return request => new PlanRequest(request)
        {
            ResourceGroupName = resourceGroup,
            Location = location,
            AllowLoadBalancerProbes = allowProbes,
            SubnetIds = subnets,
            NetworkInterfaceIds = interfaces,
        };
    }

    /// <summary>Azure needs a resource group; one with the instance's name is the usual case.</summary>
    internal override ImmutableSortedDictionary<string, string> DescribedDefaults(string name) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(AzureConfigKeys.ResourceGroupName, name);

    internal override IEnumerable<(string Key, string Id)> ExclusivePlaces(PlanRequest request) =>
        request.SubnetIds
            .Select(subnet => (AzureConfigKeys.SubnetIds, subnet.Value!))
            .Concat(request.NetworkInterfaceIds.Select(nic => (AzureConfigKeys.NetworkInterfaceIds, nic.Value!)));

    private static ImmutableSortedDictionary<string, string?> ReadIds(IInstanceSettings settings, string key, string type) =>
        settings.ReadIds(key, id => ResourceIds.IsAzure(id, type), ResourceIds.FormOfAzure(type));

    /// <summary>Azure writes locations as westeurope and as West Europe; which there are depends on the subscription.</summary>
    private static string? ReadLocation(IInstanceSettings settings)
    {
        if (settings.ReadText(AzureConfigKeys.Location) is not { } location) return null;
        if (location.Split(' ').All(word => word.Length > 0 && word.All(IsLetterOrDigit))) return location;
        settings.Report(
            AzureConfigKeys.Location, Problem.Invalid($"'{location}' is not a valid location", "write it as in westeurope or West Europe"));
        return null;

        static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
    }

    private static PlannedRow ReadRow(PropertyMap rule)
    {
        var direction = rule.Text("direction") == "Inbound" ? Direction.Inbound : Direction.Outbound;
        var side = direction == Direction.Inbound ? "source" : "destination";
        IEnumerable<string> prefixes = rule.Text(side + "AddressPrefix") is { } one ? [one] : rule.Texts(side + "AddressPrefixes");
        var groups = rule[side + "ApplicationSecurityGroupIds"] is PropertyList list ? list.Items : [];
        return new PlannedRow(
            rule.Text("name") ?? "",
            direction,
            rule.Text("protocol") is { } protocol and not "*" ? protocol.ToLowerInvariant() : PlannedRow.All,
            rule.Text("destinationPortRange") is { } range and not "*" ? range : PlannedRow.All,
            IsAllowed: rule.Text("access") == "Allow",
            [.. prefixes, .. groups.Select(ReadGroup)],
            Origins: [],
            rule.Text("description"));
    }

    /// <summary>The id of an application security group, or the name of the input that the Pulumi program gives for it.</summary>
    private static string ReadGroup(PropertyValue group) => group switch
    {
        PropertyText { Value: var id } => id,
        PropertyInput { Name: var input } => input,
        _ => throw new InvalidOperationException($"'{group}' is not an application security group. This is a defect of the planner."),
    };
}
