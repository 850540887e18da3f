namespace Pulumi.Testing;

/// <summary>What a program under test is told about its run.</summary>
public class TestOptions
{
    public bool? IsPreview { get; set; }

    public string? OrganizationName { get; set; }

    public string? ProjectName { get; set; }

    public string? RootDirectory { get; set; }

    public string? StackName { get; set; }
}
