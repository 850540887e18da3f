using Starface.Cli.Hosting;
using Starface.Drift.Output;

namespace Starface.Cli.Verbs.New;

/// <summary>The Pulumi program of a new project, which registers what the stacks' files say with the shipped policies.</summary>
internal static class StackProgram
{
    private const string ProjectName = "Starface.Stack.csproj";
    private const string CodeName = "Program.cs";

    /// <summary>What to do where a new project has no program.</summary>
    public const string Missing =
        "The program that Pulumi.yaml runs is still missing: 'dotnet new starface-policies' makes one for policies of your own, in its "
            + "folder stack/ (docs/own-policies.md).";

    private const string Code = """
        using Pulumi;
        using Starface.Infra;

        // Registers what the stacks' files say, with the shipped policies.
        return await Deployment.RunAsync(PolicyProgram.RunAsync);
        """;

    private static readonly string s_project = $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
          </PropertyGroup>

          <ItemGroup>
            <PackageReference Include="Starface.Infra" Version="{ProgramVersion.Text}" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Whether a folder has the project of a program.</summary>
    /// <param name="folder">The folder of Pulumi.yaml.</param>
    public static bool IsIn(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.*proj").Any();

    /// <summary>The files of the program; none where the folder has code or folders, whose code a project would compile too.</summary>
    /// <param name="folder">The folder of Pulumi.yaml.</param>
    public static IEnumerable<(string Path, Action<OutputGate> Write)> FilesFor(string folder) => IsFree(folder)
        ?
        [
            (Path.Combine(folder, CodeName), file => file.WriteLines(Code)),
            (Path.Combine(folder, ProjectName), file => file.WriteLines(s_project)),
        ]
        : [];

    private static bool IsFree(string folder) =>
        !IsIn(folder)
        && (!Directory.Exists(folder)
            || (!Directory.EnumerateFiles(folder, "*.cs").Any()
                && Directory.EnumerateDirectories(folder).All(path => Path.GetFileName(path).StartsWith('.'))));
}
