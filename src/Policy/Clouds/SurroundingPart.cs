namespace Starface.Policy.Clouds;

/// <summary>The kinds of things around a group that a source may or may not tell.</summary>
internal enum SurroundingPart
{
    /// <summary>Network interfaces.</summary>
    Interfaces,

    /// <summary>Subnets.</summary>
    Subnets,

    /// <summary>AWS: network ACLs.</summary>
    NetworkAcls,

    /// <summary>AWS: the settings of VPC Block Public Access.</summary>
    PublicAccess,

    /// <summary>AWS: the exclusions from VPC Block Public Access.</summary>
    PublicAccessExclusions,

    /// <summary>Azure: security admin rules of Virtual Network Manager.</summary>
    AdminRules,
}
