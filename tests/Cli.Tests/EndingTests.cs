using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;
using Starface.Policy;

namespace Starface.Cli.Tests;

/// <summary>Whatever happens to streams and files, a command ends with 0, 1 or 2 and touches nothing but new and regular files.</summary>
public sealed class EndingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands =>
        ["list", "list --format json", "show cloud-pbx", "--help", "--version", "export cloud-pbx", "nosuch"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_full_output_is_an_error_in_one_line(string command)
    {
        using var error = new StringWriter { NewLine = "\n" };

        var code = Run(command, new FullWriter(), error);

        Assert.Equal(ExitCode.Error, code);
        if (command is not ("nosuch" or "export cloud-pbx"))
            Assert.Equal("error: The output cannot be written: No space left on device.\n", error.ToString());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_the_error_stream_does_not_accept_changes_nothing(string command)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var plain = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };

        var code = Run(command, output, new FullWriter());

        Assert.Equal(Run(command, plain, error), code);
        Assert.Equal(plain.ToString(), output.ToString());
    }

    [Theory]
    [InlineData("link")]
    [InlineData("dangling")]
    [InlineData("folder")]
    [InlineData("/dev/null")]
    [InlineData("/dev/full")]
    public void Only_a_new_or_regular_file_is_written(string name)
    {
        if (OperatingSystem.IsWindows()) return;
        _folder.Write("target", "before");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), Path.Combine(_folder.Path, "target"));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "dangling"), Path.Combine(_folder.Path, "nowhere"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "folder"));
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = Run($"export yealink-phone-network --to nftables --output {name}", output, error);

        Assert.Equal(ExitCode.Error, code);
        Assert.Contains($"{name}' ", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(Path.Combine(_folder.Path, "target")));
        Assert.Equal(["dangling", "folder", "link", "target"], Entries());
    }

    [Fact]
    public async Task Runs_at_the_same_time_into_one_folder_all_write_it()
    {
        var token = TestContext.Current.CancellationToken;
        for (var round = 0; round < 5; round++)
        {
            var folder = $"out{round}/deep";
            var runs = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Compile(folder), token));

            Assert.All(await Task.WhenAll(runs), run => Assert.Equal((ExitCode.Success, ""), run));

            var written = Path.Combine(_folder.Path, folder);
            Assert.Equal(["Main.json", "Pulumi.yaml"], Directory.EnumerateFileSystemEntries(written).Select(Path.GetFileName).Order()!);
        }
    }

    private (int, string) Compile(string folder)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        const string compile = "compile --policy yealink-phone-network --cloud aws --vpc-id vpc-0123456789abcdef0";
        var code = Run($"{compile} --output {folder}", output, error);
        return (code, error.ToString().Contains("error", StringComparison.Ordinal) ? error.ToString() : "");
    }

    private IEnumerable<string?> Entries() =>
        Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private int Run(string command, TextWriter output, TextWriter error) => CommandLineApp.Run(
        command.Split(' '), output, error, _folder.Environment, new Lazy<PolicyCatalog>(Policies.Catalog.Instance));

    private sealed class FullWriter : StringWriter
    {
        public override void Write(ReadOnlySpan<char> buffer) => throw new IOException("No space left on device");

        public override void Flush() => throw new IOException("No space left on device");
    }
}
