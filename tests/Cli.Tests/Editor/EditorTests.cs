using System.Text.RegularExpressions;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests.Editor;

/// <summary>A stack's file in an editor with the YAML language server, which finds the schema by the first line of the file.</summary>
public sealed class EditorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EditorTests() =>
        Tool.RunIn(_folder.Environment, "new", "customer-01", "--policy", "cloud-pbx", "--cloud", "aws").IsFine();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_still_to_be_filled_in_is_underlined_and_nothing_else()
    {
        var lines = Read().Split('\n');
        var empty = Enumerable.Range(1, lines.Length).Where(number => Regex.IsMatch(lines[number - 1], "^    [^ #]+:$")).ToList();
        Assert.NotEmpty(empty);

        Assert.Equal(
            empty.Select(number => $"Pulumi.customer-01.yaml:{number}: Incorrect type. Expected one of array, string.").Order(),
            (await Told()).Order());

        Write(Regex.Replace(Read(), "(?m)^(    [^ #]+):$", "$1: [203.0.113.0/28]"));

        Assert.Empty(await Told());
        Tool.RunIn(_folder.Environment, "check", "--quiet").IsFine();
    }

    [Theory]
    [InlineData("starface:cloud: aws", "starface:cloud: gcp", "\"aws\", \"azure\"")]
    [InlineData("starface:policy: cloud-pbx", "starface:policy: cloud-pbxx", "\"cloud-pbx-vpn\"")]
    [InlineData("starface:policy: cloud-pbx", "starface:polcy: cloud-pbx", "Pulumi.customer-01.yaml:9: ")]
    public async Task A_slip_is_underlined(string right, string wrong, string words)
    {
        Write(Regex.Replace(Read(), "(?m)^(    [^ #]+):$", "$1: [203.0.113.0/28]").Replace(right, wrong, StringComparison.Ordinal));

        Assert.Contains(await Told(), line => line.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Policies_are_completed()
    {
        Write(Read().Replace("starface:policy: cloud-pbx", "starface:policy: ", StringComparison.Ordinal));

        const string Policies = ": cloud-pbx cloud-pbx-connect cloud-pbx-vpn yealink-phone-network";
        Assert.Contains(await Told(), line => line.EndsWith(Policies, StringComparison.Ordinal));
    }

    private string Read() => File.ReadAllText(Path.Combine(_folder.Path, "Pulumi.customer-01.yaml"));

    private void Write(string text) => _folder.Write("Pulumi.customer-01.yaml", text);

    /// <summary>What the server says of the stack's file.</summary>
    private async Task<IReadOnlyList<string>> Told()
    {
        var packages = await NodePackages.FindAsync("yaml-language-server@2.0.0");
        var script = Path.Combine(Checkout.Root, "tests", "Cli.Tests", "Editor", "language-client.js");

        var (exitCode, output) = await NodePackages.RunAsync("node", script, packages, _folder.Path);

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, "done"), (exitCode, lines.LastOrDefault()));
        return lines[..^1];
    }
}
