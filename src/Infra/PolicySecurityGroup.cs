using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;
using Starface.Policy.Planning;
using Starface.Policy.Planning.Aws;

namespace Starface.Infra;

/// <summary>A policy as an AWS security group with one rule resource for each rule and remote side.</summary>
public sealed class PolicySecurityGroup : ComponentResource
{
    /// <summary>Registers the group and its rules.</summary>
    /// <param name="name">The instance's name; it prefixes the names of all resources.</param>
    /// <param name="args">The policy and where it applies.</param>
    /// <param name="options">Pulumi's options for components.</param>
    /// <exception cref="RunException">The plan cannot be applied; the message says why, and nothing was registered below the component.</exception>
    public PolicySecurityGroup(string name, PolicySecurityGroupArgs args, ComponentResourceOptions? options = null)
        : base("starface:index:PolicySecurityGroup", name, options)
    {
        var plan = Planner.Plan(Cloud.Aws, new PlanRequest(name, args.Policy) { Region = args.Region, Tags = args.Tags });
        PlanErrors.ThrowIfAny(plan);
        PlanErrors.LogWarnings(plan, this);

        var child = new CustomResourceOptions { Parent = this };
        var group = new SecurityGroup(plan.Resources[0].Name, AwsArgs.SecurityGroup(plan.Resources[0].Properties, args.VpcId), child);
        foreach (var rule in plan.Resources.Skip(1))
        {
            if (rule.Type == AwsTypes.IngressRule)
                _ = new SecurityGroupIngressRule(rule.Name, AwsArgs.IngressRule(rule.Properties, group.Id), child);
            else
                _ = new SecurityGroupEgressRule(rule.Name, AwsArgs.EgressRule(rule.Properties, group.Id), child);
        }

        GroupId = group.Id;
        Digest = Output.Create(plan.Digest);
        RegisterOutputs();
    }

    /// <summary>The id of the security group.</summary>
    [Output("groupId")]
    public Output<string> GroupId { get; private set; }

    /// <summary>The digest of the flows the group permits.</summary>
    [Output("digest")]
    public Output<string> Digest { get; private set; }
}
