using System.Collections.Immutable;

namespace Starface.Policy.Rules;

/// <summary>The result of compiling a policy.</summary>
/// <param name="Rules">The rules in the order of direction, protocol and ports.</param>
/// <param name="Findings">What a reader should know, in order.</param>
internal sealed record RuleSet(ImmutableArray<Rule> Rules, ImmutableArray<Problem> Findings);
