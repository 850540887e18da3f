using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Clouds;

namespace Starface.Drift.Fleet;

/// <summary>What was found for an instance.</summary>
/// <param name="Groups">Its groups.</param>
/// <param name="Problems">What is wrong with the search.</param>
/// <param name="Notes">What could not be read without being about the instance.</param>
internal readonly record struct Selection(ImmutableArray<LiveGroup> Groups, ImmutableArray<Problem> Problems, ImmutableArray<Problem> Notes)
{
    /// <summary>
    /// Whether another selection has the very same groups, problems and notes, so that comparing it gives the same result.
    /// </summary>
    public bool IsSameAs(Selection other) =>
        HasSameGroups(other.Groups)
        && Problems.SequenceEqual(other.Problems)
        && Notes.SequenceEqual(other.Notes);

    private bool HasSameGroups(ImmutableArray<LiveGroup> others)
    {
        if (Groups.Length != others.Length) return false;
        for (var i = 0; i < Groups.Length; i++)
        {
            if (!ReferenceEquals(Groups[i], others[i])) return false;
        }

        return true;
    }
}
