namespace Starface.Policy;

/// <summary>The kinds of remote sides.</summary>
internal enum PeerKind
{
    /// <summary>A prefix, which every cloud accepts.</summary>
    Prefix,

    /// <summary>Another AWS security group of the same or a peered VPC; matches private addresses only.</summary>
    SecurityGroup,

    /// <summary>An existing AWS prefix list; its weight counts against the quota of rules.</summary>
    PrefixList,

    /// <summary>An Azure service tag, such as <c>VirtualNetwork</c>.</summary>
    ServiceTag,

    /// <summary>An Azure application security group of the same virtual network.</summary>
    ApplicationSecurityGroup,

    /// <summary>What the cloud serves itself, to which no rule is needed.</summary>
    CloudItself,
}
