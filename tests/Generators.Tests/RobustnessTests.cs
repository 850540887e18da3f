using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Starface.Generators.Symbols;

namespace Starface.Generators.Tests;

public sealed class RobustnessTests
{
    private static readonly string Everything = string.Join("\n", Sources.All.Select((source, index) =>
        index == 0
            ? source
            : source
                .Replace("using Starface.Policy;", "", StringComparison.Ordinal)
                .Replace("namespace Sample;", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("[Service] public partial class A;")]
    [InlineData("[Service(] public partial class A;")]
    [InlineData("[Service(42)] public partial class A;")]
    [InlineData("[Service(null)] public partial class A;")]
    [InlineData("[Service(\"a\", Title = 3, Nonsense = 1)] public partial class A;")]
    [InlineData("[Service(\"a\"), Service(\"b\")] public partial class A;")]
    [InlineData("[Service(\"a\")] public partial class A; [Service(\"b\")] public partial class A;")]
    [InlineData("[Service(\"a\")] public partial class A; [Service(\"b\")] public partial record A;")]
    [InlineData("[Service(\"a\")] public class A; [Service(\"b\")] public class A;")]
    [InlineData("[Service(\"a\")] public partial struct A;")]
    [InlineData("[Service(\"a\")] public partial interface A;")]
    [InlineData("[Service(\"a\")] public enum A { }")]
    [InlineData("[Service(\"a\")] public delegate void A();")]
    [InlineData("[Service(\"a\")] public partial class ;")]
    [InlineData("[Service(\"a\")] partial class A : A;")]
    [InlineData("[Policy(\"a\")] partial class A : A;")]
    [InlineData("[Service(\"a\"), Inbound(Protocol.Tcp, 443, Addresses = null)] public partial class A;")]
    [InlineData("[Service(\"a\"), Inbound(Protocol.Tcp, 443, Addresses = [..new[] { \"x\" }, \"y\"])] public partial class A;")]
    [InlineData("[Service(\"a\"), Inbound(Protocol.Tcp, 443, Addresses = new string[3])] public partial class A;")]
    [InlineData("[Service(\"a\"), Inbound(Protocol.Tcp, int.MaxValue)] public partial class A;")]
    [InlineData("[Service(\"a\"), Inbound(default, default)] public partial class A;")]
    [InlineData("[Service(\"a\"), Inbound((Protocol)int.MinValue, MinimumTls = (Tls)(-3), Basis = (Basis)77)] public partial class A;")]
    [InlineData("[Service(\"a\"), Inbound(Protocol.Any, MinimumTls = (Tls)(-3), Basis = (Basis)77)] public partial class A;")]
    [InlineData("[Service(\"a\"), RemoteHost(null), Outbound(Protocol.Tcp, 1)] public partial class A;")]
    [InlineData("[Policy(\"a\"), Allow<>] public partial class A;")]
    [InlineData("[Policy(\"a\"), Allow] public partial class A;")]
    [InlineData("[Policy(\"a\"), Allow<A>] public partial class A;")]
    [InlineData("[Policy(\"a\"), Allow<A, A>] public partial class A;")]
    [InlineData("[Policy(\"a\"), Allow<int, int>] public partial class A;")]
    [InlineData("[Policy(\"a\"), Allow<dynamic>] public partial class A;")]
    [InlineData("[Policy(\"a\"), Allow<Missing, Missing>] public partial class A;")]
    [InlineData("[Policy(\"a\"), Allow<A, B, C>] public partial class A;")]
    [InlineData("public partial class A<T> { [Policy(\"a\"), Allow<T>] public partial class B; }")]
    [InlineData("[Service(\"a\")] [Policy(\"b\")] public partial class A;")]
    [InlineData("[assembly: Service(\"a\")]")]
    [InlineData("class C { [Service(\"a\")] void M() { [Service(\"b\")] void N() { } } }")]
    [InlineData("[Service(\"a\")] public partial class Web; [Service(\"b\")] public partial class web;")]
    [InlineData("[Service(\"a\")] public partial class Catalog; namespace Sample { [Service(\"b\")] public partial class Catalog; }")]
    public Task Malformed_declarations_break_neither_generator_nor_analyzers(string source) =>
        AssertSurvives("using Starface.Policy;\n" + source);

    [Fact]
    public async Task Files_cut_anywhere_break_neither_generator_nor_analyzers()
    {
        for (var length = 0; length < Everything.Length; length += 50) await AssertSurvives(Everything[..length]);
    }

    [Fact]
    public async Task Tokens_lost_or_doubled_break_neither_generator_nor_analyzers()
    {
        var tokens = CSharpSyntaxTree.ParseText(Everything, cancellationToken: TestContext.Current.CancellationToken)
            .GetRoot(TestContext.Current.CancellationToken).DescendantTokens().Select(token => token.ToFullString()).ToList();
        var random = new Random(11);
        for (var i = 0; i < 40; i++)
        {
            var changed = tokens.ToList();
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var index = random.Next(changed.Count);
                if (random.Next(2) == 0) changed.RemoveAt(index);
                else changed.Insert(index, changed[index] + " ");
            }

            await AssertSurvives(string.Concat(changed));
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task Files_of_the_catalog_cut_anywhere_break_neither_generator_nor_analyzers()
    {
        // A service needs no other file to be read; a policy is cut beside all that it names.
        foreach (var file in Catalog.Services)
            for (var length = 0; length < file.Length; length += 50)
                await AssertSurvives(Catalog.Usings, file[..length]);
        foreach (var file in Catalog.Policies)
            for (var length = 0; length < file.Length; length += 50)
                await AssertSurvives([Catalog.Usings, file[..length], .. Catalog.Services, .. Catalog.PeerGroups]);
    }

    [Fact]
    public Task Parts_in_several_files_break_neither_generator_nor_analyzers() =>
        AssertSurvives(
            "using Starface.Policy; [Service(\"a\")] public partial class A { public partial class B; }",
            "using Starface.Policy; [Inbound(Protocol.Tcp, 1)] public partial class A { [Policy(\"b\"), Allow<A, P>] "
                + "public partial class B; }",
            "using Starface.Policy; [Service(\"c\")] public partial class A : A.B { [Allow<A.B>] public partial class B : A; "
                + "public class P : PeerGroup; }");

    [Fact]
    public Task Types_that_contain_and_derive_from_themselves_break_neither_generator_nor_analyzers() =>
        AssertSurvives("""
            using Starface.Policy;
            [Service("a"), Inbound(Protocol.Tcp, 443)] public partial class A<T> : A<A<T>> where T : A<T>;
            [Policy("b"), Allow<B.C, B.G>] public partial class B : B.C { [Service("c")] public partial class C : B; public class G : G; }
            [Policy("d"), Allow<D, D>] public partial class D : PeerGroup;
            """);

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_thousand_services_in_one_policy_are_completed()
    {
        const int Count = 1000;
        var services = string.Concat(
            Enumerable.Range(1, Count).Select(
                i => $"[Service(\"s{i}\"), Inbound(Protocol.Tcp, {i}, Setting = \"Port{i}\")] internal partial class S{i};\n"));
        var allowances = string.Concat(Enumerable.Range(1, Count).Select(i => $"[Allow<S{i}, Phones>]\n"));

        var run = await AssertSurvives(
            $"using Starface.Policy;\ninternal sealed class Phones : PeerGroup;\n{services}"
                + $"[Policy(\"all\")]\n{allowances}internal partial class All;");

        Assert.Equal(Count + 2, run.Files.Count);
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public async Task Without_the_attributes_nothing_happens()
    {
        var compilation = CSharpCompilation.Create("Empty");

        Assert.Empty(await Analysis.Run(compilation));
        Assert.Empty(GeneratorRun.Over(compilation).Files);
    }

    private static async Task<GeneratorRun> AssertSurvives(params string[] sources)
    {
        var run = GeneratorRun.Over(sources);

        Assert.Null(run.Result.Exception);
        Assert.Empty(run.Diagnostics);
        var diagnostics = await Analysis.Run(run.Output);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        Assert.True(
            IsComplete(run)
                || diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                || run.Complaints.Any(complaint => complaint.Contains("error CS", StringComparison.Ordinal)),
            "A declaration was withheld without a word:\n" + string.Join("\n", sources.Take(3)));
        return run;
    }

    private static bool IsComplete(GeneratorRun run)
    {
        var declared = run.Input.GetSymbolsWithName(_ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>()
            .Count(type =>
                AttributeNames.Find(type, DeclarationKind.Service) is not null
                    || AttributeNames.Find(type, DeclarationKind.Policy) is not null);
        return run.Files.Count == (declared == 0 ? 0 : declared + 1)
            && run.Files.Values.All(text => !text.Contains("throw new", StringComparison.Ordinal));
    }
}
