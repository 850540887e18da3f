namespace Starface.Policy.Problems;

/// <summary>A kind of problem: a row of <see cref="ProblemTable"/>.</summary>
/// <param name="Id">Its id, which has a page in docs/diagnostics.</param>
/// <param name="Title">Its title.</param>
/// <param name="Category">The category under which rule sets list it.</param>
/// <param name="Severity">Its severity, unless the problem gives another one.</param>
/// <param name="Message">
/// What is wrong, with numbered arguments as in <see cref="string.Format(string, object[])"/>. The compiler reports the kinds that have
/// one; the messages of the others depend on the plan or configuration, and are written where the problem is found.
/// </param>
/// <param name="Fix">What to do about it, with the same arguments; null where that depends.</param>
internal sealed record ProblemKind(string Id, string Title, string Category, Severity Severity, string? Message = null, string? Fix = null)
{
    /// <summary>Whether the compiler reports it.</summary>
    public bool IsReportedByCompiler => Message is not null;
}
