using System.Collections.Immutable;

namespace Starface.Policy;

/// <summary>Arguments that do not fit a policy, or something that a cloud cannot do: everything that is wrong, at once.</summary>
public sealed class PolicyException : Exception
{
    /// <summary>An exception with one problem.</summary>
    /// <param name="problem">The problem.</param>
    public PolicyException(Problem problem)
        : this([problem]) { }

    /// <summary>An exception with all problems that were found.</summary>
    /// <param name="problems">The problems; its message has a line for each.</param>
    public PolicyException(ImmutableArray<Problem> problems)
        : base(string.Join("\n", problems.Select(problem => problem.Describe()))) => Problems = problems;

    /// <summary>Everything that is wrong, in the order of the source.</summary>
    public ImmutableArray<Problem> Problems { get; }
}
