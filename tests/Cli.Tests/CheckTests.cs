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
    public void The_demo_stacks_have_no_warning_on_any_day() => Assert.Contains(
        "2 stacks with 2 instances of 2 policies: 0 errors, 0 warnings, ",
        Tool.RunIn(Checkout.Environment with { Today = CalendarDate.Parse("2076-01-01") }, "check").IsFine().Output,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("0.0.0.0/1, 128.0.0.0/1")]
    public void Peers_open_to_the_world_are_warnings_at_the_line_of_their_key(string world)
    {
        _folder.Write("Pulumi.world.yaml", World(world));

        var result = Run("--fail-on", "warning");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "warning SFP3001  Pulumi.world.yaml:5:5\n  world: Peer group 'administrators' opens", result.Output, StringComparison.Ordinal);
        Assert.Contains(
            "warning SFP3003  Pulumi.world.yaml:6:5\n  world: Peer group 'phones' opens", result.Output, StringComparison.Ordinal);
        Assert.Contains("4,294,967,296 addresses", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_many_stacks_have_in_the_same_words_is_told_once()
    {
        for (var i = 0; i < 40; i++) _folder.Write(FormattableString.Invariant($"Pulumi.customer-{i:00}.yaml"), Good);

        var result = Run().IsFine();

        Assert.Contains("info SFP4001  Pulumi.customer-00.yaml:3:3 and 39 more\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("For customer-00, customer-01, customer-02, customer-03 and 36 more.", result.Output, StringComparison.Ordinal);
        Assert.InRange(result.Output.Split('\n').Length, 5, 40);
    }

    [Fact]
    public void Quiet_tells_what_fails_and_the_sums()
    {
        _folder.Write("Pulumi.good.yaml", Good);
        Assert.StartsWith(
            "1 stack with 1 instance of 1 policy: 0 errors, 0 warnings, ", Run("--quiet").IsFine().Output, StringComparison.Ordinal);

        _folder.Write("Pulumi.world.yaml", World("0.0.0.0/0"));
        var result = Run("--quiet", "--fail-on", "warning");

        Assert.Contains("SFP3003", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("SFP4001", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_finding_fails_nothing_until_its_day_is_over()
    {
        _folder.Write("Pulumi.world.yaml", World("0.0.0.0/0"));
        _folder.Write("policy-accept.yaml", Accept("id: SFP3003, instance: world", "id: SFP3001, stack: world, key: peers.administrators"));

        var accepted = Run("--fail-on", "warning").IsFine();
        Assert.DoesNotContain("SFP3003", accepted.Output, StringComparison.Ordinal);
        Assert.EndsWith(", 2 accepted.\n", accepted.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run("--format", "json").Output);
        Assert.Equal(2, json.RootElement.GetProperty("accepted").GetInt32());
        Assert.Equal(0, json.RootElement.GetProperty("warnings").GetInt32());
        Assert.Contains("\"suppressions\"", Run("--format", "sarif").Output, StringComparison.Ordinal);

        _folder.Write("policy-accept.yaml", Accept("id: SFP3003, instance: world").Replace("2099", "2020", StringComparison.Ordinal));
        var expired = Run("--fail-on", "warning");
        Assert.Equal(2, expired.ExitCode);
        Assert.Contains("warning SFP6014  policy-accept.yaml:2:5", expired.Output, StringComparison.Ordinal);
        Assert.Contains("warning SFP3003", expired.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id: SFP3003, instance: other")]
    [InlineData("id: SFP3003, stack: other")]
    [InlineData("id: SFP3003, stack: world, key: peers.administrators")]
    [InlineData("id: SFP3002, stack: world")]
    public void An_entry_for_something_else_accepts_nothing_and_is_named(string entry)
    {
        _folder.Write("Pulumi.world.yaml", World("0.0.0.0/0"));
        _folder.Write("policy-accept.yaml", Accept(entry));

        var result = Run("--fail-on", "warning");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("warning SFP3003", result.Output, StringComparison.Ordinal);
        Assert.Contains("warning SFP6015  policy-accept.yaml:2:5", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_is_never_accepted()
    {
        _folder.Write("Pulumi.aws.yaml", Good.Replace("10.8.0.0/16", Many(400), StringComparison.Ordinal));
        _folder.Write("policy-accept.yaml", Accept("id: SFP4002, stack: aws"));

        var result = Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is for an error, which cannot be accepted", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("covers nothing", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_of_a_file_is_accepted_by_its_stack_or_key()
    {
        var azure = World("203.0.113.0/24")
            .Replace("cloud: aws", "cloud: azure\n  starface:resourceGroupName: rg", StringComparison.Ordinal)
            .Replace("phones: [203.0.113.0/24]", "phones: ['tag:AppServic']", StringComparison.Ordinal);
        _folder.Write("Pulumi.azure.yaml", azure);
        Assert.Contains("warning SFP5018", Run().Output, StringComparison.Ordinal);

        foreach (var entry in new[] { "id: SFP5018, stack: azure", "id: SFP5018, stack: azure, key: 'peers.phones[0]'" })
        {
            _folder.Write("policy-accept.yaml", Accept(entry));
            Assert.DoesNotContain("SFP", Run("--fail-on", "warning", "--quiet").IsFine().Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("peers.administrators")]
    [InlineData("starface:peers.administrators")]
    [InlineData("Peers.Administrators")]
    public void A_key_is_written_as_files_or_messages_write_it(string key)
    {
        _folder.Write("Pulumi.world.yaml", World("0.0.0.0/0"));
        _folder.Write("policy-accept.yaml", Accept($"id: SFP3001, stack: world, key: '{key}'", "id: SFP3003, stack: world"));

        Assert.EndsWith(", 2 accepted.\n", Run("--fail-on", "warning").IsFine().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_is_not_unused_while_a_stack_cannot_be_checked()
    {
        _folder.Write("Pulumi.bad.yaml", Good.Replace("10.8.0.0/16", "10.8.0.1/16", StringComparison.Ordinal));
        _folder.Write("policy-accept.yaml", Accept("id: SFP3003, stack: bad"));

        Assert.DoesNotContain("SFP6015", Run().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_of_a_policy_is_accepted_where_all_its_instances_accept_it()
    {
        _folder.Write("Pulumi.one.yaml", "config:\n  starface:cloud: aws\n  starface:policy: open\n");
        _folder.Write("Pulumi.two.yaml", "config:\n  starface:cloud: aws\n  starface:policy: open\n");
        _folder.Write("policy-accept.yaml", Accept("id: SFP3003, stack: one"));
        var some = RunOpen("check", "--fail-on", "warning");
        Assert.Equal(2, some.ExitCode);
        Assert.DoesNotContain("SFP6015", some.Output, StringComparison.Ordinal);

        _folder.Write("policy-accept.yaml", Accept("id: SFP3003, stack: one", "id: SFP3003, stack: two"));
        Assert.EndsWith(", 1 accepted.\n", RunOpen("check", "--fail-on", "warning").IsFine().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[0.0.0.0/0]", "error SFP5005", "is pinned to 4,294,967,296 addresses")]
    [InlineData("[0.0.0.0/1, 128.0.0.0/1]", "error SFP5005", "is pinned to")]
    [InlineData("['::/0']", "error SFP5005", "is pinned to all of IPv6")]
    [InlineData("[192.0.2.34, 127.0.0.1]", "error SFP5005", "127.0.0.1/32 is in the loopback network")]
    [InlineData("[224.0.0.251]", "error SFP5005", "is in multicast")]
    public void A_host_is_not_pinned_to_what_its_addresses_cannot_be(string pins, string finding, string message)
    {
        _folder.Write("Pulumi.world.yaml", World("203.0.113.0/24").Replace("[192.0.2.34]", pins, StringComparison.Ordinal));

        var result = Run();

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(finding + "  Pulumi.world.yaml:10:", result.Output, StringComparison.Ordinal);
        var text = result.Output.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[10.1.2.3]")]
    [InlineData("[192.0.2.0/24]")]
    [InlineData("['2001:db8::/32']")]
    public void A_host_is_pinned_to_addresses_inside_and_to_networks(string pins)
    {
        _folder.Write("Pulumi.world.yaml", World("203.0.113.0/24").Replace("[192.0.2.34]", pins, StringComparison.Ordinal));

        Run("--fail-on", "warning").IsFine();
    }

    [Fact]
    public void A_pin_beside_the_addresses_of_a_declaration_is_told()
    {
        _folder.Write("Pulumi.one.yaml", """
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx-connect
              starface:peers:
                administrators: [203.0.113.0/24]
                phones: [203.0.113.0/24]
                resolvers: [cloud]
                time-servers: [cloud]
              starface:hosts:
                cluster.starface-connect.com: [192.0.2.1]

            """);

        var result = Run().IsFine();

        Assert.Contains("info SFP4012  Pulumi.one.yaml:10:", result.Output, StringComparison.Ordinal);
        Assert.Contains("'cluster.starface-connect.com' is declared with addresses", result.Output, StringComparison.Ordinal);
    }

    /// <summary>Nothing of this is wrong with the cloud, whose key comes first in the file.</summary>
    [Theory]
    [InlineData("", "SFP4001", "3:3")]
    [InlineData("  starface:hosts:\n    stun.starface.com: [192.0.2.1]\n", "SFP4001", "10:3")]
    [InlineData("", "SFP4012", "4:3")]
    [InlineData("", "SFP4014", "4:3")]
    public void A_finding_of_a_plan_is_at_the_key_to_change(string more, string id, string place)
    {
        _folder.Write("Pulumi.one.yaml", Placed("aws", "203.0.113.5/32", "198.51.100.0/24") + more);

        var found = JsonDocument.Parse(Run("--format", "json").Output).RootElement.GetProperty("problems").EnumerateArray()
            .Single(problem => problem.GetProperty("id").GetString() == id).GetProperty("place");

        Assert.Equal(place, $"{found.GetProperty("line").GetInt32()}:{found.GetProperty("column").GetInt32()}");
    }

    [Theory]
    [InlineData("aws", "tag:AzureCloud", "tag:Sql")]
    [InlineData("azure", "sg-0123456789abcdef0", "pl-0123456789abcdef0:3")]
    public void Every_peer_of_another_cloud_is_told_at_its_group_by_every_command(string cloud, string administrators, string phones)
    {
        _folder.Write("Pulumi.one.yaml", Placed(cloud, administrators, phones));

        var check = Run();
        var preview = Tool.RunIn(_folder.Environment, "preview", "--all");

        Assert.Equal((1, 1), (check.ExitCode, preview.ExitCode));
        foreach (var place in (string[])["5:5", "6:5"])
        {
            Assert.Contains($"error SFP4004  Pulumi.one.yaml:{place}\n", check.Output, StringComparison.Ordinal);
            Assert.Contains($"error SFP4004: Pulumi.one.yaml:{place}: Peer '", preview.Error, StringComparison.Ordinal);
        }
    }

    private static string Placed(string cloud, string administrators, string phones) => $"""
        config:
          starface:cloud: {cloud}
          starface:policy: cloud-pbx
          starface:peers:
            administrators: ["{administrators}"]
            phones: ["{phones}"]
            resolvers: [cloud]
            time-servers: [cloud]
            sip-providers: [198.51.100.0/24]
        {(cloud == "azure" ? "  starface:resourceGroupName: rg\n" : "")}
        """;

    [Fact]
    public void The_service_that_most_strangers_reach_is_told_first()
    {
        _folder.Write("Pulumi.world.yaml", World("203.0.113.0/24").Replace(
            "sip-providers: [198.51.100.0/25]", "sip-providers: [0.0.0.0/0]", StringComparison.Ordinal));

        var table = Run().Output.Split("Sensitive service")[1];

        Assert.True(
            table.IndexOf("sip ", StringComparison.Ordinal) < table.IndexOf("provisioning", StringComparison.Ordinal), table);
    }

    [Fact]
    public void A_setting_that_moves_a_port_of_everyone_to_one_of_administration_is_found_at_its_line()
    {
        _folder.Write("Pulumi.world.yaml", World("203.0.113.0/24") + "  starface:settings: { webPort: 3389 }\n");

        var result = Run("--fail-on", "warning");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("warning SFP3002  Pulumi.world.yaml:11:", result.Output, StringComparison.Ordinal);
        Assert.Contains("Setting 'WebPort' opens tcp 3389 (RDP)", result.Output, StringComparison.Ordinal);
        _folder.Write("policy-accept.yaml", Accept("id: SFP3002, stack: world, key: settings.webPort"));
        Run("--fail-on", "warning").IsFine();
    }

    [Theory]
    [InlineData("accept: [{ id: SFP9999, stack: a, reason: r, until: 2099-01-01 }]", "There is no finding 'SFP9999'")]
    [InlineData("accept: [{ id: SFP3003, reason: r, until: 2099-01-01 }]", "Neither 'stack' nor 'instance' is given")]
    [InlineData("accept: [{ id: SFP3003, stack: a, until: 2099-01-01 }]", "'reason' is missing")]
    [InlineData("accept: [{ id: SFP3003, stack: a, reason: r }]", "'until' is missing")]
    [InlineData("accept: [{ id: SFP3003, stack: a, reason: r, until: never }]", "never")]
    [InlineData("ignore: []", "Unknown key 'ignore'")]
    public void A_file_of_accepted_findings_with_a_problem_is_refused(string text, string message)
    {
        _folder.Write("Pulumi.good.yaml", Good);
        _folder.Write("policy-accept.yaml", text + "\n");

        var result = Run();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private static string World(string world) => $"""
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx
          starface:peers:
            administrators: [{world}]
            phones: [{world}]
            sip-providers: [198.51.100.0/25]
            resolvers: [cloud]
            time-servers: [cloud]
          starface:hosts: {"{ stun.starface.com: [192.0.2.34], stun.teamfon.com: [192.0.2.35] }"}

        """;

    private static string Accept(params string[] entries) =>
        "accept:\n" + string.Concat(entries.Select(entry => $"  - {{ {entry}, reason: OPS-4711, until: 2099-12-31 }}\n"));

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
    public void A_plan_beyond_a_quota_is_a_finding_at_the_peers()
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
        Assert.Equal(4, error.GetProperty("place").GetProperty("line").GetInt32());
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
        _folder.Write("Pulumi.open.yaml", "config:\n  starface:cloud: aws\n  starface:policy: open\n");

        var result = RunOpen("check");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("warning SFP3", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 stack with 1 instance of 1 policy: 0 errors, 1 warning, 0 infos.", result.Output, StringComparison.Ordinal);
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
        Assert.Contains("::notice file=Pulumi.good.yaml,line=3,col=3,title=SFP4001", github, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("yml")]
    [InlineData("json")]
    public void A_stack_whose_file_has_another_ending_is_found_by_a_person(string ending)
    {
        _folder.Write("Pulumi.demo.yaml", Good);
        _folder.Write($"Pulumi.munich.{ending}", Good);

        Run("--stack", "munich").IsError($"Pulumi.munich.{ending}", "reads only Pulumi.munich.yaml", "rename it to Pulumi.munich.yaml");
        Run("--stack", "berlin").IsError("There is no stack 'berlin'");
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

    [Fact]
    public void A_finding_of_a_policy_without_sources_names_it_and_is_where_a_stack_uses_it()
    {
        _folder.Write("Pulumi.one.yaml", "config:\n  starface:cloud: aws\n  starface:policy: open\n");

        var result = RunOpen("check");

        Assert.Contains("warning SFP3003  Pulumi.one.yaml:3:3\n  open: Service 'sip' opens", result.Output, StringComparison.Ordinal);
    }

    /// <summary>Runs the tool on a catalogue with a policy that opens SIP to everyone and says no reason.</summary>
    private CliResult RunOpen(params string[] args)
    {
        var sip = new ServiceDefinition(
            "sip", "SIP", [new(Direction.Inbound, Protocol.Udp, new Policy.Flows.PortRange(5060, 5060), "seed")]);
        var policy = new PolicyDefinition("open", "Open", null, [new Allowance(sip, PeerGroupId.Anywhere, because: null)]);
        var catalog = new PolicyCatalog([sip], [new PolicyDescriptor(policy, arguments => new OpenPolicy(policy, arguments))]);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLineApp.Run(args, output, error, _folder.Environment, new Lazy<PolicyCatalog>(catalog));
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    private CliResult Run(params string[] args) => Tool.RunIn(_folder.Environment, ["check", .. args]);

    private sealed class OpenPolicy(PolicyDefinition definition, PolicyArguments arguments) : FirewallPolicy(definition, arguments);
}
