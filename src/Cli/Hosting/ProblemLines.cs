using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli.Hosting;

/// <summary>Writes problems for people.</summary>
internal static class ProblemLines
{
    /// <summary>Writes a line for each problem, such as <c>error SFP5006: --stack: There is no stack 'x'.</c></summary>
    public static void WriteProblems(this OutputGate error, IEnumerable<Problem> problems)
    {
        var told = 0;
        foreach (var problem in problems)
        {
            if (told++ < InputLimits.Problems.Most) error.WriteLine($"error {problem.Id}: {problem.Describe()}");
        }

        if (told > InputLimits.Problems.Most)
            error.WriteLine(FormattableString.Invariant($"and {told - InputLimits.Problems.Most} more: {InputLimits.Problems.Way}."));
    }

    /// <summary>Writes a line for what a person should know, such as <c>note SFP5013: Pulumi.x.yaml:1:1: environment: …</c></summary>
    public static void WriteNotes(this OutputGate error, IEnumerable<Problem> notes)
    {
        foreach (var note in notes) error.WriteLine($"note {note.Id}: {note.Describe()}");
    }
}
