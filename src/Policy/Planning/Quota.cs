using Starface.Policy.Problems;

namespace Starface.Policy.Planning;

/// <summary>How much of a cloud's limit a plan uses.</summary>
/// <param name="Name">What is limited, such as <c>inbound IPv4 rules</c>.</param>
/// <param name="Used">How many the plan uses.</param>
/// <param name="Limit">How many the cloud takes by default.</param>
public sealed record Quota(string Name, int Used, int Limit)
{
    /// <summary>The finding about the limit, or null while there is room: an error above it, a warning from nine tenths on.</summary>
    /// <param name="mend">What to do about it.</param>
    internal Problem? ToFinding(Func<string> mend)
    {
        if (Used > Limit)
            return Problem.Error(ProblemIds.QuotaExceeded, FormattableString.Invariant($"{Name}: {Used} are needed, the cloud takes {Limit}. {mend()}"));
        return Used * 10 >= Limit * 9
            ? Problem.Warning(ProblemIds.QuotaNearlyReached, FormattableString.Invariant($"{Name}: {Used} of {Limit} are used. {mend()}"))
            : null;
    }
}
