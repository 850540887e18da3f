namespace Starface.Policy.Comparison;

/// <summary>Drift that an entry of the ignore file covers.</summary>
/// <param name="What">The drift in one line.</param>
/// <param name="Entry">The entry.</param>
internal sealed record IgnoredDrift(string What, IgnoreEntry Entry)
{
    /// <summary>The fingerprint of the drift as it would be without the entry.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Whether the cloud permits too much; else it permits too little.</summary>
    public bool IsExtra { get; init; }
}
