using Starface.Policy.Explanations;
using Starface.Policy.Flows;

namespace Starface.Policy.Expectations;

/// <summary>Tests of a policy in C#: why one does not hold, in words, or null where it holds.</summary>
internal static class PolicyTests
{
    private const int MostLines = 10;

    /// <summary>Why an expectation is not met.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="expectation">What is expected.</param>
    /// <param name="text">The flows.</param>
    /// <param name="clouds">What each cloud adds on which an instance may be.</param>
    public static string? FindFailure(
        FirewallPolicy policy, Expectation expectation, string text, IReadOnlyCollection<Surroundings> clouds)
    {
        if (Read(policy, text, out var problem) is not { } flows) return problem!.Describe();
        var test = new FlowTest(expectation, flows);
        var result = new FlowTests([test], null).Run(policy, Surroundings.None)[0];
        if (expectation == Expectation.Allow && result.Problem is null) return null;
        return FindUnfiltered(flows.Ranges, clouds) is { } passage
            ? $"Test '{test.Words}' cannot be decided by a policy: {passage}."
            : result.Problem?.Describe();
    }

    /// <summary>What a policy permits beyond some flows, and what of them it does not.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="texts">The flows.</param>
    /// <param name="clouds">What each cloud adds on which an instance may be.</param>
    public static string? FindDifference(
        FirewallPolicy policy, IEnumerable<string> texts, IReadOnlyCollection<Surroundings> clouds)
    {
        var expected = FlowSet.Empty;
        var permitted = new PermittedFlows(policy, Surroundings.None);
        foreach (var text in texts)
        {
            if (Read(policy, text, out var problem) is not { } flows) return problem!.Describe();
            if (flows.WhyEmpty is { } why) return $"'{flows.Words}' is about nobody: {why}.";

            if (FindUnfiltered(flows.Ranges.Where(range => !permitted.Contains(range)), clouds) is { } passage)
                return $"'{flows.Words}' cannot be decided by a policy: {passage}.";

            // What a cloud serves itself has no rule.
            expected = expected.Union(FlowSet.From(flows.Ranges.Where(range => permitted.FindPassage(range) is null)));
        }

        var explainer = new Explainer(policy, null, Surroundings.None);
        var extra = NamedFlows.FindClosed(policy.Flows, expected);
        var missing = NamedFlows.FindClosed(expected, policy.Flows);
        if (extra.IsEmpty && missing.IsEmpty) return null;
        return "it does not permit exactly these flows."
            + Lines("It also permits", extra, flow => Rows(explainer.Explain(flow)))
            + Lines("It does not permit", missing, flow => $": {explainer.Explain(flow).Why}");
    }

    /// <summary>What a policy permits that another one does not.</summary>
    /// <param name="policy">The policy, made for an instance.</param>
    /// <param name="other">The other policy, made for an instance.</param>
    public static string? FindWider(FirewallPolicy policy, FirewallPolicy other)
    {
        var wider = NamedFlows.FindClosed(policy.Flows, other.Flows);
        var explainer = new Explainer(policy, null, Surroundings.None);
        return wider.IsEmpty
            ? null
            : $"it is wider than '{other.Definition.Id}'."
                + Lines("It also permits", wider, flow => Rows(explainer.Explain(flow)));
    }

    /// <summary>Why some of the flows pass on a cloud whatever a policy says, as the end of a sentence; null where none does.</summary>
    private static string? FindUnfiltered(IEnumerable<FlowRange> flows, IReadOnlyCollection<Surroundings> clouds) =>
        flows.SelectMany(range => clouds.Select(cloud => cloud.FindPassage(range))).OfType<Passage>().FirstOrDefault() is { } passage
            ? $"{passage.Reason}; write the test into the file of a stack, whose cloud is known"
            : null;

    private static TestedFlows? Read(FirewallPolicy policy, string text, out Problem? problem) =>
        FlowPattern.TryParse(text, out var pattern, out problem) ? pattern.Resolve(policy, null, out problem) : null;

    private static string Lines(string title, FlowSet flows, Func<Flow, string> explain)
    {
        var ranges = flows.Ranges();
        if (ranges.Count == 0) return "";
        var lines =
            from range in ranges.Take(MostLines)
            let why = explain(FlowParts.FirstOf(FlowSet.From(range)))
            select $"\n  {RuleText.Describe(range.Direction)} {FlowPattern.DescribeFlows(range)}{why}";
        var more = ranges.Count > MostLines ? FormattableString.Invariant($"\n  and {ranges.Count - MostLines} more") : "";
        return $"\n{title}:{string.Concat(lines)}{more}";
    }

    private static string Rows(Explanation explanation) =>
        explanation.Origins.IsEmpty ? "" : $" ({FlowTests.Describe(explanation.Origins)})";
}
