using System.Globalization;

namespace Starface.Policy.Problems;

/// <summary>How much of something is accepted of what others wrote.</summary>
/// <param name="What">What is limited.</param>
/// <param name="Most">How much is accepted.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Way">What to do where more is needed.</param>
internal sealed record InputLimit(string What, long Most, string Unit, string Way)
{
    /// <summary>The amount, such as <c>16 MiB</c> or <c>100,000 instances</c>.</summary>
    public string Amount => Unit == InputLimits.Bytes
        ? FormattableString.Invariant($"{Most >> 20} MiB")
        : $"{Most.ToString("N0", CultureInfo.InvariantCulture)} {Unit}";

    /// <summary>What to say of something that is beyond the limit, after "it has".</summary>
    public string Excess => $"more than {Amount}, which is the limit";

    /// <summary>The problem of something that is beyond the limit.</summary>
    /// <param name="what">What it is, as the start of a sentence.</param>
    public Problem Exceeded(string what) =>
        Problem.Error(ProblemIds.BeyondLimit, $"{what} has {Excess}", Way);
}
