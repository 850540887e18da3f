namespace Starface.Policy.Configuration;

/// <summary>A mistake in a configuration.</summary>
/// <param name="Path">The key, such as <c>starface:instances[2].peers.administrators</c>.</param>
/// <param name="Location">Where it stands, or null when the source has no places.</param>
/// <param name="Message">What is wrong, with which value, and how to mend it.</param>
public sealed record ConfigMistake(string Path, ConfigLocation? Location, string Message)
{
    /// <summary>The mistake in one line: place, key, message.</summary>
    public override string ToString() =>
        Location is { } place ? FormattableString.Invariant($"line {place.Line}, column {place.Column}: {Path}: {Message}") : $"{Path}: {Message}";
}
