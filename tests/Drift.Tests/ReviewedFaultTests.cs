using System.Text.Json.Nodes;

namespace Starface.Drift.Tests;

/// <summary>
/// Answers that were wrong once, each with the right one: what was called in sync, denied or missing without knowing. Groups compared alone
/// tell it with <c>--scope group</c>; without it, the same files are unknown.
/// </summary>
public sealed class ReviewedFaultTests
{
    private const string Outage = "administrators cannot open the web interface";

    private static readonly string[] Alone = ["--scope", "group"];

    /// <summary>Files of groups alone: the exit code, the words that must be there, and those that must not.</summary>
    public static TheoryData<string> GroupsAlone => new(ByGroup.Keys);

    private static readonly Dictionary<string, Case> ByGroup = new(StringComparer.Ordinal)
    {
        ["T1 Internet in one group and everyone in the other"] = Two("Internet", "*", 2, ["Anyone on the Internet can reach tcp 22 (SSH)"]),
        ["T2 a tag and everyone"] = Two("AzureCloud", "*", 2, ["AzureCloud", "tcp 22 (SSH)"]),
        ["T2 a tag and a prefix"] = Two("AzureCloud", "198.18.0.0/24", 2, ["198.18.0.0/24", "may reach tcp 22 (SSH)", "AzureCloud"]),
        ["T2 a group and VirtualNetwork as sources"] = new(2, ["tcp 22 (SSH)", "may reach"], [], run =>
        {
            run.Rules.Add(Ssh("VirtualNetwork"));
            Subnet(run, Asg(Ssh("*"), "source", "jump"));
        }),
        ["T2 a group and an address as destinations"] = new(2, ["tcp 22 (SSH)"], [], run =>
        {
            run.Rules.Add(Own(Ssh("*"), "10.0.0.4"));
            Subnet(run, Asg(Ssh("*"), "destination", "web"));
        }),
        ["T2 two groups as destinations"] = new(2, ["tcp 22 (SSH)"], [], run =>
        {
            run.Rules.Add(Asg(Ssh("*"), "destination", "web"));
            Subnet(run, Asg(Ssh("*"), "destination", "db"));
        }),
        ["T4 the web interface is open to Internet"] = new(2, ["Anyone on the Internet"], [Outage, "- missing"], run =>
            run.Rules.Add(LiveJson.CustomRule("web", "Inbound", "Allow", 101, "Tcp", "Internet", "443"))),
        ["T4 everyone was changed to Internet"] =
            new(2, ["Private addresses cannot reach", "public ones can"], ["one-way audio", "+ extra"], run =>
        {
            foreach (var rule in run.Rules.Where(IsMedia).ToList()) run.Rules.Remove(rule);
            run.Rules.Add(LiveJson.CustomRule("media", "Inbound", "Allow", 101, "Udp", "Internet", "10000-20000"));
        }),
        ["T5 a tag beside everyone"] = new(0, ["1 in sync"], [], run =>
            run.Rules.Add(LiveJson.CustomRule("media", "Inbound", "Allow", 101, "Udp", "Storage", "10000-20000"))),
        ["T6 everyone instead of a tag"] = new(2, ["+ extra"], ["- missing", Outage], run =>
            Widen(run))
        { Administrators = "tag:VirtualNetwork" },
        ["T7 a tag in small letters against its own plan"] = new(0, ["1 in sync"], [], _ => { }) { Administrators = "tag:internet" },
        ["T17 the shared group of the subnet has other tags"] = new(0, ["1 in sync"], ["tag"], run =>
            Subnet(run, LiveJson.CustomRule("all", "Inbound", "Allow", 100, "*", "*", "*"))),
        ["T18 a planned rule is open to everyone"] = new(2, ["Anyone on the Internet", "broader than declared"], ["2^"], run => Widen(run)),
        ["T19 a tag beside everyone in two rules"] = new(0, ["1 in sync"], [], run =>
            run.Rules.Add(LiveJson.CustomRule("media", "Inbound", "Allow", 101, "Udp", "AzureCloud", "10000-20000"))),
    };

    [Theory]
    [MemberData(nameof(GroupsAlone))]
    public void Groups_alone_are_compared_with_their_scope_and_unknown_without(string name)
    {
        var about = ByGroup[name];
        using var run = LiveRun.Azure(about.Administrators);
        foreach (var file in run.Files.Keys.Where(file => file != "groups.json").ToList()) run.Files.Remove(file);
        about.Change(run);
        string[] groups = [.. run.Files["groups.json"].AsArray().SelectMany(group =>
            new[] { "--group", group!["id"]!.GetValue<string>() })];
        AssertRun(about, run.Run([.. Alone, .. groups]));
        run.Rules[0]!["properties"]!["description"] = "not looked at without interfaces";
        run.Files["groups.json"][0]!["properties"]!["networkInterfaces"] =
            new JsonArray(AzureAround.Reference(AzureAround.InterfaceId("pbx")));
        Assert.Equal(1, run.Run(groups).Code);
    }

    [Fact]
    public void T3_a_wide_group_of_the_subnet_before_the_right_one_makes_nothing_public_missing()
    {
        using var run = LiveRun.Azure();
        Subnet(
            run,
            LiveJson.CustomRule("internet", "Inbound", "Allow", 100, "*", "Internet", "*"),
            LiveJson.CustomRule("network", "Inbound", "Allow", 101, "*", "VirtualNetwork", "*"));
        var (code, text) = run.Run([.. Alone, "--group", LiveJson.AzureId(run.Plan), "--group", AzureAround.GroupId("pbx-subnet")]);
        Assert.NotEqual(2, code);
        Assert.DoesNotContain("- missing", text, StringComparison.Ordinal);
    }

    [Fact]
    public void T5_a_group_beside_everyone_permits_nothing_more_and_beside_IPv4_alone_it_may()
    {
        using var run = LiveRun.Aws();
        run.Rules.Add(LiveRun.Permission("udp", 10000, 20000, "sg-0bad"));
        Assert.Equal(0, run.Run(Alone).Code);

        var ipv6 = run.Rules.Where(
            rule => rule!["FromPort"]!.GetValue<int>() == 10000 && rule["Ipv6Ranges"]!.AsArray().Count > 0).ToList();
        foreach (var rule in ipv6) run.Rules.Remove(rule);
        var (code, text) = run.Run(Alone);
        Assert.NotEqual(0, code);
        Assert.Contains("sg-0bad", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("junit")]
    [InlineData("github")]
    [InlineData("gitlab")]
    public void Many_rules_for_groups_and_networks_are_told_once_each_in_every_format(string format)
    {
        using var run = LiveRun.Aws();
        for (var i = 0; i < 100; i++)
        {
            run.Rules.Add(LiveRun.Permission(
                "tcp",
                2000 + (7 * i),
                2000 + (11 * i),
                FormattableString.Invariant($"198.{i}.0.0/16"),
                FormattableString.Invariant($"sg-0bad{i}")));
        }

        var given = run.Files["groups.json"].ToJsonString().Length;
        var (code, text) = run.Run("--format", format);
        Assert.Equal(2, code);
        Assert.InRange(text.Length, 1, 10 * given);
        if (format == "table") Assert.Contains("The members of sg-0bad99 can reach tcp 2693-3089", text, StringComparison.Ordinal);
    }

    [Fact]
    public void More_names_in_one_flow_than_are_looked_at_are_unknown()
    {
        using var run = LiveRun.Azure();
        for (var i = 0; i < 40; i++)
        {
            run.Rules.Add(LiveJson.CustomRule(
                FormattableString.Invariant($"r{i}"), "Inbound", i % 2 == 0 ? "Allow" : "Deny", 101 + i, "Tcp", $"Tag{i}", "22"));
        }

        var (code, text) = run.Run();
        Assert.Equal(1, code);
        Assert.Contains("depending on 40 names whose members are not known", text, StringComparison.Ordinal);
    }

    [Fact]
    public void T6_everyone_instead_of_a_group_is_extra_alone()
    {
        using var run = LiveRun.Aws("sg-0123456789abcdef0");
        foreach (var rule in run.Rules.Where(rule => rule!["FromPort"]!.GetValue<int>() == 443).ToList()) run.Rules.Remove(rule);
        run.Rules.Add(LiveRun.Permission("tcp", 443, 443, "0.0.0.0/0", "::/0"));
        var (code, text) = run.Run(Alone);
        Assert.Equal(2, code);
        Assert.Contains("Anyone on the Internet", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Outage, text, StringComparison.Ordinal);
    }

    [Fact]
    public void T8_Any_is_no_service_tag()
    {
        Assert.False(Policy.Peer.TryParse("tag:Any", out _, out var problem));
        Assert.Contains("0.0.0.0/0", problem!.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void T9_of_two_groups_with_one_tag_the_attached_one_counts()
    {
        using var run = LiveRun.Azure();
        var clean = run.Files["groups.json"][0]!.DeepClone();
        clean["id"] = AzureAround.GroupId("left-over");
        clean["name"] = "left-over";
        ((JsonArray)run.Files["groups.json"]).Add(clean);
        run.Rules.Add(Ssh("*"));
        var (code, text) = run.Run();
        Assert.Equal(2, code);
        Assert.Contains("tcp 22 (SSH)", text, StringComparison.Ordinal);
        foreach (var format in new[] { "table", "json" })
        {
            var (formatted, report) = run.Run("--format", format);
            Assert.Equal(2, formatted);
            Assert.Contains("left-over", report, StringComparison.Ordinal);
        }

        foreach (var file in run.Files.Keys.Where(file => file != "groups.json").ToList()) run.Files.Remove(file);
        Assert.NotEqual(0, run.Run(Alone).Code);
    }

    [Fact]
    public void T10_a_group_that_changed_between_two_reads_is_unknown()
    {
        using var run = LiveRun.Azure();
        var later = run.Files["groups.json"][0]!.DeepClone();
        later["id"] = later["id"]!.GetValue<string>().ToUpperInvariant();
        LiveRun.RulesOf(later).Add(Ssh("*"));
        run.Files["later.json"] = new JsonArray(later);
        Assert.Equal(1, run.Run(Alone).Code);
        Assert.Equal(1, run.Run().Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void T11_a_group_that_lies_on_nothing_or_elsewhere_is_drift(bool isElsewhere)
    {
        using var run = LiveRun.Azure(keys: $"  starface:subnetIds:\n    pbx: {AzureAround.SubnetId}");
        if (isElsewhere)
        {
            run.Files["networks.json"] = new JsonArray(AzureAround.Network(null, AzureAround.InterfaceId("pbx")));
        }
        else
        {
            run.Files["interfaces.json"] = new JsonArray(AzureAround.Interface(AzureAround.InterfaceId("pbx"), null));
        }

        var (code, text) = run.Run();
        Assert.Equal(2, code);
        Assert.Contains("/subnets/pbx", text, StringComparison.Ordinal);
        Assert.Contains("does not lie on", text, StringComparison.Ordinal);

        run.Files["networks.json"] = new JsonArray(AzureAround.Network(LiveJson.AzureId(run.Plan), AzureAround.InterfaceId("pbx")));
        Assert.Equal(0, run.Run().Code);
    }

    [Fact]
    public void T12_a_second_group_names_the_interface_and_the_group()
    {
        using var run = LiveRun.Aws();
        var second = LiveRun.AwsGroup("sg-0de6");
        ((JsonArray)second["IpPermissions"]!).Add(LiveRun.Permission("tcp", 22, 22, "0.0.0.0/0"));
        ((JsonArray)run.Files["groups.json"]["SecurityGroups"]!).Add(second);
        run.Files["interfaces.json"]["NetworkInterfaces"]![0] = LiveRun.AwsInterface("eni-0a", "sg-00000000", "sg-0de6");
        var (code, text) = run.Run();
        Assert.Equal(2, code);
        Assert.Contains(
            "Interface eni-0a, group sg-0de6 (not part of the plan): Anyone on the Internet can reach tcp 22 (SSH).",
            text,
            StringComparison.Ordinal);
        Assert.Equal(0, run.Run(Alone).Code);
    }

    [Fact]
    public void T12_a_network_ACL_names_itself_and_its_rule()
    {
        using var run = LiveRun.Aws();
        ((JsonArray)run.Files["acls.json"]["NetworkAcls"]![0]!["Entries"]!).Add(
            LiveRun.Entry(90, "deny", egress: false, "0.0.0.0/0", "17", 0, 65535));
        var (code, text) = run.Run();
        Assert.Equal(2, code);
        Assert.Contains("network ACL acl-0a", text, StringComparison.Ordinal);
        Assert.Contains("90", text, StringComparison.Ordinal);
        Assert.Contains("one-way audio", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"Entries":[],"More":true}""")]
    [InlineData("{}")]
    public void T13_a_prefix_list_without_its_entries_is_unknown(string? file)
    {
        using var run = LiveRun.Aws();
        run.Rules.Add(LiveRun.Permission("tcp", 22, 22, "pl-0123456789abcdef0"));
        if (file is not null) run.Files["pl-0123456789abcdef0.json"] = JsonNode.Parse(file)!;
        Assert.Equal(1, run.Run(Alone).Code);
        Assert.Equal(1, run.Run().Code);
    }

    [Theory]
    [InlineData("tag:AzureCloud", "AzureCloud")]
    [InlineData(
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
            + "applicationSecurityGroups/jump",
        "jump")]
    public void T14_what_depends_on_members_is_unknown_to_explain(string peer, string name)
    {
        using var run = LiveRun.Azure(peer);
        run.Files.Clear();
        var (code, text) = run.Run("explain", "--from", "198.51.100.200", "--port", "443");
        Assert.Equal(1, code);
        Assert.Contains(name, text, StringComparison.Ordinal);
        Assert.Contains("otherwise", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Internet")]
    [InlineData("*")]
    public void T16_a_rule_that_serves_declared_traffic_is_not_simply_to_be_deleted(string remote)
    {
        using var run = LiveRun.Azure();
        var web = run.Rules.Single(rule => rule!["properties"]!["destinationPortRange"]?.GetValue<string>() == "443"
            && rule["properties"]!["direction"]!.GetValue<string>() == "Inbound")!;
        var properties = (JsonObject)web["properties"]!;
        properties.Remove("sourceAddressPrefixes");
        properties["sourceAddressPrefix"] = remote;
        var (code, text) = run.Run([.. Alone, "--revert-plan"]);
        Assert.Equal(2, code);
        Assert.Contains("narrow it instead of removing it", text, StringComparison.Ordinal);
    }

    [Fact]
    public void T20_an_entry_with_only_a_rule_covers_what_it_was_written_for()
    {
        using var run = LiveRun.Azure();
        run.Rules.Add(Ssh("198.18.0.0/24"));
        run.Write("ignore.yaml", """
            - rule: ssh
              reason: jump hosts
              expires: 2099-01-01

            """);
        Assert.NotEqual(0, run.Run([.. Alone, "--ignore", "ignore.yaml"]).Code);
    }

    [Fact]
    public void T21_groups_of_two_networks_are_unknown_with_a_reason_that_is_true()
    {
        using var run = LiveRun.Aws();
        var second = run.Files["groups.json"]["SecurityGroups"]![0]!.DeepClone();
        second["GroupId"] = "sg-00000001";
        second["VpcId"] = "vpc-2";
        ((JsonArray)run.Files["groups.json"]["SecurityGroups"]!).Add(second);
        var (code, text) = run.Run([.. Alone, "--group", "sg-00000000", "--group", "sg-00000001"]);
        Assert.Equal(1, code);
        Assert.DoesNotContain("never", text, StringComparison.Ordinal);
        Assert.Contains("vpc-2", text, StringComparison.Ordinal);
    }

    private static void AssertRun(Case about, (int Code, string Text) result)
    {
        Assert.True(about.Code == result.Code, $"{result.Code}: {result.Text}");
        foreach (var words in about.Present) Assert.True(result.Text.Contains(words, StringComparison.Ordinal),
            $"{words} is not in: {result.Text}");
        foreach (var words in about.Absent) Assert.False(result.Text.Contains(words, StringComparison.Ordinal),
            $"{words} is in: {result.Text}");
    }

    /// <summary>SSH from one side in the subnet's group and from another in the interface's.</summary>
    private static Case Two(string subnet, string own, int code, string[] present) => new(code, present, ["- missing"], run =>
    {
        run.Rules.Add(Ssh(own));
        Subnet(run, Ssh(subnet));
    });

    /// <summary>A group of the subnet that lets everything through but what some rules decide of SSH.</summary>
    private static void Subnet(LiveRun run, params JsonObject[] rules)
    {
        var group = run.Files["groups.json"][0]!.DeepClone();
        group["id"] = AzureAround.GroupId("pbx-subnet");
        group["name"] = "pbx-subnet";
        ((JsonObject)group).Remove("tags");
        var rest = LiveJson.CustomRule("rest", "Inbound", "Allow", 210, "*", "*", "*");
        var isWide = rules.Length > 1;
        group["properties"]!["securityRules"] = new JsonArray(
            [
                .. rules, LiveJson.CustomRule("no-ssh", "Inbound", "Deny", 200, "Tcp", "*", "22"),
                    .. isWide ? Array.Empty<JsonObject>() : [rest],
                LiveJson.CustomRule("out", "Outbound", "Allow", 100, "*", "*", "*"),
                LiveJson.CustomRule("nothing-else", "Inbound", "Deny", 4096, "*", "*", "*"),
            ]);
        ((JsonArray)run.Files["groups.json"]).Add(group);
    }

    private static bool IsMedia(JsonNode? rule) => rule!["properties"]!["destinationPortRange"]?.GetValue<string>() == "10000-20000";

    private static void Widen(LiveRun run)
    {
        var web = run.Rules.Single(rule => rule!["properties"]!["destinationPortRange"]?.GetValue<string>() == "443"
            && rule["properties"]!["direction"]!.GetValue<string>() == "Inbound")!;
        ((JsonObject)web["properties"]!).Remove("sourceAddressPrefixes");
        web["properties"]!["sourceAddressPrefix"] = "*";
    }

    private static JsonObject Ssh(string remote) => LiveJson.CustomRule("ssh", "Inbound", "Allow", 102, "Tcp", remote, "22");

    private static JsonObject Own(JsonObject rule, string address)
    {
        rule["properties"]!["destinationAddressPrefix"] = address;
        return rule;
    }

    private static JsonObject Asg(JsonObject rule, string side, string asg)
    {
        ((JsonObject)rule["properties"]!).Remove(side + "AddressPrefix");
        rule["properties"]![side + "ApplicationSecurityGroups"] = new JsonArray(AzureAround.Reference(AzureAround.AsgId(asg)));
        return rule;
    }

    private sealed record Case(int Code, string[] Present, string[] Absent, Action<LiveRun> Change)
    {
        public string Administrators { get; init; } = Plans.Administrators;
    }
}
