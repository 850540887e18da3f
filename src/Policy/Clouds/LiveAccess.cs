namespace Starface.Policy.Clouds;

/// <summary>How a group on AWS was reached, which a person who changes it needs too.</summary>
/// <param name="Region">The region.</param>
internal sealed record LiveAccess(string Region)
{
    /// <summary>The profile of the shared configuration, or null for the usual search for credentials.</summary>
    public string? Profile { get; init; }

    /// <summary>The role that was assumed, or null.</summary>
    public string? RoleArn { get; init; }

    /// <summary>Another address of the service, or null.</summary>
    public string? Endpoint { get; init; }
}
