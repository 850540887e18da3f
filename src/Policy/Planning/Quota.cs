using Starface.Policy.Problems;

namespace Starface.Policy.Planning;

/// <summary>How much of a cloud's limit a plan uses.</summary>
/// <param name="Name">What is limited, such as <c>inbound IPv4 rules</c>.</param>
/// <param name="Used">How many the plan uses.</param>
/// <param name="Limit">The cloud's default limit.</param>
internal sealed record Quota(string Name, int Used, int Limit)
{
    /// <summary>The problem with the limit, or null while there is room: an error above it, a warning from nine tenths on.</summary>
    /// <param name="fix">What to do about it.</param>
    /// <param name="describeUse">What uses most of it, or null; asked only where there is a problem.</param>
    internal Problem? FindProblem(string fix, Func<string>? describeUse = null)
    {
        if (Used * 10 < Limit * 9) return null;
        var use = describeUse is null ? "" : $"; {describeUse()}";
        return Used > Limit
            ? Problem.Error(
                ProblemIds.QuotaExceeded, FormattableString.Invariant($"{Name}: {Used} are needed, and the limit is {Limit}{use}"), fix)
            : Problem.Warning(ProblemIds.QuotaNearlyReached, FormattableString.Invariant($"{Name}: {Used} of {Limit} are used{use}"), fix);
    }
}
