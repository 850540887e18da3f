using System.Collections.Immutable;
using Starface.Policy.Expectations;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>Reads the tests of an instance: its own, and those at the top of the file.</summary>
internal static class TestReader
{
    private const string Form = $"a list of tests such as [allow: \"{FlowPattern.Form}\"]";

    private static readonly ImmutableArray<Expectation> Expectations = [Expectation.Allow, Expectation.Deny];

    /// <summary>The tests of all layers.</summary>
    /// <param name="layers">The instance's own keys, and those at the top of the file.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static ImmutableArray<WrittenTest> Read(ImmutableArray<(ConfigMap Map, string Path)> layers, ConfigProblems problems)
    {
        var tests = ImmutableArray.CreateBuilder<WrittenTest>();
        foreach (var layer in layers)
        {
            var path = layer.Path + ConfigKeys.Tests;
            switch (layer.Map[ConfigKeys.Tests])
            {
                case null:
                    break;
                case ConfigList { Items.Length: var count } list when tests.Count + count > InputLimits.Tests.Most:
                    problems.Add(path, list.Place, InputLimits.Tests.Exceeded("The instance"));
                    return [];
                case ConfigList { Items.IsEmpty: false } list:
                    for (var i = 0; i < list.Items.Length; i++)
                        ReadItem(list.Items[i], FormattableString.Invariant($"{path}[{i}]"), problems, tests);
                    break;
                case var other:
                    problems.AddWrongKind(path, other, Form);
                    break;
            }
        }

        return tests.ToImmutable();
    }

    /// <summary>The tests with the flows that they mean for an instance.</summary>
    /// <param name="written">The tests.</param>
    /// <param name="policy">The policy, made for the instance.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static ImmutableArray<FlowTest> Resolve(
        ImmutableArray<WrittenTest> written, FirewallPolicy policy, PolicyCatalog catalog, ConfigProblems problems)
    {
        var tests = new List<(WrittenTest Written, FlowTest Test)>();
        foreach (var test in written)
        {
            if (test.Pattern.Resolve(policy, catalog, out var problem) is { } flows)
                tests.Add((test, new FlowTest(test.Expectation, flows) { Key = test.Path }));
            else
                problems.Add(test.Path, test.Place, problem!);
        }

        ReviewRepeated(tests, problems);
        ReviewContradictions(tests, problems);
        return [.. tests.Select(test => test.Test)];
    }

    private static void ReadItem(ConfigNode node, string path, ConfigProblems problems, ImmutableArray<WrittenTest>.Builder tests)
    {
        if (node is not ConfigMap { Entries.Length: 1 } map)
        {
            var (what, fix) = node is ConfigMap { Entries.Length: > 1 }
                ? ("Expected one expectation, found several", $"write each as an entry of its own, such as '- allow: {FlowPattern.Form}'")
                : ($"Expected an expectation and a flow, found {node.Kind}", $"write '- allow: {FlowPattern.Form}'");
            problems.Add(path, node.Place, ProblemIds.WrongKind, what, fix);
            return;
        }

        var entry = map.Entries[0];
        ImmutableArray<string> known = [.. Expectations.Select(FlowTest.Describe)];
        problems.RejectUnknownKeys(map, path + ".", known);
        if (!known.Contains(entry.Key)) return;
        var key = $"{path}.{entry.Key}";
        if (problems.ReadText(key, entry.Value, $"a flow such as '{FlowPattern.Form}'") is not { } text) return;
        if (FlowPattern.TryParse(text, out var pattern, out var problem))
            tests.Add(new WrittenTest(Expectations[known.IndexOf(entry.Key)], pattern, key, entry.Value.Place));
        else
            problems.Add(key, entry.Value.Place, problem);
    }

    private static void ReviewRepeated(List<(WrittenTest Written, FlowTest Test)> tests, ConfigProblems problems)
    {
        var known = new Dictionary<(Expectation Expectation, FlowSet Flows), WrittenTest>();
        foreach (var (written, test) in tests.Where(test => test.Test.Flows.WhyEmpty is null))
        {
            if (!known.TryGetValue((test.Expectation, test.Flows.All), out var first))
                known.Add((test.Expectation, test.Flows.All), written);
            else
            {
                problems.Add(
                    written.Path,
                    written.Place,
                    Problem.Warning(ProblemIds.Duplicate, $"'{test.Words}' tests what {NameOf(first)} tests", "remove one"));
            }
        }
    }

    /// <summary>Two tests of which one always fails.</summary>
    private static void ReviewContradictions(List<(WrittenTest Written, FlowTest Test)> tests, ConfigProblems problems)
    {
        // Of a fleet's many tests hardly any contradict each other, so that all are compared at once first.
        if (!All(Expectation.Allow).Overlaps(All(Expectation.Deny))) return;
        for (var i = 1; i < tests.Count; i++)
        {
            var (written, test) = tests[i];
            var other = tests.Take(i).FirstOrDefault(
                earlier => earlier.Test.Expectation != test.Expectation && earlier.Test.Flows.All.Overlaps(test.Flows.All));
            if (other.Test is null) continue;
            var both = FlowParts.Describe(test.Flows.All.Intersect(other.Test.Flows.All), test.Flows);
            problems.Add(
                written.Path,
                written.Place,
                Problem.Error(
                    ProblemIds.Contradiction,
                    $"'{test.Words}' contradicts '{other.Test.Words}' ({NameOf(other.Written)}): both are about {both}",
                    "change one"));
        }

        FlowSet All(Expectation expectation) => FlowSet.From(
            tests.Where(test => test.Test.Expectation == expectation).SelectMany(test => test.Test.Flows.Ranges));
    }

    private static string NameOf(WrittenTest test) =>
        test.Place?.Line is { } line ? FormattableString.Invariant($"line {line}") : test.Path;
}
