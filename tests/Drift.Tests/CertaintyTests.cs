using System.Text.Json.Nodes;

namespace Starface.Drift.Tests;

/// <summary>What is drift, what is not, and what cannot be known: letters, unread lists, services of a cloud, repeated reads.</summary>
public sealed class CertaintyTests
{
    private const string List = "pl-0123456789abcdef0";
    private const string Entries = "get-managed-prefix-list-entries --prefix-list-id " + List;

    private static readonly string[] Alone = ["--scope", "group"];

    public static TheoryData<string> Formats => [.. Reports.ReportFormats.Names];

    [Theory]
    [InlineData("internet", "VIRTUALNETWORK")]
    [InlineData("INTERNET", "virtualNetwork")]
    public void A_tag_in_other_letters_is_the_same_tag_in_every_layer(string internet, string network)
    {
        using var run = LiveRun.Azure("tag:Internet");
        var rules = (JsonArray)run.Files["pbx-network.admin-rules.json"]["value"]!;
        rules.Add(AzureAround.AdminRule("deny-web", "Deny", internet, "8443"));
        rules.Add(AzureAround.AdminRule("allow-web", "Allow", internet, "443", priority: 110));
        rules.Add(AzureAround.AdminRule("allow-network", "Allow", network, "443", priority: 120));
        foreach (var rule in run.Rules)
        {
            foreach (var side in new[] { "sourceAddressPrefix", "destinationAddressPrefix" })
            {
                if (rule!["properties"]![side]?.GetValue<string>() == "Internet") rule["properties"]![side] = internet;
            }
        }

        AssertRun(run.Run(), 0, "1 in sync");
    }

    [Fact]
    public void A_deny_of_an_admin_rule_is_about_the_tag_that_the_plan_names_whatever_its_letters()
    {
        using var run = LiveRun.Azure("tag:AzureCloud");
        ((JsonArray)run.Files["pbx-network.admin-rules.json"]["value"]!).Add(AzureAround.AdminRule("web", "Deny", "azurecloud", "443"));
        AssertRun(run.Run(), 2, "denied by security admin rules", absent: "may or may not");
    }

    [Fact]
    public void A_planned_list_whose_addresses_are_in_its_place_is_unknown_until_its_entries_are_read()
    {
        using var run = LiveRun.Aws($"{List}:10");
        ReplaceList(run, "198.51.100.0/24");
        foreach (var options in new[] { Alone, [] }) AssertRun(run.Run(options), 1, Entries, absent: "- missing");

        run.Files[$"{List}.json"] = JsonNode.Parse("""{"Entries":[{"Cidr":"198.51.100.0/24"}]}""")!;
        foreach (var options in new[] { Alone, [] }) AssertRun(run.Run(options), 0, "1 in sync");

        run.Files[$"{List}.json"] = JsonNode.Parse("""{"Entries":[{"Cidr":"198.51.100.0/25"}]}""")!;
        foreach (var options in new[] { Alone, [] }) AssertRun(run.Run(options), 2, "198.51.100.128/25");
    }

    [Fact]
    public void A_planned_list_that_is_gone_or_replaced_by_everyone_is_drift_without_its_entries()
    {
        using var gone = LiveRun.Aws($"{List}:10");
        ReplaceList(gone);
        AssertRun(gone.Run(Alone), 2, "- missing");
        using var open = LiveRun.Aws($"{List}:10");
        ReplaceList(open, "0.0.0.0/0", "::/0");
        AssertRun(open.Run(Alone), 2, "+ extra", absent: "- missing");
    }

    [Theory]
    [InlineData(0, "0.0.0.0/0", "::/0")]
    [InlineData(1, "0.0.0.0/0")]
    [InlineData(1)]
    public void An_unread_list_beside_everyone_permits_nothing_more(int code, params string[] beside)
    {
        using var run = LiveRun.Aws();
        foreach (var rule in run.Rules.Where(rule => rule!["FromPort"]!.GetValue<int>() == 10000).ToList()) run.Rules.Remove(rule);
        run.Rules.Add(LiveRun.Permission("udp", 10000, 20000, [.. beside, List]));
        foreach (var options in new[] { Alone, [] })
        {
            var (actual, text) = run.Run(options);
            Assert.True(code == actual, text);
        }
    }

    [Theory]
    [InlineData("169.254.169.253/32", "udp", 53)]
    [InlineData("169.254.169.123/32", "udp", 123)]
    [InlineData("169.254.169.254/32", "tcp", 80)]
    [InlineData("fd00:ec2::253/128", "udp", 53)]
    [InlineData("fd00:ec2::123/128", "udp", 123)]
    [InlineData("fd00:ec2::254/128", "tcp", 80)]
    public void A_service_that_AWS_never_filters_is_neither_extra_nor_denied(string prefix, string protocol, int port)
    {
        using var run = LiveRun.Aws();
        var outbound = (JsonArray)run.Files["groups.json"]["SecurityGroups"]![0]!["IpPermissionsEgress"]!;
        outbound.Add(LiveRun.Permission(protocol, port, port, prefix));
        AssertRun(run.Run(), 0, "1 in sync");
        AssertRun(Explain(run, "--to", prefix, protocol, port), 0, "AWS never filters");

        outbound.Add(LiveRun.Permission(protocol, port, port, prefix.Contains(':') ? "fd00:ec2::/64" : "169.254.169.0/24"));
        AssertRun(run.Run(), 2, "+ extra");
    }

    [Theory]
    [InlineData("168.63.129.16", "udp", 53, "AzurePlatformDNS")]
    [InlineData("169.254.169.254", "tcp", 80, "AzurePlatformIMDS")]
    public void A_service_of_the_host_passes_unless_its_tag_is_denied(string address, string protocol, int port, string tag)
    {
        using var run = LiveRun.Azure();
        AssertRun(Explain(run, "--to", address, protocol, port), 0, "Azure never filters");
        run.Rules.Add(LiveJson.CustomRule("host", "Outbound", "Allow", 150, Capital(protocol), address, $"{port}"));
        AssertRun(run.Run(), 0, "1 in sync");

        run.Rules.RemoveAt(run.Rules.Count - 1);
        run.Rules.Add(LiveJson.CustomRule("no-host", "Outbound", "Deny", 150, "*", address, "*"));
        AssertRun(Explain(run, "--to", address, protocol, port), 0, "Azure never filters");

        run.Rules.RemoveAt(run.Rules.Count - 1);
        run.Rules.Add(LiveJson.CustomRule("no-tag", "Outbound", "Deny", 150, "*", tag.ToLowerInvariant(), "*"));
        AssertRun(Explain(run, "--to", address, protocol, port), 2, "no-tag");
        AssertRun(Explain(run, "--to", "168.63.129.16", "tcp", 32526), 0, "Azure never filters");
    }

    [Fact]
    public void Probes_of_the_host_pass_where_their_tag_is_allowed()
    {
        using var run = LiveRun.Azure();
        AssertRun(Explain(run, "--from", "168.63.129.16", "tcp", 9999), 2, "denied");
        run.Rules.Add(LiveJson.CustomRule("probes", "Inbound", "Allow", 150, "*", "AzureLoadBalancer", "*"));
        AssertRun(Explain(run, "--from", "168.63.129.16", "tcp", 9999), 0, "probes");
    }

    [Fact]
    public void VirtualNetwork_may_hold_public_addresses_of_an_office_behind_a_gateway()
    {
        using var run = LiveRun.Azure("198.51.100.0/24");
        var web = run.Rules.Single(rule => rule!["properties"]!["destinationPortRange"]?.GetValue<string>() == "443"
            && rule["properties"]!["direction"]!.GetValue<string>() == "Inbound")!;
        ((JsonObject)web["properties"]!).Remove("sourceAddressPrefixes");
        web["properties"]!["sourceAddressPrefix"] = "VirtualNetwork";
        var (_, text) = run.Run();
        Assert.DoesNotContain("- missing", text, StringComparison.Ordinal);
        Assert.Contains("may or may not reach tcp 443 (HTTPS), depending on the members of VirtualNetwork", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AzureGovernment", "Storage", "another Azure cloud")]
    [InlineData("China", "Storage", "another Azure cloud")]
    [InlineData("Public", "Internet", "not published")]
    [InlineData("Public", "virtualnetwork", "not published")]
    [InlineData("public", "AzureLoadBalancer", "not published")]
    public void A_file_of_tags_of_another_cloud_or_with_fixed_tags_is_refused(string cloud, string tag, string named)
    {
        using var run = LiveRun.Azure();
        run.Write("tags.json", $$"""
            {"changeNumber":1,"cloud":"{{cloud}}","values":[{"name":"{{tag}}","id":"x","properties":{"addressPrefixes":["198.18.0.0/24"] } }]}
            """);
        AssertRun(run.Run("--service-tags", "tags.json"), 1, named);
    }

    [Fact]
    public void Groups_that_are_read_twice_alike_count_once_on_both_clouds()
    {
        foreach (var run in new[] { LiveRun.Aws(), LiveRun.Azure() })
        {
            using (run)
            {
                foreach (var file in run.Files.ToList()) run.Files["again-" + file.Key] = file.Value.DeepClone();
                run.Files.Remove("again-pbx-network.admin-rules.json");
                AssertRun(run.Run(), 0, "1 in sync");
                AssertRun(run.Run(Alone), 0, "1 in sync");
            }
        }
    }

    [Fact]
    public void Groups_on_one_page_twice_count_once_and_a_change_between_is_unknown()
    {
        using var run = LiveRun.Aws();
        var groups = (JsonArray)run.Files["groups.json"]["SecurityGroups"]!;
        groups.Add(groups[0]!.DeepClone());
        AssertRun(run.Run(), 0, "1 in sync");
        ((JsonArray)groups[1]!["IpPermissions"]!).Add(LiveRun.Permission("tcp", 22, 22, "0.0.0.0/0"));
        AssertRun(run.Run(), 1, "do not agree");
    }

    [Fact]
    public void What_a_group_beside_permits_that_was_not_read_is_unknown_and_what_a_known_one_permits_passes()
    {
        using var run = LiveRun.Aws();
        run.Files["interfaces.json"]["NetworkInterfaces"]![0] = LiveRun.AwsInterface("eni-0a", "sg-00000000", "sg-0de6");
        AssertRun(run.Run(), 1, "--group-ids sg-0de6", absent: "may or may not");
        AssertRun(
            Explain(run, "--from", "198.18.0.1/32", "tcp", 22),
            1,
            "Interface eni-0a: not known; not all of security groups sg-00000000, sg-0de6 was read",
            absent: "stopped");
        AssertRun(Explain(run, "--from", Plans.Administrators, "tcp", 443), 1, "Interface eni-0a: passes");

        var denied = LiveRun.Entry(1, "deny", egress: false, "198.18.0.0/24");
        run.Files["acls.json"]["NetworkAcls"]![0] = LiveRun.AwsAcl("acl-0a", "subnet-0a", denied);
        AssertRun(Explain(run, "--from", "198.18.0.1/32", "tcp", 22), 1, "stopped; denied by network ACL acl-0a, rule ingress 1");
    }

    [Fact]
    public void A_rule_in_an_order_that_was_not_understood_leaves_its_whole_group_unknown()
    {
        using var run = LiveRun.Azure();
        run.Rules[0]!["properties"]!["protocol"] = "Quic";
        AssertRun(run.Run(), 1, "Quic", absent: "- missing");
        foreach (var prefix in new[] { "198.18.0.1/32", Plans.Administrators })
            AssertRun(Explain(run, "--from", prefix, "tcp", 443), 1, "not known; not all of network security group", absent: "stopped");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_result_for_groups_alone_says_in_every_format_what_was_not_read(string format)
    {
        using var run = LiveRun.Aws();
        const string unread = "what else lies on their interfaces was not read";
        AssertRun(run.Run([.. Alone, "--format", format]), 0, unread);
        AssertRun(run.Run("--format", format), 0, "", absent: unread);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("github")]
    [InlineData("azure-devops")]
    public void The_sum_of_groups_alone_says_it_in_its_own_sentence(string format)
    {
        using var run = LiveRun.Aws();
        AssertRun(
            run.Run([.. Alone, "--format", format]),
            0,
            "0 unknown. Only the groups were compared; what else lies on their interfaces was not read");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static (int Code, string Text) Explain(LiveRun run, string side, string prefix, string protocol, int port) => run.Run(
        "explain", side, prefix.Split('/')[0], "--protocol", protocol, "--port", FormattableString.Invariant($"{port}"));

    private static void ReplaceList(LiveRun run, params string[] prefixes)
    {
        foreach (var rule in run.Rules.Where(rule => rule!["PrefixListIds"]?.AsArray().Count > 0).ToList()) run.Rules.Remove(rule);
        if (prefixes.Length > 0) run.Rules.Add(LiveRun.Permission("tcp", 443, 443, prefixes));
    }

    private static void AssertRun((int Code, string Text) result, int code, string words, string? absent = null)
    {
        Assert.True(code == result.Code, $"{result.Code}: {result.Text}");
        Assert.Contains(words, result.Text, StringComparison.Ordinal);
        if (absent is not null) Assert.DoesNotContain(absent, result.Text, StringComparison.Ordinal);
    }
}
