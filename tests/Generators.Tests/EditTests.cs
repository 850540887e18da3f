using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Generators.Tests;

/// <summary>After an edit, the generator writes what it would write of the edited files at the first run.</summary>
public sealed class EditTests
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
        internal static class Texts
        {
            public static string Greeting = "Hello";
            public const string Title = "Interface";
            public static string Name() { return "x"; }
        }
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
    [InlineData("[Allow<Web, Administrators>]", "")]
    [InlineData("[Allow<Web, Administrators>]", "[Allow<Web, Administrators>(NeverCut = true)]")]
    [InlineData("[Policy(\"pbx\")]", "[Policy(\"other\")]")]
    [InlineData("[Policy(\"pbx\")]", "")]
    [InlineData("[Policy(\"pbx\")]", "[Policy(\"pbx\"), Include<Branch>]")]
    [InlineData("Web = 443", "Web = 80")]
    public void An_edit_that_an_inclusion_depends_on_is_seen(string from, string to) =>
        AssertSeen(
            compilation => Edit(compilation, from, to),
            "\n[Starface.Policy.Policy(\"branch\"), Starface.Policy.Include<Pbx>] public sealed partial class Branch;");

    [Theory]
    [InlineData("Title = \"Interface\"", "Title = \"Web interface\"")]
    [InlineData("Web = (int)Known.Web", "Web = 8443")]
    [InlineData("Web = 443", "Web = 80")]
    [InlineData("internal static class Ports", "internal static class Harbours { } internal static class Doors")]
    [InlineData("Administrators : Starface.Policy.PeerGroup", "Administrators")]
    [InlineData("public sealed partial class Web { /*", "/// <summary>Documented.</summary>\npublic sealed partial class Web { /*")]
    [InlineData("public int Length", "public int Id")]
    [InlineData("public sealed partial class Web { /*", "public sealed class Web { /*")]
    [InlineData(
        "public sealed partial class Web { /*",
        "[Starface.Policy.Inbound(Starface.Policy.Protocol.Udp, 5)] public sealed partial class Web { /*")]
    [InlineData("[Policy(\"pbx\")]", "[Policy(\"pbx\", Title = \"Hosted\")]")]
    [InlineData("using Starface.Policy;\nnamespace Sample;\n[Policy", "namespace Sample;\n[Policy")]
    public void An_edit_that_a_declaration_depends_on_is_seen(string from, string to) =>
        AssertSeen(compilation => Edit(compilation, from, to));

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
            compilation => compilation.ReplaceReference(
                compilation.References.Single(reference => reference.Display == library.Display),
                LibraryWith(8443)),
            "\n[Starface.Policy.Service(\"other\"), Starface.Policy.Inbound(Starface.Policy.Protocol.Tcp, Library.Port)]"
                + "public sealed partial class Other;",
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
            ("=> 1; }", "=> 2; }"),
            ("Web = 443", "Web = 80"),
            ("=> 2; }", "=> 3; }"),
            ("return \"x\"", "return \"y\""),
            ("Web = 80", "Web = 443"),
            ("=> 3; }", "=> Id.Length; }"),
            ("[Policy(\"pbx\")]", ""),
            ("Title = \"Interface\"", "Title = \"Other\""),
            ("[Allow<Web", "[Policy(\"pbx\"), Allow<Web"),
            ("return \"y\"", "return Title"),
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
            var text = random.Next(3) == 0 || tokens.Count < 2
                ? Files[index]
                : tree.ToString().Remove(tokens[random.Next(tokens.Count)].SpanStart, 1);

            run = run.Again(run.Input.ReplaceSyntaxTree(tree, tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(text))));

            Assert.Null(run.Result.Exception);
            Assert.Equal(GeneratorRun.Over(run.Input).Files, run.Files);
        }
    }

    [Fact]
    public void What_was_read_keeps_nothing_of_the_compiler_alive()
    {
        var (compilation, tree) = Read();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.False(compilation.IsAlive);
        Assert.False(tree.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Compilation, WeakReference Tree) Read()
    {
        var run = GeneratorRun.Over(Files);
        Assert.NotEmpty(run.Files);
        return (new WeakReference(run.Input), new WeakReference(run.Input.SyntaxTrees[0]));
    }

    private static void AssertSeen(Func<CSharpCompilation, CSharpCompilation> edit, string more = "", params MetadataReference[] references)
    {
        var before = GeneratorRun.Compile([.. Files[..1], Files[1] + more, .. Files[2..]]).AddReferences(references);
        var first = GeneratorRun.Over(before);

        var second = first.Again(edit(before));

        var fresh = GeneratorRun.Over(edit(before));
        Assert.NotEqual(Everything(first), Everything(fresh));
        Assert.Equal(Everything(fresh), Everything(second));
    }

    private static CompilationReference LibraryWith(int port) =>
        GeneratorRun.CompileAlone("Library", [$"public static class Library {{ public const int Port = {port}; }}"]).ToMetadataReference();

    private static string Everything(GeneratorRun run) =>
        string.Join("\n", run.Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Key + "\n" + file.Value));

    private static CSharpCompilation Edit(CSharpCompilation compilation, string from, string to)
    {
        var tree = compilation.SyntaxTrees.First(tree => tree.ToString().Contains(from, StringComparison.Ordinal));
        return compilation.ReplaceSyntaxTree(
            tree,
            CSharpSyntaxTree.ParseText(
                tree.ToString().Replace(from, to, StringComparison.Ordinal),
                (CSharpParseOptions)tree.Options,
                tree.FilePath));
    }
}
