using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests.Report;

/// <summary>The page in a real browser: Chromium, driven by playwright-core, with axe-core for accessibility.</summary>
public sealed class BrowserTests : IDisposable
{
    private const string Hostile = "\"><script>window.pwn=1;alert(1)</script><img src=x onerror=alert(2)>\u202e${pwn} '--";

    private readonly TemporaryFolder _folder = new();

    public BrowserTests() => _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("en", 2, true)]
    [InlineData("de", 112, false)]
    public async Task The_page_is_accessible_and_its_filter_folding_and_paper_work(string language, int instances, bool checksAxe)
    {
        for (var i = 1; i <= instances; i++) WriteStack(Name(i), $"10.8.{i}.0/24");
        WriteStack(
            "apps",
            "10.9.0.0/24",
            "cloud-pbx",
            $"{Peers}    sip-providers: [198.51.100.0/25, \"2001:db8:51::/48\"]\n    phones: [203.0.113.0/26]\n");

        var seen = await LookAsync(language, checksAxe);

        AssertQuiet(seen);
        Assert.Equal(instances + 1, seen.GetProperty("all").GetArrayLength());
        Assert.Equal([Name(instances)], Texts(seen, "filtered"));
        Assert.StartsWith("1 ", seen.GetProperty("listed").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, seen.GetProperty("sections").GetInt32());
        Assert.InRange(seen.GetProperty("filteredHeight").GetDouble(), 1, 2500);
        Assert.True(seen.GetProperty("opened").GetBoolean());
        Assert.True(seen.GetProperty("matrix").GetBoolean());
        Assert.False(seen.GetProperty("whyBefore").GetBoolean());
        Assert.Contains(
            language == "en" ? "Port table, row" : "Porttabelle, Zeile", seen.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal(["apps"], Texts(seen, "address"));
        Assert.Equal(["apps", "", "apps", "apps", "", "", ""], Texts(seen, "within"));
        Assert.Empty(Texts(seen, "none"));
        Assert.True(seen.GetProperty("linked").GetBoolean());
        Assert.InRange(seen.GetProperty("landed").GetDouble(), 0, 40);
        Assert.Equal(0, seen.GetProperty("open").GetInt32());
        Assert.True(seen.GetProperty("printed").GetBoolean());
        Assert.False(seen.GetProperty("filterOnPaper").GetBoolean());
        Assert.Equal("%PDF-", seen.GetProperty("pdf").GetString());
        Assert.Matches("^0 0 59[45](\\.[0-9]+)? 84[12](\\.[0-9]+)?$", seen.GetProperty("box").GetString());
        Assert.False(seen.GetProperty("bareFilter").GetBoolean());
        Assert.True(seen.GetProperty("bareFacts").GetBoolean());
    }

    private static string Name(int instance) => $"customer-{instance:000}";

    [Fact]
    [Trait("Category", "Slow")]
    public async Task What_strangers_wrote_is_text()
    {
        WriteStack("apps", "10.9.0.0/24");
        WriteStack("customer", "10.8.1.0/24", more: $"  starface:guardrail: {Quoted(Hostile)}\n");
        _folder.Write(
            "policy-accept.yaml",
            $"accept:\n  - id: SFP4001\n    stack: {Quoted(Hostile)}\n    reason: {Quoted(Hostile)}\n    owner: {Quoted(Hostile)}\n"
                + "    until: 2099-12-31\n");
        _folder.Write("Pulumi.broken.yaml", $"config:\n  starface:cloud: {Quoted(Hostile)}\n");

        var seen = await LookAsync("en", checksAxe: false, exitCode: 1);

        AssertQuiet(seen);
    }

    private const string Peers =
        "    administrators: [203.0.113.0/26]\n    resolvers: [192.0.2.53]\n    time-servers: [192.0.2.123]\n";

    private static void AssertQuiet(JsonElement seen)
    {
        Assert.Empty(Texts(seen, "violations"));
        Assert.Empty(Texts(seen, "requests"));
        Assert.Empty(Texts(seen, "errors"));
        Assert.Empty(Texts(seen, "dialogs"));
        Assert.Equal(0, seen.GetProperty("overflow").GetInt32());
        Assert.Equal(1, seen.GetProperty("scripts").GetInt32());
        Assert.Equal("undefined", seen.GetProperty("pwn").GetString());
    }

    private static IEnumerable<string?> Texts(JsonElement seen, string name) =>
        seen.GetProperty(name).EnumerateArray().Select(text => text.GetString());

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private void WriteStack(string name, string vpn, string policy = "cloud-pbx-vpn", string? peers = null, string more = "") =>
        _folder.Write(
            $"Pulumi.{name}.yaml",
            peers is null
                ? StackText.Good.Replace("10.8.0.0/16", vpn, StringComparison.Ordinal) + more
                : $"config:\n  starface:cloud: aws\n  starface:policy: {policy}\n  starface:peers:\n{peers}");

    private async Task<JsonElement> LookAsync(string language, bool checksAxe, int exitCode = 0)
    {
        var browser = new[] { "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome" }.FirstOrDefault(File.Exists);
        Assert.SkipWhen(browser is null, "There is no Chromium on this machine.");
        var (playwright, axe) = (await NodePackages.FindAsync("playwright-core@1.65.1"), await NodePackages.FindAsync("axe-core@4.14.1"));
        var page = Path.Combine(_folder.Path, "page.html");
        Assert.Equal(exitCode, Tool.RunIn(_folder.Environment, "report", "--language", language, "--output", page).ExitCode);
        var script = Path.Combine(Checkout.Root, "tests", "Cli.Tests", "Report", "page-in-browser.js");
        var pictures = Environment.GetEnvironmentVariable("STARFACE_PICTURES") ?? _folder.Path;

        var (code, output) = await NodePackages.RunAsync(
            "node", script, playwright, axe, browser!, page, pictures, checksAxe ? "axe" : "none");

        Assert.True(code == 0, output);
        return JsonDocument.Parse(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]).RootElement.Clone();
    }
}
