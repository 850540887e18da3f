using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>What is accepted by each stack alone and cannot work is said at the line of the key that has to change.</summary>
public sealed class CloudFormTests : IDisposable
{
    private const string Subnet = "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/"
        + "virtualNetworks/v/subnets/pbx";

    private readonly TemporaryFolder _folder = new();

    public CloudFormTests() => _folder.Write("Pulumi.yaml", "name: starface\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_group_that_two_stacks_adopt_is_a_finding_at_the_second_key()
    {
        _folder.Write("Pulumi.a.yaml", Aws("sg-0123456789abcdef0"));
        _folder.Write("Pulumi.b.yaml", Aws("sg-0123456789abcdef1"));
        _folder.Write("Pulumi.c.yaml", Aws("sg-0123456789abcdef0"));

        var result = Check(2);

        Assert.Contains(
            "error SFP5016  Pulumi.c.yaml:4:26\n  starface:adoptGroupId: 'sg-0123456789abcdef0' is adopted by 'a' of Pulumi.a.yaml "
                + "already, and 'c'\n  would adopt it as well; adopt a group once.\n",
            result,
            StringComparison.Ordinal);
        Assert.DoesNotContain("Pulumi.b.yaml:4", result, StringComparison.Ordinal);
        Assert.Contains("error SFP5016  Pulumi.c.yaml:4:26", Check(2, "--shard", "1/2"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_subnet_that_two_stacks_claim_is_a_finding_at_the_second_key()
    {
        _folder.Write("Pulumi.a.yaml", Azure(Subnet));
        _folder.Write("Pulumi.b.yaml", Azure(Subnet.ToUpperInvariant()));
        _folder.Write("Pulumi.c.yaml", Azure(Subnet + "2"));

        var result = Check(2);

        Assert.Contains("error SFP5008  Pulumi.b.yaml:6:12\n  starface:subnetIds.pbx:\n", result, StringComparison.Ordinal);
        Assert.DoesNotContain("Pulumi.c.yaml:6", result, StringComparison.Ordinal);
    }

    [Fact]
    public void A_moved_port_of_another_service_is_told_at_the_setting()
    {
        _folder.Write("Pulumi.moved.yaml", StackText.Good + "  starface:settings:\n    web-port: 5060\n");

        Assert.Contains("warning SFP2004  Pulumi.moved.yaml:9:5\n", Check(0), StringComparison.Ordinal);

        _folder.Write("Pulumi.moved.yaml", StackText.Good + "  starface:settings:\n    web-port: 5059\n");
        Assert.DoesNotContain("SFP2004", Check(0), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_service_tag_is_told_at_its_line_and_changes_no_plan()
    {
        _folder.Write("Pulumi.tags.yaml", Tagged("Interent"));

        Assert.Contains("warning SFP5018  Pulumi.tags.yaml:8:9\n", Check(0), StringComparison.Ordinal);
        var preview = Run("preview", "--stack", "tags");
        Assert.Equal(0, preview.ExitCode);
        Assert.StartsWith(
            "note SFP5018: Pulumi.tags.yaml:8:9: starface:peers.vpn[1]: 'Interent' is not among", preview.Error, StringComparison.Ordinal);
        Assert.Contains("Interent", preview.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_published_service_tags_decides_which_there_are()
    {
        _folder.Write("Pulumi.tags.yaml", Tagged("Interent"));
        _folder.Write("tags.json", """
            {"changeNumber":1,"cloud":"Public","values":[{"name":"Interent","id":"Interent",
             "properties":{"changeNumber":1,"addressPrefixes":["192.0.2.0/24"]}}]}
            """);
        _folder.Write("other.json", """{"SecurityGroups":[]}""");

        Assert.DoesNotContain("SFP5018", Check(0, "--service-tags", "tags.json"), StringComparison.Ordinal);
        _folder.Write("Pulumi.tags.yaml", Tagged("Storage"));
        Assert.Contains(
            "'Storage' is not among the service tags that were given", Check(0, "--service-tags", "tags.json"), StringComparison.Ordinal);
        Assert.Contains(
            "'other.json' has no service tags", Run("check", "--service-tags", "other.json").Error, StringComparison.Ordinal);
        Assert.Equal(1, Run("check", "--service-tags", "missing.json").ExitCode);
    }

    [Theory]
    [InlineData("deny: inbound tcp 443 from 192.0.2.0/24", "never: inbound tcp 443 from 192.0.2.7", 2)]
    [InlineData("allow: inbound tcp 443 from 192.0.2.0/24", "never: inbound tcp 443 from 192.0.3.7", 0)]
    [InlineData("allow: inbound tcp 443 from 192.0.2.0/24", "flows: inbound tcp 443\n    at-most: 256", 0)]
    [InlineData("allow: inbound tcp 443 from 192.0.2.0/24", "flows: inbound tcp 443\n    at-most: 255", 2)]
    public void Tests_and_guardrails_know_the_published_addresses_of_a_tag(string test, string guardrail, int code)
    {
        _folder.Write("Pulumi.tags.yaml", $"{Tagged("Storage")}\n  starface:tests:\n    - {test}\n");
        _folder.Write("guardrails.yaml", $"guardrails:\n  - {guardrail}\n");
        _folder.Write("tags.json", """
            {"changeNumber":1,"cloud":"Public","values":[{"name":"Storage","id":"Storage",
             "properties":{"changeNumber":1,"addressPrefixes":["192.0.2.0/24"]}}]}
            """);

        Check(code, "--service-tags", "tags.json");
        Assert.Contains("SFP8004", Check(2), StringComparison.Ordinal);
    }

    private static string Aws(string group) =>
        $"config:\n  starface:cloud: aws\n  starface:policy: yealink-phone-network\n  starface:adoptGroupId: {group}\n";

    private static string Azure(string subnet) =>
        "config:\n  starface:cloud: azure\n  starface:policy: yealink-phone-network\n  starface:resourceGroupName: rg\n"
        + $"  starface:subnetIds:\n    pbx:   {subnet}\n";

    private static string Tagged(string tag) =>
        $$"""
        config:
          starface:cloud: azure
          starface:policy: cloud-pbx-vpn
          starface:resourceGroupName: rg
          starface:peers:
            vpn:
              - 10.8.0.0/16
              - "tag:{{tag}}"
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]
        """;

    private string Check(int exitCode, params string[] options)
    {
        var result = Run(["check", .. options]);
        Assert.Equal((exitCode, ""), (result.ExitCode, result.ExitCode == exitCode ? "" : result.Output + result.Error));
        return result.Output;
    }

    private CliResult Run(params string[] args) => Tool.RunIn(_folder.Environment, args);
}
