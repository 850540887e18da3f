using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Starface.Generators.Tests;

/// <summary>
/// Runs an analyzer and a fix beside the generator. The fix is applied one problem at a time and, from the same source, as fix-all in the
/// document, the project and the solution; all have to end in the same text, which has to compile.
/// </summary>
internal sealed class PolicyFixTest<TAnalyzer, TFix> : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private PolicyFixTest()
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(Net100.References.All);
        TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Starface.Policy.FirewallPolicy).Assembly.Location));
        TestBehaviors = TestBehaviors.SkipGeneratedSourcesCheck;
    }

    /// <summary>Fixes a source with one or several problems.</summary>
    public static Task Fix(string wrong, string right, int problems = 1)
    {
        var test = new PolicyFixTest<TAnalyzer, TFix> { NumberOfIncrementalIterations = problems, NumberOfFixAllIterations = 1 };
        test.TestState.Sources.Add(Complete(wrong));
        test.FixedState.Sources.Add(Complete(right));
        test.TestState.AdditionalReferences.AddRange(Catalog.IfNamed([wrong, right]));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Offers no fix for the problems of a source.</summary>
    public static Task Leave(string wrong)
    {
        var test = new PolicyFixTest<TAnalyzer, TFix>();
        test.TestState.Sources.Add(Complete(wrong));
        test.FixedState.Sources.Add(Complete(wrong));
        test.TestState.AdditionalReferences.AddRange(Catalog.IfNamed([wrong]));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(PolicyGenerator)];

    private static string Complete(string source) => "using Starface.Policy;\n" + source.ReplaceLineEndings("\n");
}
