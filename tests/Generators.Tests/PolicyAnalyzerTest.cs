using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace Starface.Generators.Tests;

/// <summary>
/// Runs an analyzer beside the generator, as a build does: a diagnostic that the markup does not announce fails the test, including errors
/// of the compiler about missing members.
/// </summary>
internal sealed class PolicyAnalyzerTest<TAnalyzer> : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public PolicyAnalyzerTest()
    {
        ReferenceAssemblies = new ReferenceAssemblies("net10.0");
        TestState.AdditionalReferences.AddRange(Net100.References.All);
        TestState.AdditionalReferences.Add(MetadataReference.CreateFromFile(typeof(Starface.Policy.FirewallPolicy).Assembly.Location));
        TestBehaviors = TestBehaviors.SkipGeneratedSourcesCheck;
    }

    public static Task Check(params string[] sources)
    {
        var test = new PolicyAnalyzerTest<TAnalyzer>();
        foreach (var source in sources) test.TestState.Sources.Add("using Starface.Policy;\n" + source);
        test.TestState.AdditionalReferences.AddRange(Catalog.IfNamed(sources));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    protected override IEnumerable<Type> GetSourceGenerators() => [typeof(PolicyGenerator)];
}
