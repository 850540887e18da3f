using System.Collections.Immutable;
using Starface.Policy.Explanations;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Expectations;

/// <summary>The tests of an instance.</summary>
/// <param name="Tests">The tests, in the order of the configuration.</param>
/// <param name="Catalog">The policies there are, whose services may be meant; null where they are not known.</param>
internal sealed record FlowTests(ImmutableArray<FlowTest> Tests, PolicyCatalog? Catalog)
{
    private const int MostOrigins = 2;

    /// <summary>No tests.</summary>
    public static FlowTests None { get; } = new([], null);

    /// <summary>Runs the tests on a policy.</summary>
    /// <param name="policy">The policy, made for the instance.</param>
    /// <param name="surroundings">What the instance's cloud adds to it.</param>
    /// <returns>The result of each test, in their order.</returns>
    public ImmutableArray<FlowTestResult> Run(FirewallPolicy policy, Surroundings surroundings)
    {
        if (Tests.IsEmpty) return [];
        var permitted = new PermittedFlows(policy, surroundings);
        var explainer = new Explainer(policy, Catalog, surroundings);
        return [.. Tests.Select(test => Run(test, FlowsOf(test), permitted, explainer))];

        // What is open to a name is open to somebody, so that it is not closed to everyone.
        TestedFlows FlowsOf(FlowTest test) => test.Expectation == Expectation.Deny ? test.Flows.WithNamesOf(policy) : test.Flows;
    }

    private static FlowTestResult Run(FlowTest test, TestedFlows flows, PermittedFlows permitted, Explainer explainer)
    {
        if (flows.WhyEmpty is { } why) return Fails(test, $"it is about nobody: {why}", "remove it");
        var (certain, possible) = permitted.Among(flows.Ranges);
        if (test.Expectation == Expectation.Allow)
        {
            var closed = flows.All.Except(possible);
            return !closed.IsEmpty ? Fails(test, DescribeClosed(flows, certain, closed, explainer), "open it, or change the test")
                : certain.IsSupersetOf(flows.All) ? new FlowTestResult(test, FlowTestOutcome.Holds, null)
                : Undecided(test, permitted);
        }

        return !certain.IsEmpty ? Fails(test, DescribeOpen(flows, certain, permitted, explainer), "close it, or change the test")
            : possible.IsEmpty ? new FlowTestResult(test, FlowTestOutcome.Holds, null)
            : Undecided(test, permitted);
    }

    private static string DescribeClosed(TestedFlows flows, FlowSet open, FlowSet closed, Explainer explainer)
    {
        var (why, isAll) = (explainer.Explain(FlowParts.FirstOf(closed)).Why, open.IsEmpty && closed.IsSupersetOf(flows.All));
        if (isAll) return $"none of it is permitted: {why}";
        var known = open.IsEmpty ? "" : $"{FlowParts.Describe(open, flows)} of it is permitted, and ";
        return $"{known}{FlowParts.Describe(closed, flows)} is not: {why}";
    }

    private static string DescribeOpen(TestedFlows flows, FlowSet open, PermittedFlows permitted, Explainer explainer)
    {
        var part = open.IsSupersetOf(flows.All) ? "all" : FlowParts.Describe(open, flows);
        return $"{part} of it is permitted: {WhyOpen(flows, open, permitted, explainer)}";
    }

    /// <summary>The rules that permit the first of some flows, with the rows they come from.</summary>
    private static string WhyOpen(TestedFlows flows, FlowSet open, PermittedFlows permitted, Explainer explainer)
    {
        var flow = FlowParts.FirstOf(open);
        var passages = flows.Ranges.Where(range => range.Contains(flow)).Select(permitted.FindPassage);
        if (passages.OfType<string>().FirstOrDefault() is { } passage) return passage;
        var explanation = explainer.Explain(flow);
        return explanation.Origins.IsEmpty ? explanation.Why : $"{explanation.Why} ({Describe(explanation.Origins)})";
    }

    /// <summary>The services and rows that rules come from, of which the first stand for many.</summary>
    public static string Describe(ImmutableArray<Origin> origins)
    {
        var first = origins.Take(MostOrigins)
            .Select(origin => origin.Source.Length == 0 ? origin.Service : $"{origin.Service}: {origin.Source}");
        var more = origins.Length > MostOrigins ? FormattableString.Invariant($"; {origins.Length - MostOrigins} more") : "";
        return string.Join("; ", first) + more;
    }

    private static FlowTestResult Fails(FlowTest test, string why, string fix) => new(
        test,
        FlowTestOutcome.Fails,
        Problem.Error(ProblemIds.TestFails, $"Test '{test.Words}' fails: {why}", fix) with { ConfigKey = test.Key });

    private static FlowTestResult Undecided(FlowTest test, PermittedFlows permitted)
    {
        var names = RuleText.Few(permitted.FindNames(test.Flows.Ranges));
        return new(
            test,
            FlowTestOutcome.Undecided,
            Problem.Error(
                ProblemIds.TestUndecided,
                $"Test '{test.Words}' cannot be decided: it depends on the addresses of {names}, which are not known here",
                "test what a rule for the name itself permits, or give prefixes in its place") with
            {
                ConfigKey = test.Key,
            });
    }
}
