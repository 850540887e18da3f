namespace Starface.Policy.Clouds;

/// <summary>A configuration key, as new files and editors describe it.</summary>
/// <param name="Key">The key without its namespace.</param>
/// <param name="Text">What it means: sentences.</param>
/// <param name="Form">The form of its value.</param>
/// <param name="Example">A value as a line of YAML, or null where a new file does not show the key.</param>
internal sealed record KeyDescription(string Key, string Text, KeyForm Form, string? Example)
{
    /// <summary>Whether every instance needs it.</summary>
    public bool IsRequired { get; init; }

    /// <summary>The largest number.</summary>
    public int Most { get; init; } = int.MaxValue;
}
