using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

public sealed class DiffTests
{
    private const string Stack =
        """
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx
          starface:neverCut: [web-interface]
          starface:peers:
            administrators: [203.0.113.0/26]
            phones: [PHONES]
            sip-providers: [198.51.100.0/25]
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]
        """;

    [Fact]
    public void The_same_stack_is_no_difference()
    {
        var result = Tool.Run("diff", "demo-aws", "demo-aws");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("The same traffic is permitted.", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_saved_plan_is_the_stack_it_was_saved_from()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("plan.json", Tool.Run("preview", "--stack", "demo-azure", "--format", "json").Output);

        Assert.Equal(0, Tool.Run("diff", file, "demo-azure").ExitCode);
    }

    [Fact]
    public void What_becomes_possible_and_impossible_is_told_as_flows_with_what_breaks()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.now.yaml", Stack.Replace("PHONES", "192.0.2.0/26, 192.0.2.64/26", StringComparison.Ordinal));
        folder.Write("Pulumi.next.yaml", Stack.Replace("PHONES", "192.0.2.0/26, 10.0.0.0/8", StringComparison.Ordinal));

        var result = Tool.Run("diff", "now", "next", "--directory", folder.Path, "--format", "json");

        Assert.Equal(2, result.ExitCode);
        var change = JsonDocument.Parse(result.Output).RootElement.GetProperty("comparisons")[0];
        Assert.All(
            change.GetProperty("possible").EnumerateArray(), flow => Assert.Equal("10.0.0.0/8", flow.GetProperty("remote").GetString()));
        Assert.All(
            change.GetProperty("impossible").EnumerateArray(),
            flow => Assert.Equal("192.0.2.64/26", flow.GetProperty("remote").GetString()));
        Assert.False(change.GetProperty("exposureGrows").GetBoolean());
        Assert.Contains(
            change.GetProperty("consequences").EnumerateArray(),
            entry => entry.GetProperty("impact").GetString() == "phones cannot register");
        Assert.True(change.GetProperty("callImpact")[0].GetProperty("cutsNothing").GetBoolean());
        Assert.Equal("add-before-remove", change.GetProperty("callImpact")[0].GetProperty("order").GetString());
    }

    [Fact]
    public void Cutting_what_must_never_be_cut_is_refused_unless_it_is_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.now.yaml", Stack.Replace("PHONES", "192.0.2.0/26", StringComparison.Ordinal));
        folder.Write(
            "Pulumi.next.yaml", Stack.Replace("PHONES", "192.0.2.0/26", StringComparison.Ordinal)
                .Replace("203.0.113.0/26", "203.0.113.0/27", StringComparison.Ordinal));

        var refused = Tool.Run("diff", "now", "next", "--directory", folder.Path);
        var allowed = Tool.Run("diff", "now", "next", "--directory", folder.Path, "--allow-cut", "web-interface");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("web-interface", refused.Error, StringComparison.Ordinal);
        Assert.Contains("203.0.113.32/27", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, allowed.ExitCode);
        Assert.Equal("", allowed.Error);
    }

    [Fact]
    public void A_live_group_is_a_side_too()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Pulumi.next.yaml", Stack.Replace("PHONES", "192.0.2.0/26", StringComparison.Ordinal));
        var live = folder.Write(
            "live.json",
            """{"SecurityGroups":[{"GroupId":"sg-1","GroupName":"old","Description":"by hand","OwnerId":"1","VpcId":"vpc-1","IpPermissions":[{"IpProtocol":"tcp","FromPort":22,"ToPort":22,"IpRanges":[{"CidrIp":"0.0.0.0/0"}],"Ipv6Ranges":[],"PrefixListIds":[],"UserIdGroupPairs":[]}],"IpPermissionsEgress":[]}]}""");

        var result = Tool.Run("diff", live, "next", "--directory", folder.Path);

        Assert.Equal(2, result.ExitCode);
        Assert.Matches(@"inbound\s+tcp\s+22\s+0\.0\.0\.0/0", result.Output);
    }

    [Theory]
    [InlineData("demo-aw", "did you mean 'demo-aws'?")]
    [InlineData("cloud-pbx@seven", "not a PBX version")]
    public void A_side_that_is_none_is_named_with_the_nearest(string side, string expected)
    {
        var result = Tool.Run("diff", side, "demo-aws");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
    }

    [Fact]
    public void A_file_that_is_no_plan_is_refused()
    {
        using var folder = new TemporaryFolder();

        var result = Tool.Run("diff", folder.Write("x.json", """{"stacks":[{"stack":"""), "demo-aws");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Incomplete JSON", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_are_compared_by_their_peer_groups_and_versions()
    {
        var result = Tool.Run("diff", "cloud-pbx", "cloud-pbx-vpn");

        Assert.Equal(2, result.ExitCode);
        Assert.Matches(@"inbound\s+tcp\s+443\s+vpn", result.Output);
        Assert.All(result.Output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }
}
