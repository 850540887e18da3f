using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>An entry of the ignore file that a person should look at.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Expired">Whether it has expired; else nothing was found that it covers.</param>
internal sealed record IgnoreFinding(IgnoreEntry Entry, bool Expired)
{
    /// <summary>What is wrong with the entry, and where it is.</summary>
    public Problem Problem => (Expired
        ? Problem.Warning(
            ProblemIds.IgnoreEntryExpired,
            $"The entry for {Entry.Scope} of {Entry.Owner} expired on {Entry.Expires} ({Entry.Reason})",
            "fix the drift, or review the exception and set a later date")
        : Problem.Warning(
            ProblemIds.IgnoreEntryUnused,
            $"The entry for {Entry.Scope} of {Entry.Owner} covers nothing that was found ({Entry.Reason})",
            "remove it")) with
    { Place = Entry.Place };
}
