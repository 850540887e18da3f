using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Drift.Aws;

/// <summary>What an answer of EC2's holds beside what is known.</summary>
/// <param name="OfGroups">The problems by the id of the group they are about.</param>
/// <param name="OfAll">The problems that cannot be laid to one group.</param>
internal sealed record AwsAnswer(ImmutableArray<(string GroupId, string Problem)> OfGroups, ImmutableArray<string> OfAll)
{
    /// <summary>An answer of which everything is known.</summary>
    public static AwsAnswer Known { get; } = new([], []);
}
