namespace Starface.Policy.Comparison;

/// <summary>Drift that an entry of the ignore file covers.</summary>
/// <param name="What">The drift in one line.</param>
/// <param name="Entry">The entry.</param>
internal sealed record IgnoredDrift(string What, IgnoreEntry Entry);
