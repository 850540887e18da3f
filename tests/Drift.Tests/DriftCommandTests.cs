using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Drift.Composition;
using Starface.Drift.Fleet;
using Starface.Policy.Clouds.Aws;
using Starface.Policy.Clouds.Azure;
using Starface.Policy.Comparison;
using Starface.Policy.Tests;

namespace Starface.Drift.Tests;

/// <summary>The command as a person or pipeline runs it: exit codes, formats, the ignore file.</summary>
public sealed class DriftCommandTests : IDisposable
{
    private static readonly Policy.PolicyCatalog Catalog = TestPolicy.Catalog(Plans.Pbx(AwsTarget.Instance).Policy.Definition);
    private const string GroupsAlone = "what else lies on their interfaces was not read";

    private readonly string _folder = Directory.CreateTempSubdirectory("drift-").FullName;

    public DriftCommandTests()
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\n");
        File.WriteAllText(Path.Combine(_folder, "Pulumi.one.yaml"), Stack("aws", "customer-01"));
        Directory.CreateDirectory(Path.Combine(_folder, "policies"));
        File.WriteAllText(Path.Combine(_folder, "Infra.sln"), "");
        File.WriteAllText(
            Path.Combine(_folder, "policies", "Test.cs"),
            "[Service(\"sip\")]\npublic sealed partial class Sip;\n\n[Policy(\"test\", Title = \"Test\")]\n[Allow<Sip, Phones>]\n"
                + "public sealed partial class Test;\n");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void In_sync_ends_in_0() => Assert.Equal(0, Run(InSync(), "--format", "table").Code);

    [Fact]
    public void Drift_ends_in_2() => Assert.Equal(2, Run(Drifted(), "--format", "table").Code);

    [Fact]
    public void What_cannot_be_read_ends_in_1() =>
        Assert.Equal(1, Run(new JsonObject { ["SecurityGroups"] = new JsonArray() }, "--format", "table").Code);

    /// <summary>An environment (Pulumi ESC) may change the plan: without its values neither drift nor its absence is known.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_a_stack_that_imports_environments_nothing_is_known_until_their_values_are_given(bool isQuick)
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.one.yaml"), "environment: [prod]\n" + Stack("aws", "customer-01"));
        string[] options = isQuick ? ["--quick", "--format", "json"] : ["--format", "json"];

        Assert.All([InSync(), Drifted()], live =>
        {
            var (code, output, _) = Run(live, options);
            Assert.Equal(1, code);
            Assert.Equal("unknown", JsonNode.Parse(output)!["status"]!.GetValue<string>());
            Assert.Contains("SFP5013", output, StringComparison.Ordinal);
        });

        File.WriteAllText(Path.Combine(_folder, "config.json"), "{\"starface:cloud\": {\"value\": \"aws\", \"secret\": false}}");
        Assert.Equal(0, Run(InSync(), [.. options, "--environment", "config.json"]).Code);
        Assert.Equal(1, Run(InSync(), [.. options, "--environment", "two=config.json"]).Code);
        if (!isQuick) Assert.Equal(2, Run(Drifted(), [.. options, "--environment", "one=config.json"]).Code);
    }

    [Fact]
    public void The_table_says_who_can_do_what_and_what_breaks()
    {
        var text = Run(Drifted(), "--format", "table").Output;
        Assert.Contains("Anyone on the Internet can reach tcp 22 (SSH).", text, StringComparison.Ordinal);
        Assert.Contains("\"debug # #vso[task.complete]", text, StringComparison.Ordinal);
        Assert.Contains("Phones cannot register.", text, StringComparison.Ordinal);
        Assert.Contains("1 instance: 0 in sync, 1 with drift, 0 unknown.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_has_the_promised_keys()
    {
        var json = JsonNode.Parse(Run(Drifted(), "--format", "json").Output)!;
        Assert.Equal("drift", json["status"]!.GetValue<string>());
        Assert.Equal(
            """{"direction":"inbound","protocol":"tcp","fromPort":22,"toPort":22,"remote":"0.0.0.0/0"}""",
            json["extra"]![0]!["flow"]!.ToJsonString());
        Assert.True(json["extra"]![0]!["reachesInternet"]!.GetValue<bool>());
        Assert.Equal("sip", json["missing"]![0]!["origins"]![0]!["service"]!.GetValue<string>());
        Assert.Equal("customer-01", json["instances"]![0]!["instance"]!.GetValue<string>());
    }

    [Fact]
    public void Sarif_leads_to_the_policys_lines()
    {
        using var sarif = JsonDocument.Parse(Run(Drifted(), "--format", "sarif").Output);
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results");
        var places = results.EnumerateArray().Select(result => (
            result.GetProperty("ruleId").GetString(),
            result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri")
                .GetString(),
            result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32()));
        Assert.Equal([("drift-extra", "policies/Test.cs", 4), ("drift-missing", "policies/Test.cs", 5)], places);
        Assert.All(
            results.EnumerateArray(),
            result => Assert.Equal(32, result.GetProperty("partialFingerprints").GetProperty("drift/v1").GetString()!.Length));
    }

    [Fact]
    public void A_comment_declares_no_policy()
    {
        var source = Path.Combine(_folder, "policies", "Test.cs");
        File.WriteAllText(source, "// [Policy(\"test\")] [Allow<Sip>] stood here once.\n" + File.ReadAllText(source));
        Assert.Equal([("policies/Test.cs", 5), ("policies/Test.cs", 6)], Places(Run(Drifted(), "--format", "sarif").Output));
    }

    [Fact]
    public void What_is_about_a_policy_from_a_package_leads_to_the_stacks_file()
    {
        File.Delete(Path.Combine(_folder, "policies", "Test.cs"));
        File.WriteAllText(Path.Combine(_folder, "Pulumi.bad.yaml"), "config:\n  starface:cloud: moon\n");
        Assert.Equal(
            [("Pulumi.one.yaml", 1), ("Pulumi.one.yaml", 1), ("Pulumi.bad.yaml", 1), ("Pulumi.bad.yaml", 1)],
            Places(Run(Drifted(), "--all", "--format", "sarif").Output));
        Assert.Equal(
            ["Pulumi.one.yaml", "Pulumi.one.yaml", "Pulumi.bad.yaml", "Pulumi.bad.yaml", Reports.Report.FileOfNoPlace],
            JsonNode.Parse(Run(Drifted(), "--all", "--format", "gitlab").Output)!.AsArray()
                .Select(item => item!["location"]!["path"]!.GetValue<string>()));
    }

    private static List<(string? File, int Line)> Places(string sarif)
    {
        using var parsed = JsonDocument.Parse(sarif);
        return
        [
            .. from result in parsed.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
               let place = result.GetProperty("locations")[0].GetProperty("physicalLocation")
               select (
                   place.GetProperty("artifactLocation").GetProperty("uri").GetString(),
                   place.GetProperty("region").GetProperty("startLine").GetInt32()),
        ];
    }

    [Fact]
    public void Junit_has_a_failure_for_drift_and_an_error_for_unknown()
    {
        Assert.Single(XDocument.Parse(Run(Drifted(), "--format", "junit").Output).Descendants("failure"));
        Assert.Single(
            XDocument.Parse(Run(new JsonObject { ["SecurityGroups"] = new JsonArray() }, "--format", "junit").Output).Descendants("error"));
        Assert.Empty(XDocument.Parse(Run(InSync(), "--format", "junit").Output).Descendants("testcase").Elements());
    }

    [Fact]
    public void Github_annotations_keep_to_the_limit_and_the_rest_is_in_the_summary()
    {
        var live = Drifted();
        for (var port = 7001; port <= 7020; port++)
            ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!).Add(
                JsonNode.Parse(
                    $$"""
                        {"IpProtocol":"tcp","FromPort":{{port}},"ToPort":{{port}},"IpRanges":[{"CidrIp":"10.0.0.{{port - 7000}}/32"}]}
                        """));
        var summary = Path.Combine(_folder, "summary.md");

        var lines = Run(live, "--format", "github", "--summary", summary).Output.Split('\n');

        Assert.Equal(10, lines.Count(line => line.StartsWith("::error ", StringComparison.Ordinal)));
        Assert.Contains("file=policies/Test.cs,line=4,", lines[1], StringComparison.Ordinal);
        Assert.Equal(22, File.ReadAllLines(summary).Count(line => line.StartsWith("| customer-01 |", StringComparison.Ordinal)));
    }

    [Fact]
    public void Azure_devops_gets_issues_and_no_command_of_a_stranger()
    {
        var lines = Run(Drifted(), "--format", "azure-devops").Output.Split('\n');
        Assert.Contains(
            lines,
            line => line.StartsWith(
                "##vso[task.logissue type=error;sourcepath=policies/Test.cs;linenumber=4;code=drift-extra;]", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("##vso[task.complete", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("##vso[task.complete result=Failed;]", StringComparison.Ordinal));
    }

    /// <summary>Every format there is.</summary>
    public static IEnumerable<TheoryDataRow<string>> Formats => Reports.ReportFormats.Names.Select(name => new TheoryDataRow<string>(name));

    /// <summary>
    /// What a stranger may write into a description: commands of build services, markup, and characters that hide or turn others.
    /// </summary>
    private const string Hostile =
        "100% |x| ]]> ###vso[task.complete result=Succeeded;] ##[error]no\n::error::no\r\n"
            + "::add-mask::a \u001b[31mred \u009b1m \u202eturned\u2069 \u200e\u200f\u061c \u200b\u2060\ufeff \u2028\u2029 "
            + "\ufffe\uffff\ufdd0 \U0001F600\U000E0041"
        + " <script>x</script> & \"q\" `code` *b* ~~s~~ $m$ [l](http://evil.example) @team #1";

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_hostile_description_is_text_in_every_format(string format)
    {
        var run = Run(Described(Hostile), "--format", format);

        Assert.Equal(2, run.Code);
        Assert.Equal("", run.Error);
        Assert.Contains("task.complete result=Succeeded;", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output.EnumerateRunes(), rune => rune.Value != '\n' && Policy.Problems.SafeText.IsInvisible(rune));
        Assert.DoesNotContain("##[", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(
            run.Output.Split('\n'),
            line => line.TrimStart().StartsWith("::", StringComparison.Ordinal)
            && !line.StartsWith("::error file=policies/Test.cs,line=", StringComparison.Ordinal)
            && !line.StartsWith("::notice title=Scope::Only the groups were compared; ", StringComparison.Ordinal));
        // Every command of Azure DevOps is the report's own and is at the start of a line.
        Assert.DoesNotContain(run.Output.Split('\n'), line => line.LastIndexOf("##vso[", StringComparison.Ordinal) > 0);
        if (format is "json" or "sarif" or "gitlab") using (JsonDocument.Parse(run.Output)) { }
        if (format is "junit") Assert.Single(XDocument.Parse(run.Output).Descendants("failure"));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_comparison_of_groups_alone_says_so_in_every_format_and_in_the_summary(string format)
    {
        var summary = Path.Combine(_folder, "summary.md");
        var run = Run(InSync(), "--format", format, "--summary", summary);

        Assert.Equal(0, run.Code);
        Assert.Contains(format == "json" ? "\"scope\": \"group\"" : GroupsAlone, run.Output, StringComparison.Ordinal);
        Assert.Contains(GroupsAlone, File.ReadAllText(summary), StringComparison.Ordinal);
        if (format is "azure-devops")
            Assert.Contains("##vso[task.complete result=Succeeded;]", run.Output, StringComparison.Ordinal);
    }

    /// <summary>A group that the plan has is not left over, and nobody is told to delete it.</summary>
    [Fact]
    public void A_planned_group_that_nobody_attached_is_drift_also_while_it_is_empty()
    {
        File.WriteAllText(
            Path.Combine(_folder, "Pulumi.one.yaml"), Stack("aws", "customer-01") + "\n  starface:minimumGroups: 2\n");
        var live = InSync();
        var second = (JsonObject)live["SecurityGroups"]![0]!.DeepClone();
        (second["GroupId"], second["IpPermissions"], second["IpPermissionsEgress"]) =
            (LiveJson.GroupId(1), new JsonArray(), new JsonArray());
        live["SecurityGroups"]!.AsArray().Add(second);

        var run = RunOnInterface(live);

        Assert.True(run.Code == 2, run.Output + run.Error);
        Assert.Contains($"{LiveJson.GroupId(1)} lies on no interface: it protects nothing", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("left-over", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_left_over_group_is_named_in_every_format_and_in_the_summary(string format)
    {
        var live = InSync();
        live["SecurityGroups"]!.AsArray().Add(LiveJson.AwsGroup(Plans.Pbx(AwsTarget.Instance), LiveJson.GroupId(1)));
        var summary = Path.Combine(_folder, "summary.md");
        var run = RunOnInterface(live, "--format", format, "--summary", summary);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.Code);
        Assert.Contains($"{LiveJson.GroupId(1)} belongs to instance ", run.Output, StringComparison.Ordinal);
        Assert.Contains("and lies on no interface", run.Output, StringComparison.Ordinal);
        Assert.Contains("and lies on no interface", File.ReadAllText(summary), StringComparison.Ordinal);
        Assert.DoesNotContain("was not read", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_keeps_a_hostile_description_to_the_letter()
    {
        using var json = JsonDocument.Parse(Run(Described(Hostile), "--format", "json").Output);
        Assert.Equal(Hostile, json.RootElement.GetProperty("extra")[0].GetProperty("rule").GetProperty("description").GetString());
    }

    [Fact]
    public void A_strangers_link_is_none_in_sarif_and_in_the_summary()
    {
        var summary = Path.Combine(_folder, "summary.md");
        var sarif = Run(Described(Hostile), "--format", "sarif", "--summary", summary).Output;
        Assert.DoesNotContain("](", sarif, StringComparison.Ordinal);
        var row = Assert.Single(File.ReadAllLines(summary), line => line.Contains("evil.example", StringComparison.Ordinal));
        Assert.DoesNotContain("://", row, StringComparison.Ordinal);
        Assert.Contains(
            @"\~\~&#8203;s\~\~ \$&#8203;m\$ \[l\](http:&#8203;//evil.example) @&#8203;team \#&#8203;1", row, StringComparison.Ordinal);
        Assert.Equal(5, System.Text.RegularExpressions.Regex.Count(row, @"(?<!\\)\|"));
    }

    [Fact]
    public void A_remote_groups_id_stays_in_its_cell_of_the_summary()
    {
        var live = Drifted();
        live["SecurityGroups"]![0]!["IpPermissions"]!.AsArray().Add(
            JsonNode.Parse(
                """{"IpProtocol":"tcp","FromPort":23,"ToPort":23,"UserIdGroupPairs":[{"GroupId":"sg-a`b|c","UserId":"123456789012"}]}"""));
        var summary = Path.Combine(_folder, "summary.md");

        Run(live, "--summary", summary);

        var row = Assert.Single(File.ReadAllLines(summary), line => line.Contains("inbound tcp group:sg-a", StringComparison.Ordinal));
        Assert.EndsWith(@" | inbound tcp group:sg-a\`b\|c 23 |", row, StringComparison.Ordinal);
        Assert.Equal(5, System.Text.RegularExpressions.Regex.Count(row, @"(?<!\\)\|"));
    }

    [Fact]
    public void Sarif_says_how_many_results_exceed_what_a_run_may_hold()
    {
        using var output = new StringWriter();
        var item = new Reports.ReportItem(
            new Policy.Problem("drift-extra", Policy.Severity.Error, "extra"), "customer-01", "Extra", "extra", "f", null);
        new Reports.SarifFormat().Write(new ManyItems([.. Enumerable.Repeat(item, 25_003)]), new(output));

        using var sarif = JsonDocument.Parse(output.ToString());
        var run = sarif.RootElement.GetProperty("runs")[0];
        Assert.Equal(25_000, run.GetProperty("results").GetArrayLength());
        Assert.StartsWith(
            "3 more results",
            run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[0].GetProperty("message").GetProperty("text")
                .GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Gitlab_gets_a_code_quality_list_with_fingerprints_of_its_own()
    {
        var items = (JsonArray)JsonNode.Parse(Run(Drifted(), "--format", "gitlab").Output)!;
        Assert.Equal(["drift-extra", "drift-missing", "SFP6018"], items.Select(item => item!["check_name"]!.GetValue<string>()));
        Assert.Equal("info", items[2]!["severity"]!.GetValue<string>());
        Assert.Equal(3, items.Select(item => item!["fingerprint"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal("policies/Test.cs", items[0]!["location"]!["path"]!.GetValue<string>());
    }

    [Fact]
    public void Accepted_drift_does_not_count_until_its_day()
    {
        var ignore = Path.Combine(_folder, "drift-ignore.yaml");
        const string Missing = "- flow: inbound udp 203.0.113.0/24 5060\n    reason: moved\n    owner: ops\n    expires: 2999-12-31\n";
        File.WriteAllText(
            ignore,
            $"ignore:\n  {Missing}  - flow: inbound tcp 0.0.0.0/0 22\n    reason: ticket 4711\n"
                + "    owner: alice\n    expires: 2999-12-31\n");
        var accepted = Run(Drifted(), "--format", "table");
        Assert.Equal(0, accepted.Code);
        Assert.Contains("ticket 4711", accepted.Output, StringComparison.Ordinal);
        var summary = Path.Combine(_folder, "summary.md");
        Assert.Contains(
            "customer-01: accepted: extra, rule inbound tcp 0.0.0.0/0 22: inbound tcp 0.0.0.0/0 22 until 2999-12-31 by alice: ticket 4711",
            XDocument.Parse(Run(Drifted(), "--format", "junit", "--summary", summary).Output).Descendants("system-out").Single().Value,
            StringComparison.Ordinal);
        Assert.Contains(
            "### Accepted drift\n\n- customer-01: extra, rule inbound tcp 0.0.0.0/0 22: inbound tcp 0.0.0.0/0 22 until 2999-12-31 by "
                + "alice: ticket 4711\n",
            File.ReadAllText(summary),
            StringComparison.Ordinal);

        File.WriteAllText(
            ignore,
            $"ignore:\n  {Missing}  - flow: inbound tcp 0.0.0.0/0 22\n    reason: ticket 4711\n"
                + "    owner: alice\n    expires: 2020-12-31\n");
        var expired = Run(Drifted(), "--format", "table");
        Assert.Equal(2, expired.Code);
        Assert.Contains("expired on 2020-12-31", expired.Output, StringComparison.Ordinal);
        Assert.Contains(
            "expired on 2020-12-31",
            XDocument.Parse(Run(Drifted(), "--format", "junit").Output).Descendants("system-out").Single().Value,
            StringComparison.Ordinal);

        Assert.Contains("covers nothing", Run(InSync(), "--format", "table").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_ignore_file_says_how_one_begins()
    {
        File.WriteAllText(Path.Combine(_folder, "drift-ignore.yaml"), "# nothing yet\n");
        Assert.Contains("drift-ignore.yaml: The file is empty; begin it with 'ignore:'.", Run(Drifted()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_without_an_end_is_an_error_with_its_place()
    {
        File.WriteAllText(Path.Combine(_folder, "drift-ignore.yaml"), "ignore:\n  - rule: sgr-1\n    reason: because\n    owner: ops\n");
        var run = Run(InSync(), "--format", "table");
        Assert.Equal(1, run.Code);
        Assert.Contains("drift-ignore.yaml:2:5: ignore[0]: 'expires' is missing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Adopt_prints_declarations_and_revert_plan_what_to_remove()
    {
        var adopt = Run(Drifted(), "--adopt").Output;
        Assert.Contains("[Inbound(Protocol.Tcp, 22, Basis = Basis.Inferred, Source = ", adopt, StringComparison.Ordinal);
        Assert.Contains("policies/Test.cs:4", adopt, StringComparison.Ordinal);
        Assert.EndsWith(
            "# customer-01: bring back what is missing. Adding permissions interrupts no call.\npulumi up --refresh --stack one\n",
            Run(Drifted(), "--revert-plan").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_revert_plan_brings_each_stack_up_once_and_a_name_from_a_file_is_never_a_command()
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.it's a $(reboot).yaml"), Stack("aws", "customer-09"));
        File.WriteAllText(
            Path.Combine(_folder, "Pulumi.many.yaml"),
            Stack("aws", "unused").Replace(
                "  starface:name: unused\n",
                "  starface:instances:\n    - name: customer-02\n    - name: customer-03\n    - name: customer-04\n",
                StringComparison.Ordinal));
        var live = LiveJson.AwsGroups(
            [
                .. ((string[])["customer-01", "customer-02", "customer-03", "customer-04", "customer-09"])
                    .Select(name => Plans.Pbx(AwsTarget.Instance, name)),
            ]);
        foreach (var group in live["SecurityGroups"]!.AsArray())
        {
            if (group!["GroupName"]!.GetValue<string>() is not ("customer-01" or "customer-03"))
                group["IpPermissions"]!.AsArray().RemoveAt(0);
        }


        var run = Run(live, "--all", "--revert-plan");

        Assert.Equal(
            [
                "# customer-02, customer-04: bring back what is missing. Adding permissions interrupts no call.",
                "pulumi up --refresh --stack many",
                "# customer-09: bring back what is missing. Adding permissions interrupts no call.",
                @"pulumi up --refresh --stack 'it'\''s a $(reboot)'",
            ],
            run.Output.Split('\n')[^5..^1]);
        Assert.Equal(2, run.Code);
    }

    [Fact]
    public void The_revert_plan_brings_back_the_rule_that_closes_a_direction_on_azure()
    {
        File.WriteAllText(
            Path.Combine(_folder, "Pulumi.one.yaml"),
            Stack("azure", "customer-01").Replace("config:\n", "config:\n  starface:resourceGroupName: rg\n", StringComparison.Ordinal));
        var live = LiveJson.AzureGroup(Plans.Pbx(AzureTarget.Instance));
        live["properties"]!["securityRules"]!.AsArray().RemoveAll(
            rule => rule!["properties"]!["access"]!.GetValue<string>() == "Deny"
            && rule["properties"]!["direction"]!.GetValue<string>() == "Outbound");

        var lines = Run(live, "--revert-plan").Output.Split('\n');

        Assert.Contains(
            "# The rule is Azure's own; the plan's rule that closes the direction is missing. It is brought back below.", lines);
        Assert.Equal(["# customer-01: bring back what is missing.", "pulumi up --refresh --stack one", ""], lines[^3..]);
    }

    [Theory]
    [InlineData(
        """{"IpProtocol":"tcp","FromPort":22,"ToPort":23,"IpRanges":[{"CidrIp":"198.51.100.7/32"}]}""",
        """[{"IpProtocol":"tcp","FromPort":22,"ToPort":23,"IpRanges":[{"CidrIp":"198.51.100.7/32"}]}]""")]
    [InlineData(
        """{"IpProtocol":"6","FromPort":22,"ToPort":22,"Ipv6Ranges":[{"CidrIpv6":"2001:DB8:0::/48"}]}""",
        """[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"Ipv6Ranges":[{"CidrIpv6":"2001:db8::/48"}]}]""")]
    [InlineData(
        """{"IpProtocol":"icmp","FromPort":8,"ToPort":-1,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}""",
        """[{"IpProtocol":"icmp","FromPort":8,"ToPort":-1,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}]""")]
    [InlineData(
        """{"IpProtocol":"icmpv6","FromPort":-1,"ToPort":-1,"Ipv6Ranges":[{"CidrIpv6":"::/0"}]}""",
        """[{"IpProtocol":"icmpv6","FromPort":-1,"ToPort":-1,"Ipv6Ranges":[{"CidrIpv6":"::/0"}]}]""")]
    [InlineData(
        """{"IpProtocol":"-1","IpRanges":[{"CidrIp":"10.0.0.0/8"}]}""",
        """[{"IpProtocol":"-1","FromPort":-1,"ToPort":-1,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}]""")]
    [InlineData(
        """{"IpProtocol":"50","IpRanges":[{"CidrIp":"10.0.0.0/8"}]}""",
        """[{"IpProtocol":"50","FromPort":-1,"ToPort":-1,"IpRanges":[{"CidrIp":"10.0.0.0/8"}]}]""")]
    [InlineData(
        """{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"PrefixListIds":[{"PrefixListId":"pl-0123456789abcdef0"}]}""",
        """[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"PrefixListIds":[{"PrefixListId":"pl-0123456789abcdef0"}]}]""")]
    public void The_revert_plan_names_a_rule_without_an_id_by_what_it_permits(string permission, string named)
    {
        var live = InSync();
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!).Add(JsonNode.Parse(permission));
        // The command names the list, whatever its entries are.
        var list = Path.Combine(_folder, "pl-0123456789abcdef0.json");
        File.WriteAllText(list, """{"Entries":[{"Cidr":"198.18.0.0/24"}]}""");
        Assert.Contains(
            $"aws ec2 revoke-security-group-ingress --group-id sg-00000000 --ip-permissions '{named}'",
            Run(live, "--revert-plan", "--live", list).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_by_a_prefix_list_names_the_list_beside_the_addresses()
    {
        File.WriteAllText(Path.Combine(_folder, "pl-0123456789abcdef0.json"), """{"Entries":[{"Cidr":"198.18.0.0/24"}]}""");
        var rules = LiveJson.AwsRules(Plans.Pbx(AwsTarget.Instance, "customer-01"), "sg-00000000");
        ((JsonArray)rules["SecurityGroupRules"]!).Add(
            JsonNode.Parse(
                """
                    {"SecurityGroupRuleId":"sgr-list","GroupId":"sg-00000000","IsEgress":false,"IpProtocol":"tcp","FromPort":22,
                    "ToPort":22,"PrefixListId":"pl-0123456789abcdef0"}
                    """));
        File.WriteAllText(Path.Combine(_folder, "rules.json"), rules.ToJsonString());
        var live = InSync();
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!).Add(
            JsonNode.Parse("""{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"PrefixListIds":[{"PrefixListId":"pl-0123456789abcdef0"}]}"""));
        var text = Run(live, "--live", "rules.json", "--live", "pl-0123456789abcdef0.json").Output;
        Assert.Contains("Rule sgr-list (prefix list pl-0123456789abcdef0) in sg-00000000", text, StringComparison.Ordinal);
        Assert.Contains("inbound tcp 198.18.0.0/24 22", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_revert_plan_says_how_to_find_a_rule_on_another_group()
    {
        var live = InSync();
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!).Add(
            JsonNode.Parse("""{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"UserIdGroupPairs":[{"GroupId":"sg-0b","UserId":"1"}]}"""));
        Assert.Contains(
            "Find it: aws ec2 describe-security-group-rules --filters Name=group-id,Values=sg-00000000",
            Run(live, "--revert-plan").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_revert_plan_removes_a_rule_that_denies_what_is_declared()
    {
        var plan = Plans.Pbx(AzureTarget.Instance);
        File.WriteAllText(Path.Combine(_folder, "Pulumi.one.yaml"), Stack("azure", "customer-01") + "  starface:resourceGroupName: rg\n");
        var live = LiveJson.AzureGroup(plan);
        ((JsonArray)live["properties"]!["securityRules"]!)
            .Add(LiveJson.CustomRule("no-sip", "Inbound", "Deny", 100, "Udp", "203.0.113.0/28", "5060"));
        Assert.Contains(
            $"az network nsg rule delete --ids {LiveJson.AzureId(plan)}/securityRules/no-sip",
            Run(live, "--revert-plan").Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_adopted_twice_is_declared_once_and_with_the_comments_the_policies_need()
    {
        var live = Drifted();
        var second = (JsonObject)live["SecurityGroups"]![0]!.DeepClone();
        second["GroupId"] = "sg-ffffffff";
        ((JsonArray)live["SecurityGroups"]!).Add(second);

        var adopt = Run(live, "--adopt").Output.Split('\n');

        var peers = Assert.Single(adopt, line => line.EndsWith(" : PeerGroup;", StringComparison.Ordinal));
        Assert.StartsWith("/// <summary>", adopt[Array.IndexOf(adopt, peers) - 1], StringComparison.Ordinal);
        Assert.Single(adopt, line => line.StartsWith("// The same as Adopted", StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_for_every_protocol_is_adopted_whole()
    {
        var live = InSync();
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!)
            .Add(JsonNode.Parse("""{"IpProtocol":"-1","IpRanges":[{"CidrIp":"203.0.113.0/24"}]}"""));
        var adopt = Run(live, "--adopt").Output;
        Assert.Contains("report SFP3004", adopt, StringComparison.Ordinal);
        Assert.Contains("[Inbound(Protocol.Any, Basis = Basis.Inferred", adopt, StringComparison.Ordinal);
        Assert.Contains("[\"203.0.113.0/24\"]", adopt, StringComparison.Ordinal);
        Assert.DoesNotContain("no declaration of its own", adopt, StringComparison.Ordinal);
    }

    [Fact]
    public void Quick_says_that_it_trusts_tags()
    {
        var run = Run(Drifted(), "--quick");
        Assert.Equal(0, run.Code);
        Assert.Contains("--quick trusts tags", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--adopt")]
    [InlineData("--revert-plan")]
    public void Quick_says_nothing_about_rules_it_did_not_read(string question)
    {
        var run = Run(Drifted(), "--quick", question);
        Assert.Equal(1, run.Code);
        Assert.Contains("--quick: It reads no rules", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_lets_everything_in_is_told_in_a_line_and_by_its_first_flows()
    {
        var live = InSync();
        ((JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!).Add(
            JsonNode.Parse(
                """{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}],"Ipv6Ranges":[],"PrefixListIds":[],"UserIdGroupPairs":[]}"""));
        var all = JsonDocument.Parse(Run(live, "--format", "json").Output).RootElement.GetProperty("extra").GetArrayLength();
        Assert.True(all > 9);

        var lines = Run(live).Output.Split('\n');

        Assert.Contains(
            "  + extra    Anyone on the Internet can reach everything (all protocols and ports), beyond what is declared. Open SIP "
                + "signalling invites toll fraud.",
            lines);
        Assert.Equal(8, lines.Count(line => line.StartsWith("             inbound ", StringComparison.Ordinal)));
        Assert.Contains(FormattableString.Invariant($"             and {all - 8} more ranges; --format json has them all"), lines);
        Assert.Contains(
            FormattableString.Invariant($"; and {all - 8} more ranges"), Run(live, "--format", "github").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_rule_that_declared_traffic_needs_is_to_be_narrowed()
    {
        const string Narrow = "narrow it instead of removing it";
        const string Covered = "the rules that stay permit as well";
        var live = InSync();
        var inbound = (JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!;
        inbound.Add(
            JsonNode.Parse(
                """{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}],"Ipv6Ranges":[],"PrefixListIds":[],"UserIdGroupPairs":[]}"""));
        var added = Run(live, "--revert-plan").Output;
        Assert.Contains(Covered, added, StringComparison.Ordinal);
        Assert.DoesNotContain(Narrow, added, StringComparison.Ordinal);

        // The planned rule went when the wide one came, and another wide one, which is to be removed as well, does not make up for it.
        inbound.Remove(
            inbound.First(
                permission => permission!["IpProtocol"]!.GetValue<string>() == "udp"
                && permission["FromPort"]!.GetValue<int>() == 5060
                && permission["IpRanges"]!.AsArray().Count > 0));
        inbound.Add(
            JsonNode.Parse(
                """
                    {"IpProtocol":"udp","FromPort":0,"ToPort":65535,"IpRanges":[{"CidrIp":"0.0.0.0/0"}],"Ipv6Ranges":[],"PrefixListIds":[],
                    "UserIdGroupPairs":[]}
                    """));
        var replaced = Run(live, "--revert-plan").Output;
        Assert.Equal(3, replaced.Split(Narrow).Length);
        Assert.DoesNotContain(Covered, replaced, StringComparison.Ordinal);
    }

    [Fact]
    public void Adopt_does_not_say_nothing_is_to_adopt_where_not_everything_was_read()
    {
        var text = Run(new JsonObject { ["SecurityGroups"] = new JsonArray() }, "--adopt").Output;
        Assert.Contains("Not everything could be read", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing to adopt", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Permissions_are_json_and_only_read(bool withInterfaces)
    {
        using var aws = JsonDocument.Parse(new Aws.AwsAdvice().DescribePermissions(withInterfaces));
        Assert.All(
            aws.RootElement.GetProperty("Statement")[0].GetProperty("Action").EnumerateArray(),
            action => Assert.Matches("^ec2:(Describe|Get)", action.GetString()));
        using var azure = JsonDocument.Parse(new Azure.AzureAdvice().DescribePermissions(withInterfaces));
        // The call that lists security admin rules is an action, which changes nothing.
        Assert.All(
            azure.RootElement.GetProperty("Actions").EnumerateArray(),
            action => Assert.Matches("(/read|/listNetworkManagerEffectiveSecurityAdminRules/action)$", action.GetString()));
    }

    [Fact]
    public void Unknown_beats_drift_and_hides_neither()
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.two.yaml"), Stack("aws", "customer-02"));
        var run = Run(Drifted(), "--all");
        Assert.Equal(1, run.Code);
        Assert.Contains("customer-01: drift", run.Output, StringComparison.Ordinal);
        Assert.Contains("customer-02: unknown", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_stack_file_with_an_error_is_unknown_and_hides_no_other(string format)
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.bad.yaml"), "config:\n  starface:cloud: moon\n");
        var run = Run(Drifted(), "--all", "--format", format);
        Assert.Equal(1, run.Code);
        Assert.Contains("moon", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            format == "json" ? "\"file\": \"Pulumi.bad.yaml\",\n            \"line\": 2" : "Pulumi.bad.yaml:2",
            run.Output,
            StringComparison.Ordinal);
        Assert.Contains("customer-01", run.Output, StringComparison.Ordinal);
        Assert.Contains("tcp 0.0.0.0/0 22", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_in_every_stack_ends_the_command()
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.bad.yaml"), "config:\n  starface:cloud: moon\n");
        File.WriteAllText(Path.Combine(_folder, "Pulumi.one.yaml"), "config:\n  starface:cloud: sun\n");
        var run = Run(InSync(), "--all");
        Assert.Equal(1, run.Code);
        Assert.Contains("moon", run.Error, StringComparison.Ordinal);
        Assert.Contains("sun", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        foreach (var format in new[] { "table", "json", "sarif", "junit", "github", "azure-devops", "gitlab" })
            Assert.Equal(Run(Drifted(), "--format", format).Output, Run(Drifted(), "--format", format).Output);
    }

    [Fact]
    public void A_thousand_groups_of_sixty_rules_are_compared()
    {
        var plans = Enumerable.Range(0, 1000).Select(i => Plans.Pbx(AwsTarget.Instance, FormattableString.Invariant($"c{i}"))).ToArray();
        var document = LiveJson.AwsGroups(plans);
        foreach (var group in (JsonArray)document["SecurityGroups"]!)
        {
            for (var i = 0; i < 50; i++)
            {
                ((JsonArray)group!["IpPermissions"]!).Add(JsonNode.Parse($$"""
                    {"IpProtocol":"udp","FromPort":5060,"ToPort":5060,"IpRanges":[{"CidrIp":"203.0.113.{{i * 4}}/30"}]}
                    """));
            }
        }

        var bytes = LiveJson.Bytes(document);
        var watch = Stopwatch.StartNew();
        var survey = LiveFile.Parse(bytes, "live.json");
        var read = watch.Elapsed;
        var comparer = new InstanceComparer(
            new GroupSearch(ShippedConnectors.All, [], null), new FleetOptions { Scope = DriftScope.Group });
        var results = comparer.Compare([.. plans.Select(plan => new FleetTarget(plan, null))], [survey], []);
        Assert.All(results, result => Assert.Equal(Policy.Comparison.DriftStatus.InSync, result.Drift.Status));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{bytes.Length / 1e6:F1} MB read in {read.TotalMilliseconds:F0} ms, all in {watch.ElapsedMilliseconds} ms, working set "
                + $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1048576} MiB");
    }

    private static JsonObject InSync() => LiveJson.AwsGroups(Plans.Pbx(AwsTarget.Instance));

    private static JsonObject Described(string description)
    {
        var live = Drifted();
        live["SecurityGroups"]![0]!["IpPermissions"]!.AsArray()
            .Single(permission => permission!["FromPort"]!.GetValue<int>() == 22)!["IpRanges"]![0]!["Description"] = description;
        return live;
    }

    /// <summary>Somebody opened SSH and removed SIP over UDP for the phones.</summary>
    private static JsonObject Drifted()
    {
        var live = InSync();
        var permissions = (JsonArray)live["SecurityGroups"]![0]!["IpPermissions"]!;
        permissions.Add(
            JsonNode.Parse(
                """
                    {"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0",
                    "Description":"debug ##vso[task.complete]\n::error::x"}]}
                    """));
        permissions.Remove(
            permissions.First(
                permission => permission!["IpProtocol"]!.GetValue<string>() == "udp"
                && permission["FromPort"]!.GetValue<int>() == 5060
                && permission["IpRanges"]!.AsArray().Count > 0));
        return live;
    }

    private static string Stack(string cloud, string name) => $$"""
        config:
          starface:cloud: {{cloud}}
          starface:name: {{name}}
          starface:policy: test
          starface:peers:
            phones: [{{Plans.Phones}}, "2001:db8:10::/48"]
            sip-providers: [{{Plans.Provider}}]
            administrators: [192.0.2.0/28]

        """;

    private (int Code, string Output, string Error) Run(JsonNode live, params string[] options) =>
        RunOn([("live.json", live)], ["--scope", "group", .. options]);

    /// <summary>The groups of a document, with an interface that carries the first one and that no other layer restricts.</summary>
    private (int Code, string Output, string Error) RunOnInterface(JsonNode groups, params string[] options) => RunOn(
        [
            ("live.json", groups),
            ("interfaces.json", DocumentedSurroundings.Interfaces(LiveJson.GroupId(0))),
            ("subnets.json", DocumentedSurroundings.Subnets()),
            ("acls.json", DocumentedSurroundings.Acls()),
            ("options.json", DocumentedSurroundings.PublicAccess()),
        ],
        options);

    private (int Code, string Output, string Error) RunOn((string Name, JsonNode Content)[] files, string[] options)
    {
        foreach (var (name, content) in files) File.WriteAllBytes(Path.Combine(_folder, name), LiveJson.Bytes(content));
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        string[] selection = options.Contains("--all") ? [] : ["--stack", "one"];
        var code = CommandLineApp.Run(
            ["drift", .. selection, .. files.SelectMany(file => (string[])["--live", file.Name]), .. options],
            output,
            error,
            new CliEnvironment(_folder, _folder),
            new Lazy<Policy.PolicyCatalog>(Catalog));
        return (code, output.ToString(), error.ToString());
    }
}
