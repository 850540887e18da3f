using System.Collections.Immutable;
using Starface.Policy;

namespace Starface.Cli.Hosting;

/// <summary>Problems of options and files, which the person who runs a command can fix. They end in exit code 1 without a trace.</summary>
internal sealed class UsageException : Exception
{
    /// <summary>An exception with one problem.</summary>
    public UsageException(Problem problem)
        : this([problem]) { }

    /// <summary>An exception with all problems that were found.</summary>
    public UsageException(ImmutableArray<Problem> problems)
        : base(string.Join("\n", problems.Select(problem => problem.Describe()))) => Problems = problems;

    /// <summary>Everything that is wrong, in the order in which it is reported.</summary>
    public ImmutableArray<Problem> Problems { get; }
}
