using System.IO.Enumeration;
using Microsoft.CodeAnalysis;

namespace Starface.Structure.Tests;

/// <summary>Which libraries a room may use, and that its rules touch neither machine nor clock.</summary>
public class WallTests
{
    private const int Examples = 10;

    private static readonly SymbolDisplayFormat FullName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        memberOptions: SymbolDisplayMemberOptions.IncludeContainingType);

    private static readonly string[] CommandLine = ["Cli/CommandLineApp.cs", "Cli/CommandTree.cs", "Cli/VersionAction.cs"];

    // A namespace, and the files that may use it, as patterns of the project's name and the path in it.
    public static TheoryData<string, string[]> Libraries => new()
    {
        { "Pulumi", ["Infra/*", "Components/*"] },
        { "Amazon", ["Drift/Aws/*"] },
        { "Azure", ["Drift/Azure/*"] },
        { "Microsoft.CodeAnalysis", ["Generators/*", "Generators.CodeFixes/*"] },
        { "YamlDotNet", ["Cli/Selection/YamlConfigReader.cs"] },
        { "System.CommandLine", ["Cli/Commands/*", "Cli/Verbs/*Command.cs", "Cli/Verbs/*Options.cs", .. CommandLine] },
    };

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_is_used_only_in_its_room(string library, string[] rooms)
    {
        var uses = Uses(name => IsWithin(name, library)).ToList();

        AssertNone($"{library} is used outside of {string.Join(", ", rooms)}", uses.Where(use => !rooms.Any(room => IsIn(use, room))));
        AssertNone($"{library} is not used any more in", rooms.Where(room => !uses.Any(use => IsIn(use, room))));
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

        var uses = Uses(name => outside.Any(it => IsWithin(name, it))).Where(use => IsIn(use, "Policy/*"));

        AssertNone("The rules use what they must not know", uses);
    }

    [Fact]
    public void What_emits_generated_code_knows_no_symbol_of_the_compiler()
    {
        var uses = Uses(name => IsWithin(name, "Microsoft.CodeAnalysis"))
            .Where(use => IsIn(use, "Generators/Emission/*") && !IsIn(use, "Generators/Emission/Text.cs"));

        AssertNone("The emitter uses the compiler", uses);
    }

    // "Drift/Fleet/FleetComparer.cs:12 -> Amazon.RegionEndpoint"
    private static IEnumerable<string> Uses(Func<string, bool> isMeant) =>
        from project in SourceProject.All
        from reference in project.References
        where reference.DeclaredIn.Count == 0
        let name = reference.Symbol.ToDisplayString(FullName)
        where isMeant(name)
        select $"{project.Name}/{reference.File}:{reference.Line} -> {name}";

    private static void AssertNone(string problem, IEnumerable<string> found)
    {
        var list = found.ToList();
        if (list.Count > 0)
            Assert.Fail($"{problem} ({list.Count}):\n  {string.Join("\n  ", list.Take(Examples))}");
    }

    private static bool IsIn(string use, string room) =>
        FileSystemName.MatchesSimpleExpression(room, use.AsSpan(0, use.IndexOf(':')), ignoreCase: false);

    private static bool IsWithin(string name, string scope) =>
        name.StartsWith(scope, StringComparison.Ordinal) && (name.Length == scope.Length || name[scope.Length] is '.' or '<');
}
