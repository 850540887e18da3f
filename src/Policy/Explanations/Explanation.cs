using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Explanations;

/// <summary>The answer to whether a flow is allowed.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Rules">The rules that allow it, each with only the remote sides that do; empty when it is denied.</param>
/// <param name="Nearest">When it is denied, the rules that come nearest to allowing it.</param>
/// <param name="Reason">The answer in words.</param>
internal sealed record Explanation(Flow Flow, ImmutableArray<Rule> Rules, ImmutableArray<Rule> Nearest, string Reason)
{
    /// <summary>Why it is so, without the flow and the verdict.</summary>
    public string Why { get; init; } = "";

    /// <summary>The names on whose members the answer depends, in ordinal order; empty where the answer is known.</summary>
    public ImmutableArray<string> DependsOn { get; init; } = [];

    /// <summary>What keeps the rules from being applied, or makes their addresses old; empty where nothing does.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>Whether the cloud lets the flow through though no rule of the policy is about it.</summary>
    public bool IsPlatform { get; init; }

    /// <summary>Whether the flow is allowed, denied, or neither is known.</summary>
    public Verdict Verdict => !DependsOn.IsEmpty ? Verdict.Unknown : Rules.IsEmpty && !IsPlatform ? Verdict.Denied : Verdict.Allowed;

    /// <summary>The services and rows that allow it, in order.</summary>
    public ImmutableArray<Origin> Origins => [.. Rules.SelectMany(rule => rule.Origins).Distinct().OrderBy(origin => origin)];
}
