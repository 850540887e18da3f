using System.Collections.Immutable;
using Starface.Policies.Tests.Seed;

namespace Starface.Policies.Tests.Checks;

/// <summary>A need and the lines of the vendor's text it follows from.</summary>
/// <param name="Need">What the catalog has to declare.</param>
/// <param name="Lines">The lines.</param>
internal sealed record Expectation(Need Need, ImmutableArray<SeedLine> Lines)
{
    public override string ToString() => $"{Need}\n  from {string.Join("\n  and  ", Lines)}";
}
