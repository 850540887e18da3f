namespace Starface.Policy.Expectations;

/// <summary>The end of a test.</summary>
/// <param name="Test">The test.</param>
/// <param name="Outcome">How it ends.</param>
/// <param name="Problem">What is wrong; null where it holds.</param>
internal sealed record FlowTestResult(FlowTest Test, FlowTestOutcome Outcome, Problem? Problem);
