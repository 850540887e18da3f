using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Starface.Infra.Tests;

/// <summary>The C# programs of a page of documentation, compiled as a project with this test project's references would be.</summary>
internal static class DocumentedPrograms
{
    private const string Fence = "```";

    /// <summary>What a project with implicit usings sees.</summary>
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using "
        + "System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<MetadataReference[]> References = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    /// <summary>The programs by the headings they stand under.</summary>
    public static IReadOnlyDictionary<string, string> Read(string page)
    {
        var programs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var heading = "";
        List<string>? program = null;
        foreach (var line in File.ReadLines(Path.Combine(Root(), page)))
        {
            if (program is null && line.StartsWith("## ", StringComparison.Ordinal)) heading = line[3..];
            else if (program is null && line == Fence + "csharp") program = [];
            else if (program is not null && line == Fence)
            {
                programs.Add(heading, string.Join('\n', program));
                program = null;
            }
            else program?.Add(line);
        }

        return programs;
    }

    /// <summary>The compiled program; a test fails with the compiler's words when it does not compile without errors.</summary>
    public static Assembly Compile(string name, string program)
    {
        var options = new CSharpParseOptions(LanguageVersion.CSharp14);
        var compilation = CSharpCompilation.Create(
            name,
            [
                CSharpSyntaxTree.ParseText(ImplicitUsings, options, cancellationToken: TestContext.Current.CancellationToken),
                CSharpSyntaxTree.ParseText(program, options, cancellationToken: TestContext.Current.CancellationToken),
            ],
            References.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning));
        return Assembly.Load(assembly.ToArray());
    }

    /// <summary>The only block of a page in a language.</summary>
    public static string Block(string page, string language)
    {
        var blocks = page.Split(Fence + language + "\n");
        Assert.Equal(2, blocks.Length);
        return blocks[1][..blocks[1].IndexOf(Fence, StringComparison.Ordinal)];
    }

    /// <summary>The root of the checkout.</summary>
    public static string Root()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Infra.sln"))) return folder;
        }

        throw new InvalidOperationException("The tests do not lie in a checkout.");
    }
}
