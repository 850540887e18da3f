using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policy.Clouds;
using Starface.Policy.Clouds.Aws;

namespace Starface.Drift.Tests;

/// <summary>What strangers write, through every source of text, every command and every format, stays text.</summary>
public sealed class HostileTextTests : IDisposable
{
    private static readonly Plan Pbx = Plans.Pbx(AwsTarget.Instance);
    private static readonly Policy.PolicyCatalog Catalog = Plans.CatalogWithScenario(Pbx);
    private static readonly JsonObject LiveGroup = LiveJson.AwsGroup(Pbx, "sg-1");

    /// <summary>Each place where a text of somebody else comes in, by what it adds to the files.</summary>
    private static readonly Dictionary<string, Action<HostileTextTests, string>> Sources = new(StringComparer.Ordinal)
    {
        ["stack: policy"] = (test, text) => test.Write("policy: test", $"policy: {Quoted(text)}"),
        ["stack: cloud"] = (test, text) => test.Write("cloud: aws", $"cloud: {Quoted(text)}"),
        ["stack: name"] = (test, text) => test.Write("name: customer-01", $"name: {Quoted(text)}"),
        ["stack: key"] = (test, text) => test.Stack += $"  {Quoted("starface:" + text)}: 1\n",
        ["stack: peer"] = (test, text) => test.Stack += $"  starface:hosts: {{ {Quoted(text)}: [{Quoted(text)}] }}\n",
        ["stack: test"] = (test, text) =>
            test.Stack += $"  starface:tests: [{{ deny: {Quoted(text)} }}, {{ deny: {Quoted($"inbound tcp 22 from {text}")} }}]\n",
        ["stack: document"] = (test, text) => test.Stack = text,
        ["scenario"] = (test, text) => test.Scenario = text,
        ["project"] = (test, text) => test.Project = $"name: {Quoted(text)}\nconfig: {{ {Quoted(text)}: 1 }}\n",
        ["lock: document"] = (test, text) => test.Lock = text,
        ["lock: line"] = (test, text) => test.Lock = $"checked: 2026-11-29\nhosts:\n  {text}:\n    {text}: {{ firstSeen: {text} }}\n",
        ["guardrails: line"] = (test, text) => test.Guardrails = $"guardrails:\n  - {text}\n",
        ["guardrails: value"] = (test, text) =>
            test.Guardrails = $"guardrails:\n  - never: {text}\n  - never: 'inbound tcp 22 from {text}'\n    reason: {text}\n",
        ["guardrails: reason"] = (test, text) => test.Guardrails =
            $"guardrails:\n  - never: inbound all\n    reason: x {text.ReplaceLineEndings(" ").Replace('\t', ' ')}\n",
        ["ignore: entry"] = (test, text) =>
            test.Ignore = $"ignore:\n  - rule: {Quoted(text)}\n    reason: {Quoted(text)}\n    expires: 2020-01-01\n",
        ["ignore: document"] = (test, text) => test.Ignore = text,
        ["live: description"] = (test, text) => test.Group["IpPermissions"]!.AsArray().Add(new JsonObject
        {
            ["IpProtocol"] = "tcp",
            ["FromPort"] = 22,
            ["ToPort"] = 22,
            ["IpRanges"] = new JsonArray(new JsonObject { ["CidrIp"] = "198.51.100.9/32", ["Description"] = text }),
        }),
        ["live: group"] = (test, text) => test.Group["GroupName"] = text,
        ["live: id"] = (test, text) => test.Group["GroupId"] = text,
        ["live: tag"] = (test, text) => test.Group["Tags"]!.AsArray().Add(new JsonObject { ["Key"] = text, ["Value"] = text }),
        ["live: peer"] = (test, text) => test.Group["IpPermissions"]![0]!["UserIdGroupPairs"] =
            new JsonArray(new JsonObject { ["GroupId"] = text, ["UserId"] = text }),
        ["live: protocol"] = (test, text) => test.Group["IpPermissions"]![0]!["IpProtocol"] = text,
        ["live: key"] = (test, text) => test.Group[text] = text,
        ["live: document"] = (test, text) => test.Live = text,
        ["argument"] = (test, text) => test.Argument = text,
    };

    /// <summary>The arguments of each command, apart from its format.</summary>
    private static readonly Dictionary<string, string[][]> Arguments = new(StringComparer.Ordinal)
    {
        ["list"] = [["{}"]],
        ["show"] = [["{}"], ["scenario"], ["test", "--pbx-version", "{}"]],
        ["preview"] =
        [
            ["--stack", "one"], ["--stack", "{}"], ["--policy", "{}", "--cloud", "{}"], ["--stack", "one", "--against", "live.json"],
        ],
        ["compile"] = [["--stack", "one", "--output", "out"], ["--stack", "{}", "--output", "out"]],
        ["check"] = [["--scenarios"], ["--stack", "{}"]],
        ["explain"] =
        [
            ["--stack", "one", "--from", "{}", "--port", "22"],
            ["--stack", "one", "--from", "192.0.2.1", "--port", "22", "--live", "live.json"],
        ],
        ["diff"] = [["live.json", "one"], ["{}", "one"], ["one", "test"]],
        ["drift"] =
        [
            ["--stack", "one", "--live", "live.json", "--summary", "summary.md"], ["--stack", "one", "--live", "live.json", "--adopt"],
            ["--stack", "one", "--live", "live.json", "--revert-plan"], ["--stack", "{}", "--live", "{}"],
        ],
        ["review"] =
        [
            ["--base", "{}"], ["--base", "HEAD", "--head", "{}"], ["--from", "{}"], ["--base", "HEAD", "--comment-id", "{}"],
            ["--base", "HEAD", "--directory", "{}"], ["--base", "HEAD", "--accept-file", "{}"],
        ],
        ["resolve"] = [["--stack", "one"], ["--stack", "{}", "--check"], ["--stack", "one", "--resolver", "{}"]],
        ["doctor"] =
        [
            ["--stack", "one", "--dry-run"], ["--stack", "{}", "--dry-run"], ["--stack", "one", "--dry-run", "--only", "{}"],
            ["--stack", "one", "--dry-run", "--server", "{}", "--from", "{}"],
            ["--stack", "one", "--dry-run", "--from", "outside", "--target", "{}"],
            ["--stack", "one", "--dry-run", "--from", "outside", "--target", "203.0.113.10", "--source", "{}"],
            ["--stack", "one", "--dry-run", "--listen", "--key-file", "{}", "--control", "{}"],
        ],
        ["merge"] = [["part-drift.json"], ["part-check.json"], ["part-preview.json"], ["{}"]],
        ["report"] =
        [
            ["--stack", "one"], ["--stack", "one", "--output", "page.html", "--language", "de"], ["--stack", "{}"], ["--directory", "{}"],
            ["--accept-file", "{}"], ["--doctor", "{}"],
        ],
        ["export"] =
        [
            ["--stack", "one", "--to", "nftables"], ["{}", "--to", "nftables", "--interface", "{}"],
            ["--stack", "one", "--to", "markdown", "--side", "all"], ["--stack", "one", "--to", "csv", "--language", "de"],
            ["--stack", "one", "--to", "csv", "--side", "{}", "--pbx-address", "{}", "--beside", "{}"],
        ],
        ["new"] =
        [
            ["{}", "--policy", "test", "--cloud", "aws"], ["two", "--policy", "{}", "--cloud", "{}"],
            ["two", "--policy", "test", "--cloud", "aws", "--directory", "{}"],
        ],
        ["schema"] = [[], ["--assembly", "{}"], ["--build", "{}"]],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("hostile-").FullName;
    private readonly Dictionary<string, string?> _files = new(StringComparer.Ordinal);

    public static TheoryData<string, string> Cases =>
        new(from command in new CommandTree().Commands from source in Sources.Keys select (command.Name, source));

    private string Stack { get; set; } = "";

    private string Project { get; set; } = "";

    private string? Ignore { get; set; }

    private string? Lock { get; set; }

    private string? Scenario { get; set; }

    private string? Guardrails { get; set; }

    private string? Live { get; set; }

    private string Argument { get; set; } = "";

    private JsonObject Group { get; set; } = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Category", "Slow")]
    public void A_strangers_text_stays_text(string command, string source)
    {
        var formats = new CommandTree().Commands.Single(known => known.Name == command).Options
            .SingleOrDefault(option => option.Name == "--format")?.HelpName!.Split('|') ?? [""];
        // All short texts together in every format, and each one by itself in one of them.
        var all = string.Concat(HostileTexts.Short);
        var runs = formats.Select(format => (Text: all, Format: format))
            .Concat(HostileTexts.All.Select((text, i) => (Text: text, Format: formats[i % formats.Length])));
        foreach (var (text, format) in runs)
        {
            foreach (var arguments in Arguments[command])
            {
                Prepare();
                Sources[source](this, text);
                AssertText(command, format, [.. arguments.Select(argument => argument == "{}" ? Argument : argument)]);
            }
        }
    }

    private void Write(string plain, string text) => Stack = Stack.Replace(plain, text, StringComparison.Ordinal);

    private void Prepare()
    {
        (Project, Ignore, Lock, Guardrails, Live, Argument) = ("name: starface\n", null, null, null, null, "one");
        Stack = "config:\n  starface:cloud: aws\n  starface:policy: test\n  starface:name: customer-01\n  starface:vpcId: vpc-1\n"
            + "  starface:peers: { phones: [192.0.2.0/24] }\n";
        Group = LiveGroup.DeepClone().AsObject();
    }

    private void AssertText(string command, string format, string[] arguments)
    {
        Put("Pulumi.yaml", Project);
        Put("Pulumi.one.yaml", Stack);
        Put("live.json", Live ?? new JsonObject { ["SecurityGroups"] = new JsonArray(Group) }.ToJsonString());
        Put("drift-ignore.yaml", Ignore);
        Put("guardrails.yaml", Guardrails);
        // This one is written by a command as well.
        _files.Remove("hosts.lock.yaml");
        Put("hosts.lock.yaml", Lock);
        if (command == "merge") WritePart(arguments[0]);
        var (code, data, messages) = Run([command, .. arguments, .. format.Length > 0 ? new[] { "--format", format } : []]);
        Assert.InRange(code, 0, 2);
        Assert.DoesNotContain("error: unexpected ", messages, StringComparison.Ordinal);
        Harmless.Assert(arguments.Contains("csv") && data.StartsWith('\ufeff') ? data[1..] : data);
        Harmless.Assert(messages);
        var isReport = !arguments.Contains("--adopt") && !arguments.Contains("--revert-plan");
        if (data.Length > 0 && isReport && format is "json" or "sarif" or "gitlab") JsonDocument.Parse(data).Dispose();
        if (data.Length > 0 && isReport && format is "junit") XDocument.Parse(data);
        AssertPage();
        var summary = Path.Combine(_folder, "summary.md");
        if (!File.Exists(summary)) return;
        var page = File.ReadAllText(summary);
        File.Delete(summary);
        Harmless.Assert(page);
        Assert.All(["<script", "<!--", "://evil", "@pwn"], markup => Assert.DoesNotContain(markup, page, StringComparison.Ordinal));

        // Behind a backslash the bracket is a character of the text.
        Assert.DoesNotMatch(@"(?<!\\)\]\(http", page);
    }

    /// <summary>Writes a file, or removes it, where it is another than in the run before.</summary>
    private void Put(string name, string? text)
    {
        if (_files.TryGetValue(name, out var before) && before == text) return;
        _files[name] = text;
        var path = Path.Combine(_folder, name);
        if (text is null) File.Delete(path);
        else File.WriteAllText(path, text);
    }

    /// <summary>The page of <c>report</c> has no markup beside its own.</summary>
    private void AssertPage()
    {
        var file = Path.Combine(_folder, "page.html");
        if (!File.Exists(file)) return;
        var page = File.ReadAllText(file);
        File.Delete(file);
        Harmless.Assert(page);
        Assert.Equal(2, page.Split("<script").Length);
        Assert.All(["<!--", "<script>pwn", "href=\"http"], markup => Assert.DoesNotContain(markup, page, StringComparison.Ordinal));
    }

    /// <summary>The report of a command about the only part of the fleet.</summary>
    private void WritePart(string file)
    {
        string[]? command = file switch
        {
            "part-drift.json" => ["drift", "--stack", "one", "--live", "live.json"],
            "part-check.json" => ["check", "--stack", "one", "--scenarios"],
            "part-preview.json" => ["preview", "--stack", "one"],
            _ => null,
        };
        if (command is not null)
            File.WriteAllText(Path.Combine(_folder, file), Run([.. command, "--shard", "1/1", "--format", "json"]).Data);
    }

    private (int Code, string Data, string Messages) Run(string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = CommandLineApp.Run(arguments, output, error, new CliEnvironment(_folder, _folder), new(Known));
        return (code, output.ToString(), error.ToString());
    }

    private Policy.PolicyCatalog Known => Scenario is null ? Catalog : Plans.CatalogWithScenario(Pbx, Scenario);

    private static string Quoted(string text) => JsonValue.Create(text).ToJsonString();
}
