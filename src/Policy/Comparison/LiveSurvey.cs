using System.Collections.Immutable;

namespace Starface.Policy.Comparison;

/// <summary>What a source of live groups gave: a cloud's region, a subscription, or a file.</summary>
/// <param name="Groups">The groups that were found.</param>
/// <param name="Problems">What could not be read of the source as a whole. With any, a group that was looked for may be missing here though the cloud has it.</param>
public sealed record LiveSurvey(ImmutableArray<LiveGroup> Groups, ImmutableArray<string> Problems)
{
    /// <summary>A survey that failed.</summary>
    /// <param name="problem">What could not be read, where and why.</param>
    public static LiveSurvey Failed(string problem) => new([], [problem]);

    /// <summary>Several surveys as one.</summary>
    /// <param name="surveys">The surveys.</param>
    public static LiveSurvey Join(IEnumerable<LiveSurvey> surveys)
    {
        var all = surveys.ToList();
        return new LiveSurvey([.. all.SelectMany(survey => survey.Groups)], [.. all.SelectMany(survey => survey.Problems).Distinct(StringComparer.Ordinal)]);
    }
}
