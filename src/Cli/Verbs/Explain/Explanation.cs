using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Verbs.Explain;

/// <summary>The answer to whether a flow is allowed.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Rules">The rules that allow it, each with only the remote sides that do; empty when it is denied.</param>
/// <param name="Nearest">When it is denied, the rules that come nearest to allowing it.</param>
/// <param name="Reason">The answer in words.</param>
internal sealed record Explanation(Flow Flow, ImmutableArray<Rule> Rules, ImmutableArray<Rule> Nearest, string Reason)
{
    /// <summary>Whether the flow is allowed.</summary>
    public bool IsAllowed => !Rules.IsEmpty;

    /// <summary>The services and rows that allow it, in order.</summary>
    public ImmutableArray<Origin> Origins => [.. Rules.SelectMany(rule => rule.Origins).Distinct().Order()];
}
