using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Models;
using Starface.Generators.Parsing;

namespace Starface.Generators.Tests;

public sealed class DeclarationReaderTests
{
    private static readonly string[] Files =
    [
        """
        using Starface.Policy;
        namespace Sample;
        [Service("web", Title = Texts.Title)]
        [Inbound(Protocol.Tcp, Ports.Web, Source = nameof(Texts))]
        public sealed partial class Web { public static int Number() => 1; }
        """,
        """
        namespace Sample;
        internal static class Texts { public static string Greeting = "Hello"; public const string Title = "Interface"; public static string Name() { return "x"; } }
        internal static class Ports { public static int Other = 1; public const int Web = (int)Known.Web; }
        internal enum Known { Web = 443 }
        """,
        """
        namespace Sample;
        public sealed partial class Web { /* nothing */ public int Length => 1; }
        public class Administrators : Starface.Policy.PeerGroup;
        """,
        """
        using Starface.Policy;
        namespace Sample;
        [Policy("pbx")]
        [Allow<Web, Administrators>]
        public sealed partial class Pbx;
        """,
    ];

    [Theory]
    [InlineData("=> 1; }", "=> 2; }")]
    [InlineData("return \"x\";", "if (true) { } /* why */ return \"y\" + \"z\";")]
    [InlineData("public int Length => 1;", "public int Length => Number();")]
    public void An_edit_of_a_body_reads_no_declaration_of_another_file(string from, string to)
    {
        var before = GeneratorRun.Compile(Files);
        var after = Edit(before, from, to);

        var (first, second) = ReadTwice(before, after);

        var unchanged = after.SyntaxTrees.Intersect(before.SyntaxTrees).ToList();
        Assert.Equal(2, first.Count);
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), second.Keys.Order(StringComparer.Ordinal));
        Assert.All(second.Values.Where(read => unchanged.Contains(read.Tree)), read => Assert.Same(first[read.Name].Model, read.Model));
        Assert.All(second.Values, read => Assert.Equal(first[read.Name].Model, read.Model));
    }

    [Fact]
    public void A_compilation_made_of_one_before_the_latest_reads_nothing_that_was_read_of_that()
    {
        var before = GeneratorRun.Compile(Files);
        var generator = new ReadingGenerator(new DeclarationReader());
        var driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: (CSharpParseOptions)before.SyntaxTrees[0].Options).RunGenerators(before, TestContext.Current.CancellationToken);
        var first = generator.TakeReadings();
        driver.RunGenerators(Edit(before, "Web = 443", "Web = 80"), TestContext.Current.CancellationToken);
        generator.TakeReadings();

        driver.RunGenerators(Edit(before, "return \"x\";", "return \"y\";"), TestContext.Current.CancellationToken);

        Assert.All(generator.TakeReadings().Values, read => Assert.Same(first[read.Name].Model, read.Model));
    }

    [Theory]
    // Constants, where the compiler's own comparison sees no change after a field with a value.
    [InlineData("Title = \"Interface\"", "Title = \"Web interface\"")]
    [InlineData("Web = (int)Known.Web", "Web = 8443")]
    [InlineData("Web = 443", "Web = 80")]
    [InlineData("internal static class Ports", "internal static class Harbours { } internal static class Doors")]
    [InlineData("Administrators : Starface.Policy.PeerGroup", "Administrators")]
    [InlineData("public sealed partial class Web { /*", "/// <summary>Documented.</summary>\npublic sealed partial class Web { /*")]
    [InlineData("public int Length", "public int Id")]
    [InlineData("public sealed partial class Web { /*", "public sealed class Web { /*")]
    [InlineData("public sealed partial class Web { /*", "[Starface.Policy.Inbound(Starface.Policy.Protocol.Udp, 5)] public sealed partial class Web { /*")]
    [InlineData("[Policy(\"pbx\")]", "[Policy(\"pbx\", Title = \"Hosted\")]")]
    [InlineData("using Starface.Policy;\nnamespace Sample;\n[Policy", "namespace Sample;\n[Policy")]
    public void An_edit_that_a_declaration_depends_on_is_seen(string from, string to) => AssertSeen(compilation => Edit(compilation, from, to));

    [Fact]
    public void An_option_that_a_declaration_depends_on_is_seen() =>
        AssertSeen(compilation =>
        {
            var tree = compilation.SyntaxTrees[1];
            var options = ((CSharpParseOptions)tree.Options).WithPreprocessorSymbols("OTHER");
            return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.ToString(), options, tree.FilePath));
        }, "\n#if OTHER\n[Starface.Policy.Inbound(Starface.Policy.Protocol.Udp, 9)] partial class Web;\n#endif");

    [Fact]
    public void A_reference_with_another_constant_is_seen()
    {
        var library = LibraryWith(443);

        AssertSeen(
            compilation => compilation.ReplaceReference(compilation.References.Single(reference => reference.Display == library.Display), LibraryWith(8443)),
            "\n[Starface.Policy.Service(\"other\"), Starface.Policy.Inbound(Starface.Policy.Protocol.Tcp, Library.Port)] public sealed partial class Other;",
            library);
    }

    [Fact]
    public void Another_name_of_the_assembly_is_seen() => AssertSeen(compilation => compilation.WithAssemblyName("Other"));

    [Fact]
    public void Edits_one_after_the_other_give_what_the_last_file_says()
    {
        var run = GeneratorRun.Over(GeneratorRun.Compile(Files));
        (string From, string To)[] edits =
        [
            ("=> 1; }", "=> 2; }"), ("Web = 443", "Web = 80"), ("=> 2; }", "=> 3; }"), ("return \"x\"", "return \"y\""), ("Web = 80", "Web = 443"), ("=> 3; }", "=> Id.Length; }"),
            ("[Policy(\"pbx\")]", ""), ("Title = \"Interface\"", "Title = \"Other\""), ("[Allow<Web", "[Policy(\"pbx\"), Allow<Web"), ("return \"y\"", "return Title"),
        ];

        foreach (var (from, to) in edits)
        {
            run = run.Again(Edit(run.Input, from, to));

            Assert.Equal(GeneratorRun.Over(run.Input).Files, run.Files);
        }
    }

    [Fact]
    public void Any_edits_one_after_the_other_give_what_the_last_file_says()
    {
        var random = new Random(5);
        var run = GeneratorRun.Over(GeneratorRun.Compile(Files));
        for (var i = 0; i < 150; i++)
        {
            var index = random.Next(Files.Length);
            var tree = run.Input.SyntaxTrees[index];
            var tokens = tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens().ToList();
            // Back to what was written every now and then, so that little remains broken for long.
            var text = random.Next(3) == 0 || tokens.Count < 2 ? Files[index] : tree.ToString().Remove(tokens[random.Next(tokens.Count)].SpanStart, 1);

            run = run.Again(run.Input.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(text))));

            Assert.Null(run.Result.Exception);
            Assert.Equal(GeneratorRun.Over(run.Input).Files, run.Files);
        }
    }

    [Fact]
    public void Expressions_nested_deeper_than_the_stack_are_compared()
    {
        var sum = string.Join("+", Enumerable.Repeat("1", 20_000));
        var deep = GeneratorRun.Compile([.. Files, $"class Deep {{ static int Sum = {sum}; }}"]);

        var run = GeneratorRun.Over(deep).Again(Edit(deep, "static int Sum", "const int Sum"));

        Assert.Null(run.Result.Exception);
    }

    [Fact]
    public void What_was_read_keeps_nothing_of_the_compiler_alive()
    {
        var reader = new DeclarationReader();
        var (compilation, tree) = Read(reader);

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(compilation.IsAlive);
        Assert.False(tree.IsAlive);
        GC.KeepAlive(reader);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Compilation, WeakReference Tree) Read(DeclarationReader reader)
    {
        var compilation = GeneratorRun.Compile(Files);
        CSharpGeneratorDriver.Create([new ReadingGenerator(reader).AsSourceGenerator()], parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGenerators(compilation, TestContext.Current.CancellationToken);
        return (new WeakReference(compilation), new WeakReference(compilation.SyntaxTrees[0]));
    }

    private static void AssertSeen(Func<CSharpCompilation, CSharpCompilation> edit, string more = "", params MetadataReference[] references)
    {
        var before = GeneratorRun.Compile([.. Files[..1], Files[1] + more, .. Files[2..]]).AddReferences(references);
        var first = GeneratorRun.Over(before);

        var second = first.Again(edit(before));

        var anew = GeneratorRun.Over(edit(before));
        Assert.NotEqual(Everything(first), Everything(anew));
        Assert.Equal(Everything(anew), Everything(second));
    }

    private static CompilationReference LibraryWith(int port) =>
        GeneratorRun.CompileAlone("Library", [$"public static class Library {{ public const int Port = {port}; }}"]).ToMetadataReference();

    private static string Everything(GeneratorRun run) => string.Join("\n", run.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Key + "\n" + file.Value));

    private static (IReadOnlyDictionary<string, Reading> First, IReadOnlyDictionary<string, Reading> Second) ReadTwice(CSharpCompilation before, CSharpCompilation after)
    {
        var generator = new ReadingGenerator(new DeclarationReader());
        var driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], parseOptions: (CSharpParseOptions)before.SyntaxTrees[0].Options);
        var afterFirst = driver.RunGenerators(before, TestContext.Current.CancellationToken);
        var first = generator.TakeReadings();
        afterFirst.RunGenerators(after, TestContext.Current.CancellationToken);
        return (first, generator.TakeReadings());
    }

    private static CSharpCompilation Edit(CSharpCompilation compilation, string from, string to)
    {
        var tree = compilation.SyntaxTrees.First(tree => tree.ToString().Contains(from, StringComparison.Ordinal));
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(tree.ToString().Replace(from, to, StringComparison.Ordinal), (CSharpParseOptions)tree.Options, tree.FilePath));
    }

    /// <summary>What was read from a class.</summary>
    private sealed record Reading(string Name, SyntaxTree Tree, object? Model);

    /// <summary>Keeps what the reader returns, which the compiler replaces by what it knows where both are equal.</summary>
    private sealed class ReadingGenerator(DeclarationReader reader) : IIncrementalGenerator
    {
        private List<Reading> _readings = [];

        public void Initialize(IncrementalGeneratorInitializationContext context)
        {
            Register<ServiceModel>(context, AttributeNames.Service, reader.Service);
            Register<PolicyModel>(context, AttributeNames.Policy, reader.Policy);
        }

        public IReadOnlyDictionary<string, Reading> TakeReadings()
        {
            var readings = _readings;
            _readings = [];
            return readings.ToDictionary(reading => reading.Name, StringComparer.Ordinal);
        }

        private void Register<TModel>(IncrementalGeneratorInitializationContext context, string attribute, Func<GeneratorAttributeSyntaxContext, CancellationToken, TModel?> read)
        {
            var found = context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, (site, token) =>
            {
                var model = read(site, token);
                _readings.Add(new(site.TargetSymbol.Name, site.TargetNode.SyntaxTree, model));
                return model;
            });
            context.RegisterSourceOutput(found, static (_, _) => { });
        }
    }
}
