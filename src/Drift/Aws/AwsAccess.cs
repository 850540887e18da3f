namespace Starface.Drift.Aws;

/// <summary>How an AWS account's region is reached.</summary>
/// <param name="Region">The region, or null for the machine's own setting.</param>
internal sealed record AwsAccess(string? Region)
{
    /// <summary>The profile of the shared configuration, or null for the usual search for credentials.</summary>
    public string? Profile { get; init; }

    /// <summary>The role to assume, or null.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Another address of the service, such as an emulator's, or null.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The region and account in words.</summary>
    public string Place
    {
        get
        {
            var region = $"AWS {Region ?? "default region"}";
            var profile = Profile is null ? "" : $", profile {Profile}";
            var role = RoleArn is null ? "" : $", role {RoleArn}";
            return region + profile + role;
        }
    }
}
