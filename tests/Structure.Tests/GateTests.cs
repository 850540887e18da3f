using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Structure.Tests;

/// <summary>
/// Whatever the program shows passes the gate (Drift/Output), which treats every string as a stranger's and escapes it for its medium.
/// </summary>
public class GateTests
{
    private const string Gate = "Drift/Output/*";

    // What writes to a stream, and the few files beside the gate that may use it.
    public static TheoryData<string, string[]> Writers => new()
    {
        { "System.Console", ["Cli/Hosting/StandardStreams.cs", "Cli/Hosting/CliEnvironment.cs"] },
        {
            "System.IO.TextWriter",
            [
                Gate, "Cli/CommandLineApp.cs", "Cli/VersionAction.cs", "Cli/Hosting/StandardStreams.cs", "Cli/Hosting/GuardedWriter.cs",
            ]
        },
        { "System.IO.StringWriter", ["Cli/CommandLineApp.cs"] },
        {
            // What git is asked, and nobody sees.
            "System.IO.StreamWriter",
            ["Cli/Hosting/StandardStreams.cs", "Cli/Hosting/WholeFiles.cs", "Cli/Revisions/GitRepository.cs"]
        },
        { "System.Xml.XmlWriter", [Gate] },
        { "System.Text.Json.Utf8JsonWriter.WriteRawValue", [] },
        { "System.Diagnostics.Debug", [] },
        { "System.Diagnostics.Trace", [] },
    };

    public static TheoryData<string> FileWriters =>
    [
        "AppendAllBytes", "AppendAllLines", "AppendAllText", "AppendText", "Copy", "Create", "CreateText", "CreateSymbolicLink",
        "OpenWrite", "Replace", "WriteAllBytes", "WriteAllLines", "WriteAllText",
    ];

    [Theory]
    [MemberData(nameof(Writers))]
    public void Nothing_is_written_past_the_gate(string writer, string[] rooms)
    {
        var uses = Shown.Where(use => use.IsOf(writer)).ToList();

        Use.AssertNone($"{writer} is used past the gate", uses.Where(use => !rooms.Any(use.IsIn)));
        Use.AssertNone($"{writer} is not used any more in", rooms.Where(room => !uses.Any(use => use.IsIn(room))));
    }

    [Theory]
    [MemberData(nameof(FileWriters))]
    public void Files_are_written_in_three_places(string method)
    {
        // The last makes a folder of a commit's files, which is removed in the end.
        string[] places = ["Cli/Hosting/WholeFiles.cs", "Drift/Fleet/ResumeFile.cs", "Cli/Revisions/RevisionFolder.cs"];

        Use.AssertNone("A file is written", Shown.Where(use => use.IsOf($"System.IO.File.{method}") && !places.Any(use.IsIn)));
    }

    // Drift.Tests/Mutations has a valid document of each of these, and changes it at every place.
    [Fact]
    public void What_somebody_wrote_is_read_in_few_places()
    {
        string[] places =
        [
            "Cli/Assemblies/AssemblyHeader.cs",
            "Cli/Hosting/WrittenJson.cs", "Cli/Selection/EntryFile.cs", "Cli/Selection/EnvironmentValues.cs",
            "Cli/Selection/StackDirectory.cs",
            "Cli/Selection/StackFile.cs",
            "Cli/Verbs/Compile/ProgramFolder.cs", "Cli/Verbs/Diff/SavedPlan.cs", "Cli/Verbs/Doctor/OutsideOptions.cs",
            "Cli/Verbs/Resolve/Resolution.cs", "Drift/Files/*",
            "Drift/Fleet/ResumeFile.cs", "Drift/Reports/PolicySources.cs",
        ];
        string[] past = ["OpenRead", "OpenText", "ReadAllBytes", "ReadAllLines", "ReadAllText", "ReadLines"];
        var uses = Shown.Where(use => use.IsOf("Starface.Drift.Files.InputFile")).ToList();

        Use.AssertNone("A file is read", uses.Where(use => !places.Any(use.IsIn)));
        Use.AssertNone("No file is read any more in", places.Where(place => !uses.Any(use => use.IsIn(place))));
        Use.AssertNone("A file is read without a limit", Shown.Where(use =>
            past.Any(method => use.IsOf($"System.IO.File.{method}"))
            || (!use.IsIn("Drift/Files/*")
                && use.Symbol is IMethodSymbol
                {
                    MethodKind: MethodKind.Constructor,
                    ContainingType.Name: "StreamReader" or "FileStream",
                    Parameters: [{ Type.SpecialType: SpecialType.System_String }, ..],
                })));
    }

    [Fact]
    public void Only_a_medium_says_what_is_escaped()
    {
        var uses = Shown.Where(use => use.Name.StartsWith("Starface.Drift.Output.MediumText", StringComparison.Ordinal)
            && use.Symbol.Name is "FromEscaped" or "AppendLiteral");

        Use.AssertNone("A text is called escaped", uses.Where(use => !use.IsIn(Gate)));
    }

    [Fact]
    public void What_a_program_tells_pulumi_is_written_in_one_place()
    {
        var told = Use.All.Where(use => use.IsIn("Infra/*") || use.IsIn("Components/*"))
            .Where(use => use.IsOf("Pulumi.Log")
                || use.Symbol is IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType.Name: "RunException" })
            .ToList();

        Assert.NotEmpty(told);
        Use.AssertNone("A message passes the gate of programs by", told.Where(use => !use.IsIn("Infra/ProgramMessage.cs")));
    }

    // The messages of exceptions quote answers and files: they pass the mask of secrets, or are only looked at.
    [Fact]
    public void The_message_of_an_exception_passes_the_mask()
    {
        string[] places =
            ["Drift/Live/Redaction.cs", "Drift/*/*Failures.cs", "Drift/Json/JsonCursor.cs", "Cli/Selection/YamlConfigReader.cs"];
        var uses = Shown.Where(use => use.IsOf("System.Exception.Message"));

        Use.AssertNone("The message of an exception is shown", uses.Where(use => !places.Any(use.IsIn)));
    }

    [Theory]
    [InlineData("MediumText<Shell> M(string x) => $\"ls {x}\";", null)]
    [InlineData("MediumText<Shell> M(MediumText<Shell> x) => $\"ls {x}\";", null)]
    [InlineData("MediumText<Shell> M(string x) => x;", "CS0029")]
    [InlineData("MediumText<Shell> M(string x) => \"ls \" + x;", "CS0029")]
    [InlineData("MediumText<Html> M(string x) => x;", "CS0029")]
    [InlineData("MediumText<Html> M(MediumText<Markdown> x) => $\"<p>{x}</p>\";", "CS1503")]
    [InlineData("MediumText<Shell> M(object x) => $\"ls {x}\";", "CS1503")]
    [InlineData("MediumText<Markdown> M(MediumText<Shell> x) => $\"ls {x}\";", "CS1503")]
    [InlineData("void M(OutputGate gate, string x) => gate.WriteLine<Shell>(x);", "CS1503")]
    [InlineData("void M(OutputGate gate, MediumText<Shell> x) => gate.Write(x);", "CS1503")]
    public void The_compiler_keeps_a_string_out_of_a_medium(string member, string? error)
    {
        var drift = SourceProject.For("Drift").Compilation;
        var options = (CSharpParseOptions)drift.SyntaxTrees.First().Options;
        var tree = CSharpSyntaxTree.ParseText(
            $"using Starface.Drift.Output; class Sample {{ {member} }}",
            options,
            cancellationToken: TestContext.Current.CancellationToken);

        var model = drift.AddSyntaxTrees(tree).GetSemanticModel(tree);
        var errors = model.GetDiagnostics(cancellationToken: TestContext.Current.CancellationToken)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id)
            .Distinct();

        Assert.Equal(error is null ? [] : [error], errors);
    }

    // The compiler escapes what is in a hole for text and for quoted attributes. Elsewhere it would be syntax.
    [Fact]
    public void A_hole_in_html_is_text_or_a_quoted_attribute()
    {
        var pages = SourceProject.For("Pages");
        var texts = pages.Trees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InterpolatedStringExpressionSyntax>())
            .Where(text => text.Contents.OfType<InterpolatedStringTextSyntax>().Any(part => part.TextToken.ValueText.Contains('<')))
            .ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Empty(HtmlHoles.FindUnsafe(text)));
    }

    [Theory]
    [InlineData("<p>{x}</p>", true)]
    [InlineData("<p class=\"{x}\">", true)]
    [InlineData("<a href=\"#{x}\">", true)]
    [InlineData("<a href=\"{x}\">", false)]
    [InlineData("<p {x}>", false)]
    [InlineData("<p class={x}>", false)]
    [InlineData("<p class='{x}'>", false)]
    [InlineData("<{x}>", false)]
    [InlineData("<p onclick=\"{x}\">", false)]
    [InlineData("<p style=\"{x}\">", false)]
    [InlineData("<!-- {x} -->", false)]
    [InlineData("<script>{x}</script>", false)]
    [InlineData("<script>{Script}</script>", true)]
    public void A_hole_is_seen_where_it_is(string html, bool isSafe)
    {
        var text = (InterpolatedStringExpressionSyntax)SyntaxFactory.ParseExpression($"$\"\"\"{html}\"\"\"");

        Assert.Equal(isSafe, !HtmlHoles.FindUnsafe(text).Any());
    }

    private static IEnumerable<Use> Shown => Use.All.Where(use => use.IsIn("Cli/*") || use.IsIn("Drift/*") || use.IsIn("Pages/*"));
}
