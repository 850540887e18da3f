using System.Globalization;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;
using Starface.Policy;

namespace Starface.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string> Commands =>
    [
        "list", "list --format json", "show cloud-pbx", "show cloud-pbx --format json", "preview", "preview --format json",
        "explain --stack demo-aws --from 192.0.2.1 --port 22 --format json",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_bytes_are_the_same_in_every_culture(string command)
    {
        var (before, expected) = (CultureInfo.CurrentCulture, Tool.Run(command.Split(' ')));
        try
        {
            foreach (var name in new[] { "fi-FI", "tr-TR", "ar-SA" })
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
                Assert.Equal(expected, Tool.Run(command.Split(' ')));
            }
        }
        catch (CultureNotFoundException)
        {
            Assert.Skip("This machine has no cultures.");
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    [Fact]
    public void Help_and_version_are_data()
    {
        var help = Tool.Run("--help").IsFine();
        Assert.All(
            ["list", "show", "preview", "compile", "check", "explain", "diff", "drift", "export"],
            command => Assert.Contains(command, help.Output, StringComparison.Ordinal));
        Assert.Contains("--stack", Tool.Run("preview", "--help").IsFine().Output, StringComparison.Ordinal);
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+\n$", Tool.Run("--version").IsFine().Output);
    }

    [Fact]
    public void No_command_is_a_usage_error() => Tool.Run().IsError("The command is missing", "preview", "--help");

    [Fact]
    public void A_defect_is_one_line_and_its_trace_only_on_request()
    {
        var quiet = RunDefect("list");
        var verbose = RunDefect("list", "--verbose");

        quiet.IsError("error: unexpected InvalidOperationException: broken catalog", "report");
        Assert.Equal(1, verbose.ExitCode);
        Assert.Contains("   at ", verbose.Error, StringComparison.Ordinal);

        static CliResult RunDefect(params string[] args)
        {
            using var output = new StringWriter();
            using var error = new StringWriter { NewLine = "\n" };
            var broken = new Lazy<PolicyCatalog>(() => throw new InvalidOperationException("broken catalog"));
            var exitCode = CommandLineApp.Run(args, output, error, Checkout.Environment, broken);
            return new CliResult(exitCode, output.ToString(), error.ToString());
        }
    }

    [Fact]
    public void Stacks_are_found_from_any_folder_of_the_checkout()
    {
        var nested = new CliEnvironment(Path.Combine(Checkout.Root, "src", "Cli", "Commands"), AppContext.BaseDirectory);
        using var elsewhere = new TemporaryFolder();
        var outside = new CliEnvironment(elsewhere.Path, AppContext.BaseDirectory);

        Assert.Equal(0, Tool.RunIn(nested, "preview").ExitCode);
        Assert.Equal(0, Tool.RunIn(outside, "preview").ExitCode);
    }

    [Fact]
    public void The_demo_stacks_name_documentation_addresses_only()
    {
        var documentation = new[] { "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32" }
            .Select(Starface.Policy.Flows.Prefix.Parse)
            .ToList();
        foreach (var file in Directory.GetFiles(Path.Combine(Checkout.Root, "src", "Infra"), "Pulumi.demo-*.yaml"))
        {
            var words = File.ReadAllText(file).Split([' ', '[', ']', ',', '"', '\n'], StringSplitOptions.RemoveEmptyEntries);
            var prefixes = words
                .Where(word => word.Contains('/', StringComparison.Ordinal))
                .Select(Starface.Policy.Flows.Prefix.Parse)
                .ToList();

            Assert.NotEmpty(prefixes);
            Assert.All(prefixes, prefix => Assert.Contains(documentation, known => known.Contains(prefix)));
        }
    }

}
