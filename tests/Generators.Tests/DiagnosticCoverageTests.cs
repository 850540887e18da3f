using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Generators.CodeFixes;

namespace Starface.Generators.Tests;

/// <summary>What has to be shown of each diagnostic: that it does not fire on what comes near, where it is underlined, and that its fix mends several at once.</summary>
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
    public async Task What_comes_near_a_mistake_is_none(string id)
    {
        var output = GeneratorRun.Over("using Starface.Policy;\n" + NearMisses.ById[id]).Output;

        Assert.DoesNotContain(output.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(await Analysis.Run(output), diagnostic => diagnostic.Id == id);
    }

    [Fact]
    public async Task The_place_of_each_mistake_is_as_reviewed()
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

    /// <summary>The fix tests say how many problems they mend at once; the tests' own text tells whether an id is among them.</summary>
    [Theory]
    [MemberData(nameof(FixableIds))]
    public void A_fix_is_shown_to_mend_several_mistakes_at_once(string id)
    {
        var tests = Directory.GetFiles(Path.Combine(Checkout.Root, "tests/Generators.Tests"), "*Tests.cs")
            .SelectMany(file => Test().Split(File.ReadAllText(file)))
            .Where(test => test.Contains("Fix(", StringComparison.Ordinal) && SeveralMistakes().IsMatch(test));

        Assert.Contains(tests, test => test.Contains("{|" + id + ":", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\n    \[(Fact|Theory)\]")]
    private static partial Regex Test();

    [GeneratedRegex(@"problems: [2-9]|problems\)")]
    private static partial Regex SeveralMistakes();
}
