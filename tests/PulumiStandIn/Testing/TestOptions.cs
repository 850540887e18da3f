namespace Pulumi.Testing;

/// <summary>The deployment that a program under test sees.</summary>
public class TestOptions
{
    public bool? IsPreview { get; set; }

    public string? OrganizationName { get; set; }

    public string? ProjectName { get; set; }

    public string? RootDirectory { get; set; }

    public string? StackName { get; set; }
}
