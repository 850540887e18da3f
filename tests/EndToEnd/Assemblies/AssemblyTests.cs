using System.Text.RegularExpressions;
using System.Diagnostics;
using Starface.Cli.Assemblies;
using Starface.Cli.Hosting;

namespace Starface.EndToEnd.Assemblies;

/// <summary>The command line with policies of somebody else's assembly.</summary>
public sealed class AssemblyTests : IDisposable
{
    private static readonly string s_catalog = typeof(Policies.Catalog).Assembly.Location;

    private readonly PolicyFolder _folder = new();

    public static TheoryData<string, string, string[]> Refused => new()
    {
        { "text.dll", "no assembly", ["is not an assembly of .NET", "give the assembly in the project's output folder"] },
        { "empty.dll", "", ["is not an assembly of .NET"] },
        { "Policies.csproj", "<Project />", ["It is not an assembly; give a project with --build"] },
    };

    public static TheoryData<string, string[]> RefusedSources => new()
    {
        { "public class C;", ["'Sample' declares no policy, and neither does what it refers to"] },
        {
            "using Starface.Policy; [Service(\"door\")] [Inbound(Protocol.Tcp, 8080)] public sealed partial class Door;",
            ["'Sample' declares services and no policy; add a class with [Policy]"]
        },
        {
            PolicyFolder.Office.Replace("\"office\"", "\"cloud-pbx\"", StringComparison.Ordinal),
            ["The policy id 'cloud-pbx' is declared twice: by Starface.Policies and Sample; give the policy another id"]
        },
        {
            PolicyFolder.Office.Replace("\"door\"", "\"dns\"", StringComparison.Ordinal),
            ["The service id 'dns' is declared twice: by Starface.Policies and Sample; give the service another id"]
        },
        {
            PolicyFolder.Office + "\nsealed partial class Office { static readonly int s_x = int.Parse(\"seven\\u001b[2J\"); }",
            ["Its policies cannot be read, because its code fails: FormatException: The input string 'seven"]
        },
        {
            PolicyFolder.Office + "\nsealed partial class Office { static readonly int s_x = Wait(); "
                + "static int Wait() { while (true) System.Threading.Thread.Sleep(20); } }",
            ["Its policies are not there after 0.3 seconds; remove what its static constructors and fields wait for"]
        },
        {
            "[assembly: System.Runtime.CompilerServices.ReferenceAssembly]\n",
            ["It is a reference assembly, which has no code"]
        },
        {
            "[assembly: System.Runtime.Versioning.TargetFramework(\".NETFramework,Version=v4.8\")]\n",
            ["It is built for '.NETFramework,Version=v4.8', which .NET", "does not run; build it for net"]
        },
        {
            "[assembly: System.Runtime.Versioning.TargetFramework(\".NETCoreApp,Version=v99.0\")]\n",
            ["It is built for .NET 99.0, and this tool runs on .NET"]
        },
        {
            "[assembly: Starface.Policy.PolicyCatalog(typeof(C))] public static class C { public static string Instance => \"x\"; }",
            ["Its policies cannot be read, because its code fails: InvalidCastException"]
        },
        {
            "[assembly: Starface.Policy.PolicyCatalog(typeof(C))] public static class C;",
            ["'C' has no static property 'Instance' with a catalog"]
        },
    };

    [Fact]
    public void Policies_of_an_assembly_are_there_beside_the_shipped_ones()
    {
        _folder.Compile(PolicyFolder.Office, references: s_catalog);
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        _folder.Write("Pulumi.a.yaml", PolicyFolder.Stack);

        var preview = _folder.Run("preview", "--stack", "a", "--assembly", "Sample.dll");
        var list = _folder.Run("--assembly", "Sample.dll", "list");
        var check = _folder.Run("check", "--stack", "a", "--assembly=Sample.dll");

        Assert.Equal((0, ""), (preview.ExitCode, preview.Error));
        Assert.Contains("a-in-tcp-8080-203.0.113.0-24", preview.Output, StringComparison.Ordinal);
        Assert.Contains("Policy office ", list.Output, StringComparison.Ordinal);
        Assert.Contains("Policy cloud-pbx\n", list.Output, StringComparison.Ordinal);
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("'office'", _folder.Run("preview", "--stack", "a").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_of_an_assembly_that_it_refers_to_are_there_as_well()
    {
        var team = _folder.Compile(PolicyFolder.Office, "Team", s_catalog);
        _folder.Compile(
            """
            using Starface.Policy;
            [Policy("branch", Title = "Door for the staff")]
            [Allow<Door, Staff>]
            public sealed partial class Branch;
            """,
            "Site",
            team);

        var both = _folder.Run("list", "--assembly", "Site.dll");
        File.Delete(team);
        var missing = _folder.Run("list", "--assembly", "Site.dll");

        Assert.Contains("Policy branch ", both.Output, StringComparison.Ordinal);
        Assert.Contains("Policy office ", both.Output, StringComparison.Ordinal);
        IsRefused(missing, "SFP5031: Site.dll: It needs 'Team', which does not lie beside it", "<EnableDynamicLoading>true");
    }

    [Theory]
    [InlineData("Pulumi.yaml", 3)]
    [InlineData("Pulumi.a.yaml", 6)]
    public void What_a_file_names_is_not_loaded_unless_the_command_line_says_so(string file, int line)
    {
        _folder.Compile(PolicyFolder.Office, references: s_catalog);
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n" + (line == 3 ? "config: {starface:assembly: Sample.dll}\n" : ""));
        _folder.Write("Pulumi.a.yaml", PolicyFolder.Stack + (line == 3 ? "\n" : "\n  starface:assembly: Sample.dll\n"));

        foreach (var command in new[] { "preview", "check" })
        {
            var (exitCode, output, error) = _folder.Run(command, "--stack", "a");
            var said = string.Join(' ', (output + error).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(1, exitCode);
            Assert.Contains($"SFP5030", said, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"{file}:{line}:"), said, StringComparison.Ordinal);
            Assert.Contains(
                "The configuration says that the policies are in 'Sample.dll', and nothing is loaded because a file says so; where you "
                    + "trust its code, give it with --assembly, or its project with --build.",
                said,
                StringComparison.Ordinal);
            Assert.Equal(0, _folder.Run(command, "--stack", "a", "--assembly", "Sample.dll").ExitCode);
        }
    }

    [Theory]
    [InlineData(".", "Sample.dll")]
    [InlineData("stacks", "../Sample.dll")]
    public void A_new_project_names_the_assembly_so_that_the_next_command_asks_for_it(string directory, string path)
    {
        _folder.Compile(PolicyFolder.Office, references: s_catalog);
        Directory.CreateDirectory(Path.Combine(_folder.Environment.CurrentDirectory, directory));

        var made = _folder.Run(
            "new", "b", "--policy", "office", "--cloud", "aws", "--assembly", "Sample.dll", "--directory", directory);
        var check = _folder.Run("check", "--directory", directory, "--quiet");

        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        Assert.Contains("The program that Pulumi.yaml runs is still missing", made.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"check --stack b --directory {directory} --assembly Sample.dll'",
            made.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);
        Assert.EndsWith(
            $"\nconfig:\n  # Where the policies are, for people: a command loads them with --assembly or --build alone.\n"
                + $"  starface:assembly: '{path}'\n",
            File.ReadAllText(Path.Combine(_folder.Environment.CurrentDirectory, directory, "Pulumi.yaml")),
            StringComparison.Ordinal);
        Assert.Equal(1, check.ExitCode);
        Assert.Contains("SFP5030", check.Output, StringComparison.Ordinal);
        Assert.Contains(
            "SFP5004",
            _folder.Run("check", "--directory", directory, "--quiet", "--assembly", "Sample.dll").Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_not_an_assembly_is_refused(string file, string text, string[] words)
    {
        _folder.Write(file, text);

        IsRefused(_folder.Run("list", "--assembly", file), [$"SFP5031: {file}: ", .. words]);
    }

    [Theory]
    [MemberData(nameof(RefusedSources))]
    public void An_assembly_that_cannot_be_used_is_refused_with_the_reason(string source, string[] words)
    {
        _folder.Compile(source, references: s_catalog);

        IsRefused(
            PolicyFolder.Run(_folder.Environment with { LoadTime = TimeSpan.FromSeconds(0.3) }, "list", "--assembly", "Sample.dll"),
            ["SFP5031: Sample.dll: ", .. words]);
    }

    [Fact]
    public void What_does_not_exist_or_is_a_folder_or_native_is_refused()
    {
        IsRefused(_folder.Run("list", "--assembly", "none.dll"), "SFP5031: none.dll: There is no such file");
        IsRefused(_folder.Run("list", "--assembly", "."), "It is a folder");
        IsRefused(_folder.Run("list", "--assembly", ""), "SFP5010: --assembly does not name a file");
        IsRefused(_folder.Run("list", "--build", "none"), "SFP5031: none: There is no such project");
        IsRefused(_folder.Run("list", "--build", "x", "--assembly", "y"), "SFP5010: --assembly cannot be combined with --build");
        IsRefused(_folder.Run("list", "--assembly"), "Required argument missing");
        var native = Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*System.Native.*")[0];
        IsRefused(_folder.Run("list", "--assembly", native), "is not an assembly of .NET");
        IsRefused(_folder.Run("list", "--assembly", s_catalog), "The shipped policies are there without it");
    }

    [Fact]
    public void A_build_that_fails_says_where_and_how_much_is_not_shown()
    {
        _folder.Write("Directory.Build.props", "<Project />");
        _folder.Write("Bad.csproj", """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """);
        _folder.Write("Bad.cs", string.Concat(Enumerable.Range(1, 12).Select(
            number => FormattableString.Invariant($"public class C{number} {{ Password{number}[] x; }}\n"))));

        var (exitCode, output, error) = _folder.Run("list", "--build", "Bad.csproj");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith(
            "error SFP5031: Bad.cs:1:19: The build says: CS0246: The type or namespace name 'Password1' could not be found",
            error,
            StringComparison.Ordinal);
        Assert.Equal(10, Regex.Count(error, "The build says"));
        Assert.EndsWith(
            "error SFP5031: Bad.csproj: It cannot be built; 2 more errors are not shown; fix what 'dotnet build' says about it.\n",
            error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.0.0", "was compiled against Starface.Policy 9.0.0, and this tool has", "dotnet tool update --global Starface.Cli")]
    [InlineData("0.0.7", "", "")]
    public void The_version_that_it_was_compiled_against_is_compared(string version, string message, string fix)
    {
        // An assembly of the same name in another version, which has what the source needs.
        var rules = _folder.Write(
            "Starface.Policy.dll",
            PlainCompiler.Compile(
                $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] namespace Other {{ public class Thing; }}",
                "Starface.Policy"));
        _folder.Write("Sample.dll", PlainCompiler.Compile("public class C : Other.Thing;", "Sample", rules));

        var (exitCode, _, error) = _folder.Run("list", "--assembly", "Sample.dll");

        Assert.Equal(1, exitCode);
        Assert.Contains(message.Length > 0 ? message : "declares no policy", error, StringComparison.Ordinal);
        Assert.Contains(fix, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_cannot_be_made_is_a_problem_of_the_assembly()
    {
        _folder.Compile(
            PolicyFolder.Office + "\nsealed partial class Office { readonly int _x = int.Parse(\"seven\"); }", references: s_catalog);

        var (exitCode, output, error) = _folder.Run(
            "preview", "--assembly", "Sample.dll", "--policy", "office", "--cloud", "aws", "--peer", "staff=203.0.113.0/24");

        IsRefused(
            (exitCode, output, error),
            "SFP5031: Sample.dll: The policy 'office' cannot be made, because its code fails: FormatException");
    }

    [Fact]
    public async Task What_an_assembly_writes_is_no_output_of_the_command()
    {
        _folder.Compile(
            PolicyFolder.Office + "\nsealed partial class Office { static readonly int s_x = Say(); static int Say() "
                + "{ System.Console.WriteLine(\"::error::hello\"); System.Console.Error.WriteLine(\"there\"); return 1; } }",
            references: s_catalog);
        var (exitCode, output, error) = await StartAsync("list", "--assembly", "Sample.dll");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal(
            "error SFP5031: Sample.dll: It writes to the console while its policies are read: '::error::hello there'; remove what writes "
                + "from its static constructors and fields.\n",
            error);
    }

    [Theory]
    [InlineData("static readonly int s_x = End(); static int End() { System.Environment.Exit(0); return 1; }")]
    [InlineData("static readonly int s_x = End(); static int End() { new System.Threading.Thread(() => { "
        + "System.Environment.Exit(0); }).Start(); System.Threading.Thread.Sleep(5000); return 1; }")]
    public async Task An_assembly_that_ends_the_process_does_not_end_it_well(string members)
    {
        _folder.Compile($"{PolicyFolder.Office}\nsealed partial class Office {{ {members} }}", references: s_catalog);

        var (exitCode, _, error) = await StartAsync("list", "--assembly", "Sample.dll");

        Assert.Equal((1, "error: The command was ended before it was done, by a signal or by code that it loaded.\n"), (exitCode, error));
    }

    [Fact]
    public async Task A_thread_that_an_assembly_leaves_behind_does_not_keep_the_tool()
    {
        _folder.Compile(
            PolicyFolder.Office + "\nsealed partial class Office { static readonly int s_x = Go(); static int Go() "
                + "{ new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)).Start(); return 1; } }",
            references: s_catalog);

        var (exitCode, output, error) = await StartAsync("list", "--assembly", "Sample.dll");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains("Policy office ", output, StringComparison.Ordinal);
    }

    /// <summary>The tool as a process of its own.</summary>
    private async Task<(int ExitCode, string Output, string Error)> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CliEnvironment).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Environment.CurrentDirectory,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused()
    {
        var path = _folder.Compile(PolicyFolder.Office, references: s_catalog);
        var good = File.ReadAllBytes(path);
        var random = new Random(18);
        var damaged = Path.Combine(Path.GetDirectoryName(path)!, "damaged.dll");
        var refused = 0;
        for (var i = 0; i < 1000; i++)
        {
            var bytes = i % 4 == 0 ? good[..random.Next(good.Length)] : [.. good];
            for (var at = 0; at < 1 + i % 8 && bytes.Length > 0; at++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(damaged, bytes);
            if (AssemblyHeader.Read(damaged) is null) refused++;
        }

        Assert.InRange(refused, 100, 900);
    }

    public void Dispose() => _folder.Dispose();

    private static void IsRefused((int ExitCode, string Output, string Error) run, params string[] words)
    {
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        foreach (var word in words) Assert.Contains(word, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
    }
}
