namespace Starface.Policy.Comparison;

/// <summary>A tag of the plan that the group does not carry as planned.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Key">The tag.</param>
/// <param name="Planned">The planned value.</param>
/// <param name="Live">The cloud's value, or null when the tag is missing.</param>
internal sealed record TagDrift(string GroupId, string Key, string Planned, string? Live)
{
    /// <summary>The same on every run and machine as long as the tag differs.</summary>
    public string Fingerprint { get; init; } = "";
}
