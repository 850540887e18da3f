namespace Starface.Policy.Expectations;

/// <summary>A test of a policy: flows that are permitted, or that are not.</summary>
/// <param name="Expectation">What is expected of the flows.</param>
/// <param name="Flows">The flows.</param>
internal sealed record FlowTest(Expectation Expectation, TestedFlows Flows)
{
    /// <summary>The key under which a configuration has the place of the test, or null.</summary>
    public string? Key { get; init; }

    /// <summary>The test as it is written, such as <c>allow: inbound tcp 5061 from 203.0.113.7</c>.</summary>
    public string Words => $"{Describe(Expectation)}: {Flows.Words}";

    /// <summary>The expectation as it is written.</summary>
    public static string Describe(Expectation expectation) => expectation == Expectation.Allow ? "allow" : "deny";
}
