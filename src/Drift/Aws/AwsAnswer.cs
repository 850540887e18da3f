using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Drift.Aws;

/// <summary>What is wrong with an answer of EC2: members that are unknown or duplicate.</summary>
/// <param name="OfGroups">The problems by the id of the group they are about.</param>
/// <param name="OfAll">The problems that cannot be attributed to one group.</param>
internal sealed record AwsAnswer(ImmutableArray<(string GroupId, Problem Problem)> OfGroups, ImmutableArray<Problem> OfAll)
{
    /// <summary>An answer with nothing wrong.</summary>
    public static AwsAnswer Known { get; } = new([], []);
}
