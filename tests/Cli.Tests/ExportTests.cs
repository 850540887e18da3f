using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

public sealed class ExportTests
{
    private static readonly string[] s_yealink = ["export", "yealink-phone-network", "--to", "nftables"];

    [Fact]
    public void The_ruleset_of_a_policy_stands_on_the_output_and_its_findings_beside_it()
    {
        var result = Tool.Run([.. s_yealink, "--interface", "phones0"]);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("#!/usr/sbin/nft -f\n# Policy yealink-phone-network: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("iifname \"phones0\" goto outbound\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("    tcp dport 8443 accept comment \"yealink-phones: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("SFP4001", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_takes_the_same_ruleset_as_the_output()
    {
        using var folder = new TemporaryFolder();
        var printed = Tool.RunIn(folder.Environment, s_yealink).Output;

        var result = Tool.RunIn(folder.Environment, [.. s_yealink, "--output", "phones.nft"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(printed, folder.Read("phones.nft"));
        Assert.Equal(["phones.nft"], folder.Files);
        Assert.Equal("phones.nft: the rules of yealink-phone-network for nftables\n", result.Output);
    }

    [Fact]
    public void On_the_machine_itself_the_rules_stand_at_input_and_output()
    {
        var result = Tool.Run("export", "--stack", "demo-aws", "--to", "nftables", "--placement", "host");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("type filter hook input priority filter; policy drop;", result.Output, StringComparison.Ordinal);
        Assert.Contains("type filter hook output priority filter; policy drop;", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hook forward", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_carries_the_ruleset_its_digest_and_the_findings()
    {
        var json = Tool.Json(s_yealink);

        Assert.Equal("yealink-phone-network", json.GetProperty("policy").GetString());
        Assert.Contains(json.GetProperty("digest").GetString()!, json.GetProperty("ruleset").GetString()!, StringComparison.Ordinal);
        Assert.Equal(
            ["SFP4015", "SFP4001"], json.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("id").GetString()));
        Assert.Contains(
            "# SFP4015: Policy 'yealink-phone-network' lists what the phones must reach beside their PBX",
            json.GetProperty("ruleset").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_of_the_instance_are_in_the_head_and_what_only_a_cloud_serves_is_refused()
    {
        const string Options = " --peer administrators=0.0.0.0/0 --peer phones=203.0.113.0/24 --peer sip-providers=198.51.100.0/25"
            + " --peer time-servers=192.0.2.123 --peer resolvers=";
        var export = "export cloud-pbx --to nftables" + Options;

        var result = Tool.Run((export + "192.0.2.53").Split(' '));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("# SFP3001: Peer group 'administrators' opens inbound tcp 80", result.Output, StringComparison.Ordinal);
        Assert.Contains("SFP3001: ", result.Error, StringComparison.Ordinal);
        Tool.Run((export + "cloud").Split(' ')).IsError("'cloud' in peer group 'resolvers'", "name the addresses of the servers");
    }

    [Theory]
    [InlineData("export yealink-phone-network", "--to")]
    [InlineData("export yealink-phone-network --to iptables", "nftables")]
    [InlineData("export yealink-phone-network --to nftables --placement edge", "forward or host")]
    [InlineData("export yealink-phone-network --to nftables --interface a\"b", "lan0")]
    [InlineData("export yealink-phone --to nftables", "yealink-phone-network")]
    [InlineData("export yealink-phone-network --to nftables --policy cloud-pbx", "twice")]
    [InlineData("export --to nftables", "--stack demo-aws")]
    [InlineData("export cloud-pbx --to nftables", "administrators")]
    [InlineData("export yealink-phone-network --to nftables --output .", "folder")]
    [InlineData("export yealink-phone-network --to nftables --output missing/phones.nft", "missing/phones.nft")]
    public void A_problem_is_named_with_its_fix_and_nothing_is_written(string commandLine, string fix)
    {
        using var folder = new TemporaryFolder();
        var environment = commandLine.Contains("--output", StringComparison.Ordinal) ? folder.Environment : Checkout.Environment;

        Tool.RunIn(environment, commandLine.Split(' ')).IsError(fix);

        Assert.Empty(folder.Files);
    }
}
