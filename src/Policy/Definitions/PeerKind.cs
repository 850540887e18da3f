namespace Starface.Policy;

/// <summary>What kind of remote side a peer is.</summary>
internal enum PeerKind
{
    /// <summary>A prefix. Every cloud takes it.</summary>
    Prefix,

    /// <summary>Another AWS security group of the same or a peered VPC; matches private addresses only.</summary>
    SecurityGroup,

    /// <summary>An AWS prefix list that exists already; it counts with its weight against the quota of rules.</summary>
    PrefixList,

    /// <summary>An Azure service tag, such as <c>VirtualNetwork</c>.</summary>
    ServiceTag,

    /// <summary>An Azure application security group of the same virtual network.</summary>
    ApplicationSecurityGroup,
}
