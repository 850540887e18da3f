namespace Starface.Structure.Tests;

/// <summary>Which libraries a room may use, and that its rules touch neither machine nor clock.</summary>
public class WallTests
{
    private static readonly string[] CommandLine = ["Cli/CommandLineApp.cs", "Cli/CommandTree.cs", "Cli/VersionAction.cs"];

    // A namespace, and the files that may use it, as patterns of the project's name and the path in it.
    public static TheoryData<string, string[]> Libraries => new()
    {
        { "Pulumi", ["Infra/*", "Components/*"] },
        { "Amazon", ["Drift/Aws/*"] },
        { "DnsClient", ["Names/*"] },
        { "Azure", ["Drift/Azure/*"] },
        { "Microsoft.CodeAnalysis", ["Generators/*", "Generators.CodeFixes/*"] },
        { "YamlDotNet", ["Cli/Selection/YamlConfigReader.cs", "Cli/Selection/EngineYaml.cs"] },
        { "System.CommandLine", ["Cli/Commands/*", "Cli/Verbs/*Command.cs", "Cli/Verbs/*Options.cs", .. CommandLine] },
    };

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_is_used_only_in_its_room(string library, string[] rooms)
    {
        var uses = Use.All.Where(use => use.IsOf(library)).ToList();

        Use.AssertNone($"{library} is used outside of {string.Join(", ", rooms)}", uses.Where(use => !rooms.Any(use.IsIn)));
        Use.AssertNone($"{library} is not used any more in", rooms.Where(room => !uses.Any(use => use.IsIn(room))));
    }

    [Fact]
    public void Rules_touch_neither_machine_nor_clock_nor_network()
    {
        string[] outside =
        [
            "System.Console", "System.Environment", "System.Random", "System.TimeProvider", "System.Guid.NewGuid", "System.Net",
            "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo",
            "System.Diagnostics.Process", "System.Diagnostics.Stopwatch",
            "System.DateTime.Now", "System.DateTime.UtcNow", "System.DateTime.Today",
            "System.DateTimeOffset.Now", "System.DateTimeOffset.UtcNow",
        ];

        var uses = Use.All.Where(use => use.IsIn("Policy/*") && outside.Any(use.IsOf));

        Use.AssertNone("The rules use what they must not know", uses);
    }

    [Fact]
    public void What_emits_generated_code_knows_no_symbol_of_the_compiler()
    {
        var uses = Use.All.Where(use =>
            use.IsOf("Microsoft.CodeAnalysis") && use.IsIn("Generators/Emission/*") && !use.IsIn("Generators/Emission/Text.cs"));

        Use.AssertNone("The emitter uses the compiler", uses);
    }
}
