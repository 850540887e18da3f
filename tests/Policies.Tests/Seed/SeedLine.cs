namespace Starface.Policies.Tests.Seed;

/// <summary>A line of the vendor's text.</summary>
/// <param name="Number">The line's number, from 1.</param>
/// <param name="Text">The line.</param>
internal sealed record SeedLine(int Number, string Text)
{
    public override string ToString() => FormattableString.Invariant($"line {Number}: {Text}");
}
