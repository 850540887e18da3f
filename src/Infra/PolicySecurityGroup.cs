using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Flows;
using Starface.Policy.Planning;
using Starface.Policy.Rules;

namespace Starface.Infra;

/// <summary>
/// A policy as an AWS security group with one rule resource for each rule and remote side; as several groups when the quota of rules
/// asks for them. Attach all of <see cref="GroupIds"/> to the instance.
/// </summary>
public sealed class PolicySecurityGroup : ComponentResource
{
    /// <summary>Registers the groups and their rules.</summary>
    /// <param name="name">The instance's name; it prefixes the names of all resources.</param>
    /// <param name="args">The policy and where it applies.</param>
    /// <param name="options">Pulumi's options for components.</param>
    /// <exception cref="RunException">
    /// The plan cannot be applied; the message says why, and nothing was registered below the component.
    /// </exception>
    public PolicySecurityGroup(string name, PolicySecurityGroupArgs args, ComponentResourceOptions? options = null)
        : base(ProgramIdentity.ComponentFor(AwsTarget.Instance), name, options)
    {
        var plan = PlanErrors.Plan(AwsTarget.Instance, RecordedAllocation.Add(AwsTarget.Instance, args.ToRequest(name)));
        var ids = PlannedIds.For(plan, args.Inputs());
        PlanErrors.LogWarnings(plan, this);

        var groupIds = ImmutableArray.CreateBuilder<Input<string>>();
        var all = ImmutableArray.CreateBuilder<(PlannedResource Planned, CustomResource Registered)>();
        var aliases = new ProgramAliases(AwsTarget.Instance, options?.Parent, args.IsOnlyProgram);
        foreach (var resource in plan.Resources)
        {
            var child = Options(resource, ids, aliases);
            CustomResource registered = resource.Type switch
            {
                AwsTypes.SecurityGroup => new SecurityGroup(resource.Name, AwsArgs.SecurityGroup(resource.Properties, args.VpcId), child),
                AwsTypes.PrefixList => new ManagedPrefixList(resource.Name, AwsArgs.PrefixList(resource.Properties), child),
                AwsTypes.IngressRule => new SecurityGroupIngressRule(resource.Name, AwsArgs.IngressRule(resource.Properties, ids), child),
                AwsTypes.EgressRule => new SecurityGroupEgressRule(resource.Name, AwsArgs.EgressRule(resource.Properties, ids), child),
                AwsTypes.InterfaceAttachment => new NetworkInterfaceSecurityGroupAttachment(
                    resource.Name, AwsArgs.InterfaceAttachment(resource.Properties, ids), child),
                AwsTypes.ExclusiveRules =>
                    new VpcSecurityGroupRulesExclusive(resource.Name, AwsArgs.ExclusiveRules(resource.Properties, ids), child),
                AwsTypes.Tag => new Tag(resource.Name, AwsArgs.Tag(resource.Properties, ids), child),
                _ => throw new InvalidOperationException(
                    $"The plan has a resource of type '{resource.Type}', which this component does not know. This is a defect."),
            };
            ids.Add(resource.Name, registered);
            all.Add((resource, registered));
            if (resource.Type == AwsTypes.SecurityGroup) groupIds.Add(registered.Id);
        }

        GroupIds = Output.All(groupIds);
        GroupId = GroupIds.Apply(groups => groups[0]);
        Permitted = AwsReturnedFlows.From(plan, all.ToImmutable(), ids);
        Digest = Permitted.Apply(FlowDigest.From);
        RegisterOutputs();
    }

    /// <summary>The id of the first security group; the only one unless the quota of rules asks for more.</summary>
    [Output("groupId")]
    public Output<string> GroupId { get; private set; }

    /// <summary>The ids of all security groups; an interface permits their union.</summary>
    [Output("groupIds")]
    public Output<ImmutableArray<string>> GroupIds { get; private set; }

    /// <summary>The digest of the flows the groups permit: after an update those of the rules that the engine returned.</summary>
    [Output("digest")]
    public Output<string> Digest { get; private set; }

    /// <summary>The flows the groups permit, as the engine returned their rules.</summary>
    internal Output<FlowSet> Permitted { get; }

    private CustomResourceOptions Options(PlannedResource resource, PlannedIds ids, ProgramAliases aliases)
    {
        var options = new CustomResourceOptions
        {
            Parent = this,
            Aliases = aliases.For(resource.Type, resource.Name),
            ImportId = resource.ImportId,
            DependsOn = ids.DependenciesOf(resource).ToArray(),

            // Pulumi hands the component's own protection down to every child, and a protected rule could never be removed again.
            Protect = resource.Type == AwsTypes.SecurityGroup && !resource.Protect ? null : resource.Protect,
        };
        options.IgnoreChanges.AddRange(resource.IgnoreChanges);
        return options;
    }
}
