namespace Starface.Policy.Flows;

/// <summary>Why a text is not a prefix.</summary>
/// <param name="Kind">The kind of problem.</param>
/// <param name="Reason">A sentence that names the text and says what is wrong with it.</param>
/// <param name="Mend">The valid prefix that was probably meant, or null if that is not clear.</param>
public sealed record PrefixProblem(PrefixProblemKind Kind, string Reason, string? Mend = null);
