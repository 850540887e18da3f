using Starface.Policy;

namespace Starface.Drift.Json;

/// <summary>Something in a source of live groups that cannot be understood.</summary>
/// <param name="problem">What is wrong, where, and how to fix it.</param>
internal sealed class LiveFormatException(Problem problem) : Exception(problem.Describe())
{
    /// <summary>What is wrong, where, and how to fix it.</summary>
    public Problem Problem { get; } = problem;
}
