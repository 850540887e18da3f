using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policies;
using Starface.Policy;

namespace Starface.Infra.Tests;

/// <summary>The program that <c>starface-policy new</c> writes compiles against what its project refers to.</summary>
public sealed class NewProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("starface-new-").FullName;

    [Fact]
    public void The_program_of_a_new_project_compiles()
    {
        using var written = new StringWriter();
        var exitCode = CommandLineApp.Run(
            ["new", "pbx-1", "--policy", "cloud-pbx", "--cloud", "aws"],
            written,
            written,
            new CliEnvironment(_folder, _folder),
            new Lazy<PolicyCatalog>(Catalog.Instance));

        Assert.Equal(0, exitCode);
        DocumentedPrograms.Compile("New", File.ReadAllText(Path.Combine(_folder, "Program.cs")));
        Assert.Contains(
            $"<PackageReference Include=\"Starface.Infra\" Version=\"{typeof(PolicyProgram).Assembly.GetName().Version!.ToString(3)}\" />",
            File.ReadAllText(Path.Combine(_folder, "Starface.Stack.csproj")),
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
