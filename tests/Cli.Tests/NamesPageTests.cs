using System.Collections.Immutable;
using Starface.Cli.Tests.Support;
using Starface.Drift.Tests;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Cli.Tests;

/// <summary>
/// The walk-through of docs/names.md, run in its order: each command prints what the page shows. UPDATE_SNAPSHOTS=1 writes the page.
/// </summary>
public sealed class NamesPageTests : IDisposable
{
    private static readonly string PagePath = Path.Combine(Checkout.Root, "docs", "names.md");

    /// <summary>The day of each command of the page, and the addresses of the licence server on it.</summary>
    private static readonly (string Day, string[] License)[] Days =
    [
        ("2026-11-01", ["203.0.113.7", "203.0.113.8"]),
        ("2026-11-21", ["203.0.113.8", "203.0.113.9"]),
        ("2026-11-21", ["203.0.113.8", "203.0.113.9"]),
        ("2026-12-05", ["203.0.113.8", "203.0.113.9"]),
        ("2026-12-05", ["203.0.113.8", "203.0.113.9"]),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_page_shows_what_its_commands_print_and_write()
    {
        var page = File.ReadAllText(PagePath).ReplaceLineEndings("\n");
        var commands = DocumentedCommand.Read(page);
        Assert.Equal(Days.Length, commands.Count);
        _folder.Write("Pulumi.yaml", "name: starface\n");
        var stack = DocumentedCommand.BlockOf(page, "yaml");
        _folder.Write("Pulumi.customer-01.yaml", stack);
        var written = page;
        for (var i = 0; i < Days.Length; i++)
        {
            if (i == 3) _folder.Write("Pulumi.customer-01.yaml", stack + "  starface:neverCut: [license-server]\n");
            var shown = Run(commands[i].Arguments.Split(' '), Days[i]);
            var prompt = $"$ starface-policy {commands[i].Arguments}\n";
            written = Replace(written, prompt + commands[i].Shown, prompt + shown);
            if (i == 0)
            {
                var text = DocumentedCommand.BlockOf(written, "text");
                written = Replace(written, $"```text\n{text}```", $"```text\n{_folder.Read("hosts.lock.yaml")}```");
            }
        }

        if (System.Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(PagePath, written);
        Assert.Equal(File.ReadAllText(PagePath).ReplaceLineEndings("\n"), written);
    }

    /// <summary>The first place alone: the same command stands on the page again.</summary>
    private static string Replace(string page, string old, string text)
    {
        var at = page.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, old);
        return string.Concat(page.AsSpan(0, at), text, page.AsSpan(at + old.Length));
    }

    /// <summary>Both streams together, as a terminal shows them. The addresses are the page's, and so for documentation.</summary>
    private string Run(string[] words, (string Day, string[] License) day)
    {
        using var terminal = new StringWriter { NewLine = "\n" };
        var environment = _folder.Environment with
        {
            Today = CalendarDate.Parse(day.Day),
            SpecialRanges = new SpecialRanges([]),
            AskNames = (questions, _) =>
            [
                .. questions.Hosts.SelectMany(host => new[]
                {
                    new Lookup(host, AddressFamily.IPv4, "192.0.2.53", 1, LookupOutcome.Addresses, AddressesOf(host)) { TimeToLive = 300 },
                    new Lookup(host, AddressFamily.IPv6, "192.0.2.53", 1, LookupOutcome.NoAddress, []),
                }),
            ],
        };
        var code = CommandLineApp.Run(words, terminal, terminal, environment, new Lazy<PolicyCatalog>(Policies.Catalog.Instance));
        return FormattableString.Invariant($"{terminal}[exit code {code}]\n");

        ImmutableArray<Address> AddressesOf(string host) =>
            host == "license.starface.de" ? [.. day.License.Select(Address.Parse)] : [Address.Parse("203.0.113.20")];
    }
}
