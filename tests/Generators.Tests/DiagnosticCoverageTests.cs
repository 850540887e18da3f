using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Generators.CodeFixes;

namespace Starface.Generators.Tests;

/// <summary>
/// Each diagnostic has tests: what is nearly a problem is not reported, the location is right, and a code fix can fix several problems at
/// once.
/// </summary>
public sealed partial class DiagnosticCoverageTests
{
    public static TheoryData<string> Ids => [.. DiagnosticPage.Ids];

    public static TheoryData<string> FixableIds =>
    [
        .. typeof(PolicyCodeFixProvider).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_nearest_valid_source_is_not_reported(string id)
    {
        var output = GeneratorRun.Over("using Starface.Policy;\n" + NearMisses.ById[id]).Output;

        Assert.DoesNotContain(
            output.GetDiagnostics(TestContext.Current.CancellationToken),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(await Analysis.Run(output), diagnostic => diagnostic.Id == id);
    }

    [Fact]
    public async Task The_location_of_each_problem_is_as_reviewed()
    {
        var places = new List<string>();
        foreach (var id in DiagnosticPage.Ids)
        {
            var diagnostics = await Analysis.Run(GeneratorRun.Over(DiagnosticPage.Of(id).Wrong).Output);
            var location = diagnostics.Single(diagnostic => diagnostic.Id == id).Location;
            places.Add($"{id} {location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(location.SourceSpan)}\n");
        }

        Snapshot.Match(string.Concat(places), "Places");
    }

    /// <summary>The tests of fixes say how many problems they fix at once; their own text shows whether an id is among them.</summary>
    [Theory]
    [MemberData(nameof(FixableIds))]
    public void A_fix_is_shown_to_fix_several_problems_at_once(string id)
    {
        var tests = Directory.GetFiles(Path.Combine(Checkout.Root, "tests/Generators.Tests"), "*Tests.cs")
            .SelectMany(file => Test().Split(File.ReadAllText(file)))
            .Where(test => test.Contains("Fix(", StringComparison.Ordinal) && SeveralProblems().IsMatch(test));

        Assert.Contains(tests, test => test.Contains("{|" + id + ":", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\n    \[(Fact|Theory)\]")]
    private static partial Regex Test();

    [GeneratedRegex(@"problems: [2-9]|problems\)")]
    private static partial Regex SeveralProblems();
}
