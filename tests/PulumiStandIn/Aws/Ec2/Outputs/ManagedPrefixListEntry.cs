namespace Pulumi.Aws.Ec2.Outputs;

/// <summary>An inline entry of a managed prefix list as the state holds it.</summary>
[OutputType]
public sealed class ManagedPrefixListEntry
{
    public readonly string Cidr;

    public readonly string? Description;

    [OutputConstructor]
    private ManagedPrefixListEntry(
        string cidr,
        string? description)
    {
        Cidr = cidr;
        Description = description;
    }
}
