using System.Text.Json.Nodes;
using Starface.Drift.Reports;

namespace Starface.Drift.Tests;

/// <summary>The guardrails of a fleet, held against what a cloud has open.</summary>
public sealed class LiveGuardrailTests
{
    private const string NeverSsh = "never: inbound tcp 22\n    reason: by the VPN alone";
    private const string World = "0.0.0.0/0";

    public static TheoryData<string> Formats => [.. ReportFormats.Names];

    [Fact]
    public void What_a_second_group_opens_breaks_a_guardrail_and_names_its_rule()
    {
        using var run = Opened(LiveRun.Permission("tcp", 22, 22, "198.18.0.0/24"), NeverSsh);

        var (code, text) = run.Run();

        Assert.Equal(2, code);
        Assert.Contains(
            "! guard Guardrail 'never: inbound tcp 22 from anywhere' (guardrails.yaml:2:3, 'by the VPN alone') is broken: in the cloud, "
                + "rule ",
            Words(text),
            StringComparison.Ordinal);
        Assert.Contains(
            "of sg-0de6 permits 198.18.0.0/24; remove the rule, also where the ignore file accepts it",
            Words(text),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Drift_that_keeps_every_guardrail_is_drift_alone()
    {
        using var run = Opened(LiveRun.Permission("tcp", 23, 23, World), NeverSsh);

        var (code, text) = run.Run();

        Assert.Equal(2, code);
        Assert.DoesNotContain("guardrail", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("never: inbound tcp 1-100 from 198.18.0.0/16", 2)]
    [InlineData("never: inbound all", 2)]
    [InlineData("never: inbound tcp 22 from 198.19.0.0/16", 0)]
    [InlineData("never: outbound tcp 22", 0)]
    [InlineData("flows: inbound tcp 22\n    only-from: [203.0.113.0/24]", 2)]
    [InlineData("flows: inbound tcp 22\n    only-from: [198.18.0.0/15]", 0)]
    [InlineData("flows: inbound tcp 22\n    only-from: [198.18.0.0/25, 198.18.0.128/25]", 0)]
    [InlineData("flows: inbound tcp 22\n    must-expire: true", 0)]
    public void An_entry_of_the_ignore_file_accepts_drift_and_no_broken_guardrail(string guardrail, int code)
    {
        using var run = Opened(LiveRun.Permission("tcp", 22, 22, "198.18.0.0/24"), guardrail);
        run.Write("drift-ignore.yaml", """
            ignore:
              - flow: inbound tcp 198.18.0.0/24 22
                reason: ticket 4711
                owner: alice
                expires: 2999-12-31
            """);

        var (found, text) = run.Run();

        Assert.Equal((code, code == 2), (found, text.Contains("! guard", StringComparison.Ordinal)));
        Assert.Contains("ticket 4711", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(271, true)]
    [InlineData(272, false)]
    public void The_addresses_of_the_plan_and_of_the_cloud_count_together(int most, bool isBroken)
    {
        using var run = Opened(LiveRun.Permission("tcp", 443, 443, "11.0.0.0/24"), $"flows: inbound tcp 443\n    at-most: {most}");

        var text = Words(run.Run().Text);

        Assert.Equal(isBroken, text.Contains("at-most", StringComparison.Ordinal));
        if (!isBroken) return;
        Assert.Contains("in the cloud, it is open from 272 addresses together with the plan: rule ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("never: inbound tcp 22", "is broken")]
    [InlineData("never: inbound tcp 22 from 203.0.113.0/24", "cannot be decided")]
    [InlineData("flows: inbound tcp 22\n    only-from: [203.0.113.0/24]", "cannot be decided")]
    [InlineData("flows: inbound tcp 22\n    only-from: [sg-00000000000000001]", null)]
    [InlineData("flows: inbound tcp 22\n    at-most: 0", null)]
    public void The_members_of_a_security_group_are_not_known(string guardrail, string? verdict)
    {
        using var run = Opened(LiveRun.Permission("tcp", 22, 22, "sg-00000000000000001"), guardrail);

        var (code, text) = run.Run();

        Assert.Equal(2, code);
        Assert.Equal(verdict is not null, text.Contains("! guard", StringComparison.Ordinal));
        if (verdict is not null) Assert.Contains(verdict, Words(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("198.51.0.0/16", "never: inbound tcp 443 from 198.51.100.0/24", 2)]
    [InlineData("198.18.0.0/16", "never: inbound tcp 443 from 198.51.100.0/24", 0)]
    [InlineData("203.0.113.0/26", "flows: inbound tcp 443\n    at-most: 64", 0)]
    [InlineData("203.0.113.0/26", "flows: inbound tcp 443\n    at-most: 63", 2)]
    [InlineData(null, "flows: inbound tcp 443\n    at-most: 63", 1)]
    public void A_planned_prefix_list_that_was_read_is_its_addresses(string? entry, string guardrail, int code)
    {
        using var run = LiveRun.Aws("pl-0123456789abcdef0:10");
        run.Write("guardrails.yaml", $"guardrails:\n  - {guardrail}\n");
        if (entry is not null) run.Files["pl-0123456789abcdef0.json"] = JsonNode.Parse($$"""{"Entries":[{"Cidr":"{{entry}}"}]}""")!;

        Assert.Equal(code, run.Run().Code);
    }

    [Fact]
    public void A_plan_that_breaks_a_guardrail_is_not_in_sync_though_the_cloud_is_as_planned()
    {
        using var run = LiveRun.Aws();
        run.Write("guardrails.yaml", "guardrails:\n  - never: inbound tcp 443\n");

        var (code, text) = run.Run();

        Assert.Equal(2, code);
        Assert.Contains("is broken: 192.0.2.0/28 of it is permitted (web-interface: row 443)", Words(text), StringComparison.Ordinal);
        Assert.StartsWith(
            "customer-01: as planned or accepted, but a guardrail is broken - sg-00000000", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(22, "drift")]
    [InlineData(443, "guardrail")]
    public void A_test_case_says_whether_drift_or_a_guardrail_alone_failed_it(int port, string type)
    {
        using var run = port == 443 ? LiveRun.Aws() : Opened(LiveRun.Permission("tcp", port, port, World), NeverSsh);
        run.Write("guardrails.yaml", $"guardrails:\n  - never: inbound tcp {port}\n");

        Assert.Contains($"<failure type=\"{type}\"", run.Run("--format", "junit").Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_format_tells_it_and_so_does_the_merged_report(string format)
    {
        using var run = Opened(LiveRun.Permission("tcp", 22, 22, World), NeverSsh);
        var whole = run.Run("--format", format);
        Assert.Equal(2, whole.Code);
        Assert.Contains("by the VPN alone", whole.Text.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);

        run.Write("part.json", run.Run("--shard", "1/1", "--format", "json").Text);

        Assert.Equal(whole, run.RunAlone("merge", run.PathOf("part.json"), "--format", format));
    }

    /// <summary>A file that no policy can be read from is not the end of the document: a pipeline reads it whatever happened.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void Where_the_guardrails_or_the_only_stack_cannot_be_read_every_document_says_so(string format)
    {
        foreach (var (file, text, problem) in new[]
        {
            ("guardrails.yaml", "guardrails:\n  - never: inbound tcp 99999\n", "99999"),
            ("Pulumi.one.yaml", "config:\n  starface:cloud: moon\n", "moon"),
        })
        {
            using var run = LiveRun.Aws();
            run.Write(file, text);

            var whole = run.Run("--format", format);

            Assert.Equal(1, whole.Code);
            Assert.Contains(problem, whole.Text, StringComparison.Ordinal);
            Assert.Contains(file, whole.Text, StringComparison.Ordinal);
            if (format == ReportFormats.Names[0]) continue;
            Assert.Contains(problem, run.Data, StringComparison.Ordinal);
            run.Write("part.json", Data(run, "--shard", "1/1", "--format", "json"));
            Assert.Equal(whole, run.RunAlone("merge", run.PathOf("part.json"), "--format", format));
        }

        static string Data(LiveRun run, params string[] options)
        {
            run.Run(options);
            return run.Data;
        }
    }

    /// <summary>GitHub shows ten errors of a step.</summary>
    [Fact]
    public void What_breaks_a_guardrail_is_shown_before_all_that_is_only_more()
    {
        using var run = Opened(LiveRun.Permission("tcp", 22, 22, "198.18.0.0/24"), NeverSsh);
        var opened = (JsonArray)((JsonArray)run.Files["groups.json"]["SecurityGroups"]!)[^1]!["IpPermissions"]!;
        for (var port = 1; port <= 20; port++) opened.Add(LiveRun.Permission("tcp", port, port, "198.18.0.0/24"));

        var errors = run.Run("--format", "github").Text.Split('\n').Where(line => line.StartsWith("::error ", StringComparison.Ordinal));

        Assert.Contains("Guardrail", errors.First(), StringComparison.Ordinal);
    }

    /// <summary>
    /// What is known of a tag counts as it does for a plan: every membership that it can have. The virtual network was read, so that it is
    /// known what Internet contains.
    /// </summary>
    [Theory]
    [InlineData("Internet", "never: inbound tcp 22", "is broken")]
    [InlineData("AzureLoadBalancer", "never: inbound tcp 22", "is broken")]
    [InlineData("Internet", "flows: inbound tcp 22\n    at-most: 256", "is broken")]
    [InlineData("Sql", "flows: inbound tcp 22\n    at-most: 256", "cannot be decided")]
    [InlineData("AzureLoadBalancer", "flows: inbound tcp 22\n    at-most: 256", null)]
    [InlineData("Internet", "flows: inbound tcp 22 from 10.0.0.0/8\n    only-from: [192.0.2.0/28]", null)]
    [InlineData("Sql", "flows: inbound tcp 22 from 10.0.0.0/8\n    only-from: [192.0.2.0/28]", "cannot be decided")]
    public void The_members_of_a_tag_are_what_they_can_be(string tag, string guardrail, string? verdict)
    {
        using var run = LiveRun.Azure();
        run.Write("guardrails.yaml", $"guardrails:\n  - {guardrail}\n");
        var rule = (JsonObject)run.Rules[0]!.DeepClone();
        rule["name"] = "debug";
        rule["id"] = rule["id"]!.GetValue<string>() + "-debug";
        var properties = (JsonObject)rule["properties"]!;
        foreach (var member in new[] { "sourceAddressPrefixes", "destinationPortRanges", "description" }) properties.Remove(member);
        (properties["priority"], properties["direction"], properties["protocol"]) = (4000, "Inbound", "Tcp");
        (properties["sourceAddressPrefix"], properties["destinationPortRange"]) = (tag, "22");
        run.Rules.Add(rule);

        var (code, text) = run.Run();

        Assert.Equal(2, code);
        Assert.Equal(verdict is not null, text.Contains("! guard", StringComparison.Ordinal));
        if (verdict is not null) Assert.Contains($"(guardrails.yaml:2:3) {verdict}", Words(text), StringComparison.Ordinal);
    }

    /// <summary>An instance with a second group on its interface.</summary>
    private static LiveRun Opened(JsonObject permission, string guardrail)
    {
        var run = LiveRun.Aws();
        var group = LiveRun.AwsGroup("sg-0de6");
        ((JsonArray)group["IpPermissions"]!).Add(permission);
        ((JsonArray)run.Files["groups.json"]["SecurityGroups"]!).Add(group);
        ((JsonArray)run.Files["interfaces.json"]["NetworkInterfaces"]![0]!["Groups"]!).Add(new JsonObject { ["GroupId"] = "sg-0de6" });
        run.Write("guardrails.yaml", $"guardrails:\n  - {guardrail}\n");
        return run;
    }

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
