using Starface.Policy.Problems;
using Starface.Policy.Rules;

namespace Starface.Policy.Planning;

/// <summary>How much of a cloud's limit a plan uses.</summary>
/// <param name="Name">What is limited, such as <c>inbound IPv4 rules</c>.</param>
/// <param name="Used">How many the plan uses.</param>
/// <param name="Limit">The limit.</param>
internal sealed record Quota(string Name, int Used, int Limit)
{
    /// <summary>The usual change that needs most beside what is used: a prefix that is renumbered; null where nothing is known.</summary>
    public (string Prefix, int More)? Renumbering { get; init; }

    /// <summary>What that change needs, in words.</summary>
    public string? Needs =>
        Renumbering is var (prefix, more) ? FormattableString.Invariant($"renumbering {prefix} needs {more} more") : null;

    /// <summary>Whether there is no room for what a usual change needs; from nine tenths on where that is not known.</summary>
    public bool IsNearlyReached { get; init; } = Used * 10 >= Limit * 9;

    /// <summary>The problem with the limit, or null while there is room: an error above it, a warning where it is nearly reached.</summary>
    /// <param name="fix">What to do about it.</param>
    /// <param name="describeUse">What uses most of it, or null; asked only where there is a problem.</param>
    internal Problem? FindProblem(string fix, Func<string>? describeUse = null)
    {
        if (Used <= Limit && !IsNearlyReached) return null;
        var use = describeUse is null ? "" : $"; {describeUse()}";
        var problem = Used > Limit
            ? Problem.Error(
                ProblemIds.QuotaExceeded, FormattableString.Invariant($"{Name}: {Used} are needed, and the limit is {Limit}{use}"), fix)
            : Problem.Warning(
                ProblemIds.QuotaNearlyReached, FormattableString.Invariant($"{Name}: {Used} of {Limit} are used{Required}{use}"), fix);
        return problem with { ConfigKey = ArgumentProblems.PeersKey };
    }

    private string Required => Needs is null ? "" : $", and {Needs}";
}
