namespace Starface.Policy.Clouds;

/// <summary>The kinds of layers on the way to and from an interface.</summary>
internal enum LayerKind
{
    /// <summary>The groups on the interface: all security groups on AWS, the interface's network security group on Azure.</summary>
    InterfaceGroups,

    /// <summary>Azure: the network security group of the subnet.</summary>
    SubnetGroup,

    /// <summary>AWS: the network ACL of the subnet.</summary>
    NetworkAcl,

    /// <summary>AWS: VPC Block Public Access.</summary>
    PublicAccessBlock,

    /// <summary>Azure: security admin rules of Virtual Network Manager.</summary>
    AdminRules,
}
