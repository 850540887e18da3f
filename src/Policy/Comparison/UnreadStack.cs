using System.Collections.Immutable;

namespace Starface.Policy.Comparison;

/// <summary>A stack whose own file could not be read: which instances it has, and so their drift, is unknown.</summary>
/// <param name="Name">The stack's name.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record UnreadStack(string Name, ImmutableArray<Problem> Problems);
