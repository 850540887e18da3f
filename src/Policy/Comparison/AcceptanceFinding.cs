using Starface.Policy.Problems;

namespace Starface.Policy.Comparison;

/// <summary>What a person should look at in a file of what is accepted.</summary>
/// <param name="Problem">What is wrong with an entry, and where it is.</param>
internal sealed record AcceptanceFinding(Problem Problem)
{
    /// <summary>An entry that has expired.</summary>
    public static AcceptanceFinding Expired(Acceptance entry) => About(
        entry,
        ProblemIds.IgnoreEntryExpired,
        $"{entry.Words} expired on {entry.Expires} ({entry.Reason})",
        $"{entry.Way}, or review the exception and set a later date");

    /// <summary>An entry that covers nothing that was found.</summary>
    public static AcceptanceFinding Unused(Acceptance entry) => About(
        entry,
        ProblemIds.IgnoreEntryUnused,
        $"{entry.Words} covers nothing that was found ({entry.Reason})",
        "remove it");

    /// <summary>An entry that covers all protocols and ports of everyone.</summary>
    public static AcceptanceFinding TooWide(IgnoreEntry entry) => About(
        entry,
        ProblemIds.IgnoreEntryTooWide,
        $"{entry.Words} covers every protocol and port of everyone, and so whatever is opened later "
            + $"({entry.Reason})",
        "list the flows that are accepted");

    /// <summary>An entry for an error, which holds although it is listed: what an error says cannot be applied.</summary>
    public static AcceptanceFinding ForError(Acceptance entry) => About(
        entry,
        ProblemIds.IgnoreEntryUnused,
        $"{entry.Words} is for an error, which cannot be accepted ({entry.Reason})",
        $"{entry.Way}, and remove it");

    private static AcceptanceFinding About(Acceptance entry, string id, string message, string fix) =>
        new(Problem.Warning(id, message, fix) with { Place = entry.Place });
}
