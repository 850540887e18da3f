using Starface.Drift.Live;
using Starface.Policy;

namespace Starface.Cli.Hosting;

/// <summary>Writes problems for people.</summary>
internal static class ProblemLines
{
    /// <summary>Writes a line for each problem, such as <c>error SFP5006: --stack: There is no stack 'x'.</c></summary>
    public static void WriteProblems(this TextWriter error, IEnumerable<Problem> problems)
    {
        foreach (var problem in problems) error.WriteLine(SafeText.From($"error {problem.Id}: {problem.Describe()}"));
    }

    /// <summary>Writes a line for what a person should know, such as <c>note SFP5013: Pulumi.x.yaml:1:1: environment: …</c></summary>
    public static void WriteNotes(this TextWriter error, IEnumerable<Problem> notes)
    {
        foreach (var note in notes) error.WriteLine(SafeText.From($"note {note.Id}: {note.Describe()}"));
    }
}
