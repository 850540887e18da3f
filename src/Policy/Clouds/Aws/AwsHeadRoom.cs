using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// The places that a new plan keeps free, so that the largest single line of configuration can be renumbered: Pulumi's engine makes the
/// rules of the new prefix before it removes those of the old one.
/// </summary>
internal sealed class AwsHeadRoom
{
    private readonly (int Rules, string Line)[] _largest = new (int Rules, string Line)[AwsPlanner.Axes.Length];

    /// <summary>The head room that some rules need.</summary>
    public AwsHeadRoom(IReadOnlyList<AwsRuleDraft> drafts)
    {
        var lines = new Dictionary<string, (AwsCounter Rules, AwsRuleDraft First)>(StringComparer.Ordinal);
        foreach (var draft in drafts)
        {
            Total.Add(draft);
            // A list of the plan's own changes by its entries, and its rules stay.
            if (draft.Remote.Value is PropertyReference) continue;
            if (!draft.Origins.Any(origin => origin.PeerGroup is not (null or PeerGroupId.Anywhere))) continue;
            if (!lines.TryGetValue(draft.Remote.Slug, out var line)) lines.Add(draft.Remote.Slug, line = (new AwsCounter(), draft));
            line.Rules.Add(draft);
        }

        foreach (var line in lines.Values)
        {
            var text = line.First.Remote.ToText();
            for (var axis = 0; axis < _largest.Length; axis++)
            {
                var (rules, largest) = (line.Rules[axis], _largest[axis]);
                if (rules > largest.Rules || (rules == largest.Rules && string.CompareOrdinal(text, largest.Line) < 0))
                    _largest[axis] = (rules, text);
            }
        }
    }

    /// <summary>All rules.</summary>
    public AwsCounter Total { get; } = new();

    /// <summary>
    /// The rules of the largest line for a direction and family, and the line; none where no line is a person's to change.
    /// </summary>
    /// <param name="axis">The index in <see cref="AwsPlanner.Axes"/>.</param>
    public (int Rules, string Line) Largest(int axis) => _largest[axis];

    /// <summary>The fewest groups that have room for the rules.</summary>
    /// <param name="limit">The rules per group.</param>
    /// <param name="withHeadRoom">Whether they have the head room as well.</param>
    public int FewestGroups(int limit, bool withHeadRoom)
    {
        var fewest = 1;
        for (var axis = 0; axis < AwsPlanner.Axes.Length; axis++)
        {
            var rules = Total[axis] + (withHeadRoom ? _largest[axis].Rules : 0);
            fewest = Math.Max(fewest, (rules + limit - 1) / limit);
        }

        return fewest;
    }
}
