using System.Diagnostics;

namespace Starface.EndToEnd.Assemblies;

/// <summary><c>review</c> of a repository that has its policies in C#.</summary>
public sealed class ReviewedPoliciesTests : IDisposable
{
    private readonly PolicyFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Category", "Slow")]
    public void Policies_of_both_sides_are_built_where_the_command_line_says_so()
    {
        Git("init", "--quiet", "--initial-branch=main", ".");
        _folder.Write(".gitignore", "bin\nobj\n");
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Directory.Build.targets", "<Project />");
        _folder.Write("Own.csproj", Project);
        _folder.Write("Office.cs", PolicyFolder.Office);
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\nconfig:\n  starface:assembly: Own.dll\n");
        _folder.Write("Pulumi.a.yaml", PolicyFolder.Stack);
        Commit();
        Git("checkout", "--quiet", "-b", "change");
        _folder.Write("Office.cs", PolicyFolder.Office.Replace("8080", "8081", StringComparison.Ordinal));
        Commit();

        var unbuilt = _folder.Run("review", "--base", "main");
        var built = _folder.Run("review", "--base", "main", "--build", "Own.csproj");

        Assert.Equal(1, unbuilt.ExitCode);
        Assert.Contains("SFP5033", unbuilt.Output, StringComparison.Ordinal);
        Assert.Equal((2, ""), (built.ExitCode, built.Error));
        Assert.Contains("| + | inbound | tcp | 8081 |", built.Output, StringComparison.Ordinal);
        Assert.Contains("| − | inbound | tcp | 8080 |", built.Output, StringComparison.Ordinal);
        Assert.Equal("", Git("status", "--porcelain", "--ignored"));
    }

    private static string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <EnableDynamicLoading>true</EnableDynamicLoading>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="{typeof(FirewallPolicy).Assembly.Location}" Private="false" />
            <Reference Include="{typeof(Policies.Catalog).Assembly.Location}" Private="false" />
            <Analyzer Include="{Path.Combine(AppContext.BaseDirectory, "generator")}/*.dll" />
          </ItemGroup>
        </Project>
        """;

    private void Commit()
    {
        Git("add", "--all");
        Git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "A commit");
    }

    private string Git(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("git", args)
        {
            WorkingDirectory = _folder.Environment.CurrentDirectory,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
