namespace Starface.Policy.Comparison;

/// <summary>A group that does not lie where it must.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Target">What it must lie on, or null where it lies on nothing at all.</param>
/// <param name="Message">What is wrong, as a sentence without its full stop.</param>
internal sealed record AttachmentDrift(string GroupId, string? Target, string Message)
{
    /// <summary>The same on every run and machine as long as the attachment differs.</summary>
    public string Fingerprint { get; init; } = "";
}
