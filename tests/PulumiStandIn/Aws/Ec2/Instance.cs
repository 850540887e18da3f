using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

/// <summary>An AWS instance.</summary>
public partial class Instance : CustomResource
{
    public Instance(string name, InstanceArgs? args = null, CustomResourceOptions? options = null)
        : base("aws:ec2/instance:Instance", name, args ?? new InstanceArgs(), options)
    {
    }

    [Output("arn")]
    public Output<string> Arn { get; private set; } = null!;

    [Output("subnetId")]
    public Output<string> SubnetId { get; private set; } = null!;

    [Output("vpcSecurityGroupIds")]
    public Output<ImmutableArray<string>> VpcSecurityGroupIds { get; private set; } = null!;
}
