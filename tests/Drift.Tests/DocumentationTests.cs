using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;
using Starface.Policies;

namespace Starface.Drift.Tests;

/// <summary>The commands of docs/drift.md, run: each prints what the page shows below it, and ends as the page says.</summary>
public sealed class DocumentationTests : IDisposable
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "drift.md")).ReplaceLineEndings("\n");
    private static readonly IReadOnlyList<DocumentedCommand> Documented = DocumentedCommand.Read(Page);
    private readonly string _folder = Directory.CreateTempSubdirectory("walk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static IEnumerable<TheoryDataRow<string>> Commands =>
        Documented.Select(command => new TheoryDataRow<string>(command.Arguments) { Label = command.Arguments });

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_page_shows_what_the_command_prints(string command)
    {
        var words = command.Split(' ');
        new DocumentedFiles(Page).Write(_folder, words);

        var asksACloud = words.Contains("--endpoint-url");
        if (asksACloud && OperatingSystem.IsWindows()) Assert.Skip("Windows has words of its own for a refused connection.");

        var (code, printed) = asksACloud ? await RunWithKeysAsync(words) : Run(words);

        Assert.Equal(
            Documented.Single(documented => documented.Arguments == command).Shown,
            FormattableString.Invariant($"{printed}[exit code {code}]\n"));
    }

    [Fact]
    public void No_command_of_the_page_is_left_out() =>
        Assert.Equal(Page.Split('\n').Count(line => line.TrimStart().StartsWith("$ ", StringComparison.Ordinal)), Documented.Count);

    /// <summary>Both streams together, as a terminal shows them.</summary>
    private (int Code, string Printed) Run(string[] words)
    {
        using var terminal = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment(_folder, Checkout.Root) { Time = new DayOfThePage() };
        var code = CommandLineApp.Run(words, terminal, terminal, environment, new Lazy<Policy.PolicyCatalog>(Catalog.Instance));
        return (code, terminal.ToString());
    }

    /// <summary>A command that asks a cloud looks for keys first, which are the process's own to have.</summary>
    private async Task<(int Code, string Printed)> RunWithKeysAsync(string[] words)
    {
        var keys = new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test" };
        var (code, output, error) = await CommandProcess.EndAsync(CommandProcess.Start(_folder, keys, words));
        return (code, (error + output).ReplaceLineEndings("\n"));
    }

    /// <summary>A day on which one of the page's entries of ignore files holds and the other does not.</summary>
    private sealed class DayOfThePage : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 15, 12, 0, 0, TimeSpan.Zero);
    }
}
