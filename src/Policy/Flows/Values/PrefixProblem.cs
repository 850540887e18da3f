namespace Starface.Policy.Flows;

/// <summary>Why a text is not a prefix.</summary>
/// <param name="Kind">The kind of mistake.</param>
/// <param name="Reason">A sentence for people that names the text and what is wrong with it.</param>
/// <param name="Mend">The text that was probably meant and is a valid prefix, where that can be told; else null.</param>
public sealed record PrefixProblem(PrefixProblemKind Kind, string Reason, string? Mend = null);
