using System.Text.Json;
using Starface.Cli.Tests.Support;
using Starface.Policy;

namespace Starface.Cli.Tests;

public sealed class CheckTests : IDisposable
{
    private const string Good = StackText.Good;

    private static readonly string[] Hosts =
    [
        "license.starface.de", "push-cluster.starface.de", "siptrunk.de", "iplookup.starface.com", "update.starface.de", "starface-cdn.de",
        "www.starface-cdn.de",
        "stun.starface.com", "stun.teamfon.com",
    ];

    private readonly TemporaryFolder _folder = new();

    public CheckTests() => _folder.Write("Pulumi.yaml", "name: starface\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_demo_stacks_have_warnings_and_nothing_worse()
    {
        var result = Tool.Run("check").IsFine();

        Assert.Contains("warning SFP4001  src/Infra/Pulumi.demo-azure.yaml:6:3", result.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            "2 stacks with 2 instances of 2 policies: 0 errors, 2 warnings, 14 infos.\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, Tool.Run("check", "--fail-on", "warning").ExitCode);
    }

    [Fact]
    public void A_problem_has_its_place_and_hides_nothing_of_the_other_stacks()
    {
        _folder.Write("Pulumi.good.yaml", Good);
        _folder.Write("Pulumi.bad.yaml", Good.Replace("10.8.0.0/16", "10.8.0.1/16", StringComparison.Ordinal));

        var result = Run("--format", "json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(": Pulumi.bad.yaml:", result.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("error", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("stacks").GetInt32());
        Assert.Equal(1, json.RootElement.GetProperty("instances").GetInt32());
        var findings = json.RootElement.GetProperty("problems").EnumerateArray().ToList();
        var problem = findings[0];
        Assert.Equal("SFP5005", problem.GetProperty("id").GetString());
        Assert.Equal("bad", problem.GetProperty("stack").GetString());
        Assert.Equal("Pulumi.bad.yaml", problem.GetProperty("place").GetProperty("file").GetString());
        var line = File.ReadAllLines(
            Path.Combine(_folder.Path, "Pulumi.bad.yaml"))[problem.GetProperty("place").GetProperty("line").GetInt32() - 1];
        Assert.StartsWith(
            "10.8.0.1/16", line[(problem.GetProperty("place").GetProperty("column").GetInt32() - 1)..], StringComparison.Ordinal);
        Assert.Contains(findings, finding => finding.Text("stack") == "good");
    }

    [Fact]
    public void The_page_shows_what_the_command_says()
    {
        var page = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "check.md")).ReplaceLineEndings("\n");
        var shown = page.Split("$ starface-policy check\n")[1].Split("```")[0];
        _folder.Write(
            "Pulumi.customer-7.yaml", Good.Replace("10.8.0.0/16", "10.8.0.1/16", StringComparison.Ordinal)
                .Replace("time-servers", "time-server", StringComparison.Ordinal));
        _folder.Write(
            "Pulumi.customer-8.yaml",
            Good + "  starface:hosts: { " + string.Join(", ", Hosts.Select(host => host + ": [192.0.2.10]")) + " }\n");

        Assert.Equal(shown, Run().Output);
    }

    [Fact]
    public void A_plan_beyond_a_quota_is_a_finding_at_the_instance()
    {
        _folder.Write("Pulumi.aws.yaml", Good.Replace("10.8.0.0/16", Many(400), StringComparison.Ordinal));
        _folder.Write("Pulumi.small.yaml", Good);

        var result = Run("--format", "json", "--stack", "aws");

        Assert.Equal(2, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("findings", json.RootElement.GetProperty("status").GetString());
        var error = Assert.Single(
            json.RootElement.GetProperty("problems").EnumerateArray(), finding => finding.GetProperty("severity").GetString() == "error");
        Assert.StartsWith("SFP4", error.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("aws", error.GetProperty("place").GetProperty("key").GetString());
        Assert.Equal(2, error.GetProperty("place").GetProperty("line").GetInt32());
        Assert.Equal(0, Run("--stack", "small").ExitCode);
    }

    [Fact]
    public void One_name_for_two_instances_is_a_problem()
    {
        _folder.Write("Pulumi.one.yaml", Good + "  starface:name: pbx\n");
        _folder.Write("Pulumi.two.yaml", Good + "  starface:name: pbx\n");

        var result = Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(
            "'pbx' is an instance of Pulumi.one.yaml and Pulumi.two.yaml; give each a different name.",
            result.Output,
            StringComparison.Ordinal);
        Assert.Contains("error SFP5008  Pulumi.two.yaml:2:3\n", result.Output, StringComparison.Ordinal);
    }

    // A pull request's files are a stranger's, and what they say is repeated in the build's log.
    [Theory]
    [InlineData("azure-devops")]
    [InlineData("github")]
    [InlineData("sarif")]
    [InlineData("table")]
    public void A_file_gives_the_build_no_commands(string format)
    {
        _folder.Write(
            "Pulumi.bad.yaml", "config:\n  starface:cloud: \"moon\\n::set-output name=x::y\\n##vso[task.setvariable variable=x]y\"\n");

        var result = Run("--format", format);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("moon", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("##vso[task.setvariable", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(
            (result.Output + result.Error).Split('\n'), line => line.TrimStart().StartsWith("::set-output", StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_compiler_says_of_a_policy_is_said_here_too()
    {
        var sip = new ServiceDefinition(
            "sip", "SIP", [new(Direction.Inbound, Protocol.Udp, new Policy.Flows.PortRange(5060, 5060), "seed")]);
        var policy = new PolicyDefinition("open", "Open", null, [new Allowance(sip, PeerGroupId.Anywhere, because: null)]);
        var catalog = new PolicyCatalog([sip], [new PolicyDescriptor(policy, arguments => new OpenPolicy(policy, arguments))]);
        _folder.Write("Pulumi.open.yaml", "config:\n  starface:cloud: aws\n  starface:policy: open\n");
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = CommandLineApp.Run(["check"], output, error, _folder.Environment, new Lazy<PolicyCatalog>(catalog));

        Assert.Equal(0, exitCode);
        Assert.Contains("warning SFP3", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 stack with 1 instance of 1 policy: 0 errors, 1 warning, 0 infos.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_names_each_rule_and_leads_to_the_place()
    {
        _folder.Write("Pulumi.bad.yaml", "config:\n  starface:cloud: moon\n");

        var result = Run("--format", "sarif");

        Assert.Equal(1, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        var run = json.RootElement.GetProperty("runs")[0];
        Assert.False(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal("SFP5003", run.GetProperty("tool").GetProperty("driver").GetProperty("rules")[0].GetProperty("id").GetString());
        var problem = Assert.Single(
            run.GetProperty("results").EnumerateArray(),
            result => result.GetProperty("message").GetProperty("text").GetString()!.Contains("moon", StringComparison.Ordinal));
        var place = problem.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("Pulumi.bad.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(2, place.GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.True(place.GetProperty("region").GetProperty("startColumn").GetInt32() > 1);
        Assert.Equal(32, problem.GetProperty("partialFingerprints").GetProperty("check/v1").GetString()!.Length);
    }

    [Fact]
    public void Pipelines_get_their_commands()
    {
        _folder.Write("Pulumi.bad.yaml", "config:\n  starface:cloud: moon\n");
        _folder.Write("Pulumi.good.yaml", Good);

        var github = Run("--format", "github").Output;
        var azure = Run("--format", "azure-devops").Output;
        var gitlab = Run("--format", "gitlab").Output;

        Assert.Contains("::error file=Pulumi.bad.yaml,line=2,col=", github, StringComparison.Ordinal);
        Assert.Contains("::notice file=Pulumi.good.yaml,line=2,col=3,title=SFP4001", github, StringComparison.Ordinal);
        Assert.Contains(
            "##vso[task.logissue type=error;sourcepath=Pulumi.bad.yaml;linenumber=2;columnnumber=", azure, StringComparison.Ordinal);
        Assert.Contains("##vso[task.complete result=Failed;]2 stacks", azure, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(gitlab);
        Assert.Equal(
            ["critical", "info"], json.RootElement.EnumerateArray().Select(item => item.GetProperty("severity").GetString()).Distinct());
    }

    [Fact]
    public void Fingerprints_stay_when_lines_move()
    {
        _folder.Write("Pulumi.demo.yaml", Good);
        var before = Fingerprints();
        _folder.Write("Pulumi.demo.yaml", "# A comment.\n" + Good);

        Assert.Equal(before, Fingerprints());
        Assert.Equal(before.Count, before.Distinct().Count());

        List<string?> Fingerprints()
        {
            using var json = JsonDocument.Parse(Run("--format", "json").Output);
            return
            [
                .. json.RootElement.GetProperty("problems")
                    .EnumerateArray()
                    .Select(finding => finding.GetProperty("fingerprint").GetString()),
            ];
        }
    }

    [Fact]
    public void Stacks_that_are_not_there_are_problems()
    {
        _folder.Write("Pulumi.demo.yaml", Good);

        Run("--stack", "dmo").IsError("There is no stack 'dmo'", "demo");
        Run("--fail-on", "note").IsError("--fail-on");
        File.Delete(Path.Combine(_folder.Path, "Pulumi.demo.yaml"));
        Run().IsError("has no stacks");
    }

    private static string Many(int count) =>
        string.Join(", ", Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"10.{i / 256}.{i % 256}.0/25")));

    private CliResult Run(params string[] args) => Tool.RunIn(_folder.Environment, ["check", .. args]);

    private sealed class OpenPolicy(PolicyDefinition definition, PolicyArguments arguments) : FirewallPolicy(definition, arguments);
}
