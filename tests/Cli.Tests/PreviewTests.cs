using System.Text.Json;
using Starface.Cli.Tests.Support;
using Starface.Policy.Flows;

namespace Starface.Cli.Tests;

public sealed class PreviewTests
{
    public static TheoryData<string> DemoStacks => ["demo-aws", "demo-azure"];

    [Fact]
    public void Without_options_both_demo_stacks_are_shown()
    {
        var stacks = Tool.Json("preview").GetProperty("stacks").EnumerateArray().ToList();

        Assert.Equal(["demo-aws", "demo-azure"], stacks.Select(stack => stack.GetProperty("stack").GetString()));
        Assert.Equal(["aws", "azure"], stacks.Select(stack => stack.GetProperty("cloud").GetString()));
    }

    [Theory]
    [MemberData(nameof(DemoStacks))]
    public void What_the_properties_permit_is_what_the_rules_declare(string name)
    {
        var stack = Stack("preview", "--stack", name);

        var permitted = PropertyFlows.Of(stack);

        Assert.False(permitted.IsEmpty);
        Assert.Equal(PropertyFlows.Declared(stack), permitted);
    }

    [Theory]
    [MemberData(nameof(DemoStacks))]
    public void Both_address_families_are_open_in_both_directions(string name)
    {
        var permitted = PropertyFlows.Of(Stack("preview", "--stack", name));

        Assert.True(permitted.Contains(Flow.Parse("inbound udp 192.0.2.200 12000")));
        Assert.True(permitted.Contains(Flow.Parse("inbound udp 2001:db8:ffff::1 12000")));
        Assert.True(permitted.Contains(Flow.Parse("outbound udp 192.0.2.200 1025")));
        Assert.True(permitted.Contains(Flow.Parse("outbound udp 2001:db8:ffff::1 1025")));
        Assert.False(permitted.Contains(Flow.Parse("inbound tcp 192.0.2.200 22")));
        Assert.False(permitted.Contains(Flow.Parse("outbound tcp 192.0.2.200 22")));
    }

    [Fact]
    public void An_application_security_group_is_among_the_peers_of_its_rules()
    {
        const string Group =
            "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
            + "applicationSecurityGroups/phones";
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        folder.Write(
            "Pulumi.asg.yaml",
            "config:\n  starface:cloud: azure\n  starface:policy: cloud-pbx-vpn\n  starface:resourceGroupName: rg\n  starface:peers:\n"
            + $"    vpn: [{Group}]\n    resolvers: [192.0.2.53]\n    time-servers: [192.0.2.123]\n");

        var output = Tool.RunIn(folder.Environment, "preview", "--stack", "asg").IsFine().Output;

        var rules = output.Split('\n').Where(line => line.Contains("-asg-phones-", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rules);
        Assert.All(rules, line => Assert.Contains(" /subscriptions/00000000-", line, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(DemoStacks))]
    public void A_stack_has_the_keys_of_the_contract(string name)
    {
        var stack = Stack("preview", "--stack", name);

        Has(stack, "stack", "policy", "cloud", "digest", "resources", "rules", "quotas", "problems");
        Assert.Equal(64, stack.GetProperty("digest").GetString()!.Length);
        foreach (var resource in stack.GetProperty("resources").EnumerateArray()) Has(resource, "type", "name", "properties", "origins");
        foreach (var rule in stack.GetProperty("rules").EnumerateArray())
        {
            Has(rule, "direction", "protocol", "peers", "origins");
            Assert.Equal(
                rule.GetProperty("protocol").GetString() is "tcp" or "udp",
                rule.TryGetProperty("fromPort", out _) && rule.TryGetProperty("toPort", out _));
            Assert.NotEmpty(rule.GetProperty("peers").EnumerateArray());
            foreach (var origin in rule.GetProperty("origins").EnumerateArray())
            {
                Has(origin, "service", "source");
                Assert.NotEqual("", origin.GetProperty("source").GetString());
            }
        }

        foreach (var quota in stack.GetProperty("quotas").EnumerateArray())
        {
            Has(quota, "name", "used", "limit");
            Assert.InRange(quota.GetProperty("used").GetInt32(), 0, quota.GetProperty("limit").GetInt32());
        }

        foreach (var finding in stack.GetProperty("problems").EnumerateArray()) Has(finding, "id", "severity", "message");
    }

    [Theory]
    [MemberData(nameof(DemoStacks))]
    public void The_tables_of_the_demo_stacks_read_well(string name) =>
        Snapshot.Matches($"preview-{name}.txt", Tool.Run("preview", "--stack", name).IsFine().Output);

    [Theory]
    [MemberData(nameof(DemoStacks))]
    public void The_table_names_every_resource_peer_and_row(string name)
    {
        // A terminal wide enough that nothing is broken in the middle.
        var output = Tool.RunIn(Checkout.Environment with { TerminalWidth = 140 }, "preview", "--stack", name).IsFine().Output;
        var words = string.Join(' ', output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        var stack = Stack("preview", "--stack", name);

        foreach (var resource in stack.GetProperty("resources").EnumerateArray())
            Assert.Contains(resource.GetProperty("name").GetString()!, words, StringComparison.Ordinal);
        foreach (var origin in stack.GetProperty("rules").EnumerateArray().SelectMany(rule => rule.GetProperty("origins").EnumerateArray()))
        {
            Assert.Contains(origin.GetProperty("service").GetString()!, words, StringComparison.Ordinal);
            Assert.Contains(origin.GetProperty("source").GetString()!, words, StringComparison.Ordinal);
        }

        foreach (var quota in stack.GetProperty("quotas").EnumerateArray())
            Assert.Contains(
                $"{quota.GetProperty("name")} {quota.GetProperty("used")} {quota.GetProperty("limit")}", words, StringComparison.Ordinal);
        foreach (var finding in stack.GetProperty("problems").EnumerateArray())
            Assert.Contains(finding.GetProperty("message").GetString()!, words, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_can_stand_in_place_of_a_stack()
    {
        string[] options = ["preview", "--policy", "yealink-phone-network", "--cloud", "azure", "--name", "phones-berlin"];

        var stack = Stack(options);

        Assert.Equal("phones-berlin", stack.GetProperty("stack").GetString());
        Assert.Equal(
            "phones-berlin", stack.GetProperty("resources")[0].GetProperty("properties").GetProperty("resourceGroupName").GetString());
        Assert.Equal(PropertyFlows.Declared(stack), PropertyFlows.Of(stack));
    }

    [Fact]
    public void Peers_settings_hosts_and_version_may_be_options()
    {
        var stack = Stack(
            "preview", "--policy", "cloud-pbx-vpn", "--cloud", "aws", "--peer", "vpn=198.51.100.0/24,2001:db8:1::/48", "--peer",
            "vpn=192.0.2.0/25",
            "--peer", "resolvers=192.0.2.53", "--peer", "timeServers=192.0.2.123", "--setting", "web-port=8443",
            "--host", "license.starface.de=203.0.113.9", "--pbx-version", "7.0.0.8");
        var permitted = PropertyFlows.Of(stack);

        Assert.True(permitted.Contains(Flow.Parse("inbound tcp 192.0.2.1 8443")));
        Assert.False(permitted.Contains(Flow.Parse("inbound tcp 192.0.2.1 443")));
        Assert.True(permitted.Contains(Flow.Parse("outbound tcp 203.0.113.9 8383")));
        Assert.False(permitted.Contains(Flow.Parse("outbound tcp 203.0.113.10 8383")));
        Assert.Equal("7.0.0.8", stack.GetProperty("pbxVersion").GetString());
    }

    [Fact]
    public void A_stack_of_several_instances_shows_each()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        folder.Write("Pulumi.fleet.yaml", """
            config:
              aws:region: eu-central-1
              starface:policy: yealink-phone-network
              starface:cloud: aws
              starface:instances:
                - name: one
                - name: two
                  cloud: azure
                  resourceGroupName: rg
            """);

        var all = Tool.RunIn(folder.Environment, "preview", "--stack", "fleet", "--format", "json").IsFine();
        var one = Tool.RunIn(folder.Environment, "preview", "--stack", "fleet", "--name", "two", "--format", "json").IsFine();

        Assert.Equal(["fleet/one", "fleet/two"], Names(all));
        Assert.Equal(["fleet/two"], Names(one));

        static IEnumerable<string> Names(CliResult result) =>
            JsonDocument.Parse(result.Output).RootElement.GetProperty("stacks").EnumerateArray().Select(
                stack => $"{stack.GetProperty("stack")}/{stack.GetProperty("instance")}");
    }

    [Fact]
    public void A_plan_above_a_quota_is_shown_and_ends_in_exit_code_2()
    {
        var prefixes = string.Join(',', Enumerable.Range(0, 64).SelectMany(i => new[] { $"10.{i}.0.0/24", $"10.{i}.2.0/24" }));

        var result = Tool.Run(
            "preview", "--policy", "cloud-pbx-vpn", "--cloud", "aws", "--peer", "vpn="
                + prefixes, "--peer", "resolvers=192.0.2.53", "--peer", "time-servers=192.0.2.123");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error     SFP4002", result.Output, StringComparison.Ordinal);
    }

    private static JsonElement Stack(params string[] args) => Tool.Json(args).GetProperty("stacks").EnumerateArray().Single();

    private static void Has(JsonElement element, params string[] keys) =>
        Assert.All(keys, key => Assert.True(element.TryGetProperty(key, out _), key));
}
