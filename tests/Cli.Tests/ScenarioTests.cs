using System.Text.Json;
using Starface.Cli.Tests.Report;
using Starface.Cli.Tests.Support;
using Starface.Policies;
using Starface.Policy;

namespace Starface.Cli.Tests;

/// <summary>What the commands say of scenarios.</summary>
public sealed class ScenarioTests : IDisposable
{
    private const string Silent = """
        config:
          starface:cloud: aws
          starface:policy: silent
          starface:peers:
            phones: [198.51.100.0/24]

        """;

    /// <summary>A policy that says that phones can call, and has no sound.</summary>
    private static readonly PolicyDefinition SilentPolicy = new(
        "silent", "Silent", null, [new Allowance(SipTls.Definition, "phones", null)])
    {
        Supports = [DeskPhoneTls.Definition],
    };

    private readonly TemporaryFolder _folder = new();

    public ScenarioTests()
    {
        _folder.Write("Pulumi.yaml", "name: starface\n");
        _folder.Write("Pulumi.silent.yaml", Silent);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_scenario_that_the_demo_stacks_support_works()
    {
        var json = Tool.Json("check", "--scenarios");

        var supported = json.Items("scenarios").Where(scenario => scenario.GetProperty("supported").GetBoolean()).ToList();
        Assert.Equal(16, supported.Count);
        Assert.All(supported, scenario => Assert.True(
            scenario.Text("result") == "works" || (scenario.Text("instance"), scenario.Text("scenario")) == ("demo-azure", "trunk-call-in"),
            scenario.ToString()));
        Assert.Equal(
            ["demo-aws", "demo-azure"],
            json.Items("scenarios").Where(of => of.Text("scenario") == "pbx-network" && of.Text("result") == "not applicable")
                .Select(of => of.Text("instance")));
    }

    [Fact]
    public void Scenarios_are_checked_only_where_they_are_asked_for()
    {
        var result = Run("check", "--format", "json").IsFine();

        Assert.DoesNotContain("scenario", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_supported_scenario_that_does_not_work_fails_the_check_at_the_peers_with_its_symptoms()
    {
        var result = Run("check", "--scenarios");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("warning SFP8010  Pulumi.silent.yaml:5:5\n", result.Output, StringComparison.Ordinal);
        var text = string.Join(" ", result.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(
            "Scenario 'desk-phone-tls' does not work: No sound: a phone behind NAT neither hears nor is heard, and any other is not heard "
                + "until the PBX has sent sound itself, because inbound udp 10000-20000 from 198.51.100.0/24 is not permitted (rtp-media; "
                + "Port table, row 10.000 bis 20.000 UDP: eingehende RTP-Audiodaten)",
            text,
            StringComparison.Ordinal);
        Assert.Contains("desk-phone-tls does not work No sound", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sarif", "\"ruleId\": \"SFP8010\"")]
    [InlineData("junit", "failures=\"1\"")]
    [InlineData("github", "SFP8010")]
    [InlineData("gitlab", "SFP8010")]
    [InlineData("azure-devops", "SFP8010")]
    [InlineData("json", "\"symptom\": \"No sound: a phone")]
    public void Every_format_has_the_finding(string format, string part)
    {
        var result = Run("check", "--scenarios", "--format", format);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(part, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_scenario_fails_nothing()
    {
        _folder.Write(
            "policy-accept.yaml",
            "accept:\n  - { id: SFP8010, stack: silent, key: peers.phones, reason: it only rings, until: 2099-12-31 }\n");

        Assert.EndsWith(", 1 accepted.\n", Run("check", "--scenarios").IsFine().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_a_fleet_are_merged_with_their_scenarios()
    {
        for (var i = 0; i < 6; i++) _folder.Write(FormattableString.Invariant($"Pulumi.vpn-{i}.yaml"), StackText.Good);
        var whole = JsonDocument.Parse(Run("check", "--scenarios", "--format", "json").Output).RootElement;
        var files = Enumerable.Range(1, 3)
            .Select(part => _folder.Write(
                $"{part}.json", Run("check", "--scenarios", "--shard", $"{part}/3", "--format", "json").Output))
            .ToArray();

        var merged = JsonDocument.Parse(Run(["merge", .. files, "--format", "json"]).Output).RootElement;

        Assert.NotEmpty(whole.Items("scenarios"));
        Assert.Equal(whole.GetProperty("scenarios").GetRawText(), merged.GetProperty("scenarios").GetRawText());
        Assert.Equal(whole.Text("status"), merged.Text("status"));
        _folder.Write("other.json", Run("check", "--shard", "2/3", "--format", "json").Output);
        Assert.Contains("--scenarios", Run("merge", files[0], Path.Combine(_folder.Path, "other.json")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_says_which_scenarios_work_before_and_after()
    {
        _folder.Write("Pulumi.before.yaml", StackText.Good);
        _folder.Write("Pulumi.after.yaml", StackText.Good + "  starface:settings: { WebPort: 8443 }\n");
        var saved = _folder.Write("saved.json", Run("preview", "--stack", "before", "--format", "json").Output);

        // The rules of the file are looked at with the ports of the stack.
        var result = Run("diff", saved, "after");

        Assert.Equal(2, result.ExitCode);
        var text = string.Join(" ", result.Output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Scenario app-call: does not work -> works.", text, StringComparison.Ordinal);
        Assert.Contains("Scenarios that work before and after: desk-phone-tls, desk-phone-udp,", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Scenario app-call", Run("diff", "before", "after").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_names_the_symptoms_of_what_stops_working()
    {
        var json = JsonDocument.Parse(Run("diff", "cloud-pbx-vpn", "silent", "--format", "json").Output).RootElement;
        var scenario = json.GetProperty("comparisons")[0].Items("scenarios").Single(of => of.Text("scenario") == "desk-phone-tls");

        Assert.Equal("works", scenario.GetProperty("before").Text("result"));
        Assert.Equal("does not work", scenario.GetProperty("after").Text("result"));
        Assert.Equal(2, scenario.GetProperty("after").Items("missing").Count());
    }

    [Fact]
    public void A_preview_says_how_many_scenarios_work_and_how_the_others_end()
    {
        Assert.Contains("8 of 8 work", Tool.Run("preview", "--stack", "demo-aws").IsFine().Output, StringComparison.Ordinal);
        var silent = Run("preview", "--stack", "silent").Output;
        Assert.Contains("0 of 1 work", silent, StringComparison.Ordinal);
        Assert.Contains("desk-phone-tls does not work: No sound", silent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_which_flow_a_scenario_lacks_and_which_scenarios_the_policy_does_not_promise()
    {
        var rows = new PageReader(Run("report").Output).Section("silent").Descendants("tr")
            .Select(row => PageReader.Normal(row.Value))
            .ToList();

        Assert.Contains(rows, row => row.Contains("✖ does not workNo sound: a phone behind NAT", StringComparison.Ordinal)
            && row.Contains("missing: inbound udp 10000-20000 from 198.51.100.0/24", StringComparison.Ordinal));
        Assert.Contains(
            rows,
            row => row.StartsWith("A desk phone registers and calls out over UDP", StringComparison.Ordinal)
                && row.Contains("– not applicablethe policy does not promise it", StringComparison.Ordinal)
                && row.Contains("allows 'sip' to none of", StringComparison.Ordinal));
    }

    [Fact]
    public void A_scenario_and_what_a_policy_supports_are_shown()
    {
        var scenario = Tool.Run("show", "app-call").IsFine().Output;
        Assert.StartsWith("Scenario app-call  An app signs in and calls from a foreign network\n", scenario, StringComparison.Ordinal);
        Assert.Contains("The app cannot sign in", scenario, StringComparison.Ordinal);
        Assert.Contains("app-users, else users, vpn, anywhere", scenario, StringComparison.Ordinal);
        Assert.Contains("desk-phone-udp, desk-phone-tls", Tool.Run("show", "cloud-pbx").IsFine().Output, StringComparison.Ordinal);
        Tool.Run("show", "app-cal").IsError("did you mean the scenario 'app-call'?");
        Assert.Contains("Scenario mobile-wake", Tool.Run("list").IsFine().Output, StringComparison.Ordinal);
    }

    private CliResult Run(params string[] args)
    {
        var catalog = new PolicyCatalog(
            Catalog.Instance.Services,
            [.. Catalog.Instance.Policies, new PolicyDescriptor(SilentPolicy, arguments => new MadePolicy(SilentPolicy, arguments))],
            Catalog.Instance.Scenarios);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLineApp.Run(args, output, error, _folder.Environment, new Lazy<PolicyCatalog>(catalog));
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    private sealed class MadePolicy(PolicyDefinition definition, PolicyArguments arguments) : FirewallPolicy(definition, arguments);
}
