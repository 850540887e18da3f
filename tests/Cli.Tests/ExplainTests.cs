using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

public sealed class ExplainTests
{
    [Fact]
    public void An_allowed_flow_names_its_rule_and_row_and_ends_in_exit_code_0()
    {
        var result = Ask(0, "--from", "203.0.113.7", "--port", "5061", "--protocol", "tcp");

        Assert.Equal("allowed", result.GetProperty("verdict").GetString());
        Assert.Equal("inbound", result.GetProperty("flow").GetProperty("direction").GetString());
        Assert.Equal(5061, result.GetProperty("flow").GetProperty("fromPort").GetInt32());
        Assert.Equal(5061, result.GetProperty("rules")[0].GetProperty("fromPort").GetInt32());
        Assert.Equal(
            ["0.0.0.0/0", "203.0.113.0/26"],
            result.GetProperty("rules")[0].GetProperty("peers").EnumerateArray().Select(peer => peer.GetString()));
        Assert.Contains(
            result.GetProperty("origins").EnumerateArray(),
            origin => origin.GetProperty("service").GetString() == "sip-tls" && origin.GetProperty("source").GetString()!.Contains(
                "5061", StringComparison.Ordinal));
    }

    [Fact]
    public void A_remote_side_outside_the_peers_is_told_who_the_peers_are()
    {
        var result = Ask(2, "--from", "192.0.2.200", "--port", "5060", "--protocol", "udp");

        Assert.Equal("denied", result.GetProperty("verdict").GetString());
        Assert.Empty(result.GetProperty("rules").EnumerateArray());
        Assert.Contains(
            "udp 5060 is open inbound, but only from 198.51.100.0/25", result.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(5060, result.GetProperty("nearest")[0].GetProperty("fromPort").GetInt32());
    }

    [Theory]
    [InlineData("--from 198.51.100.1 --port 3478 --protocol tcp", "nearest: tcp 5060")]
    [InlineData("--from 203.0.113.1 --port 10000 --protocol tcp", "may use udp 10000-20000 inbound, but not tcp")]
    [InlineData("--from 203.0.113.1 --port 53 --protocol tcp", "no rule has that port. From 203.0.113.1 these ports are nearest: tcp 80")]
    [InlineData("--from 192.0.2.53 --port 53 --protocol tcp", "tcp 53 is open outbound only")]
    [InlineData("--to 192.0.2.123 --port 123 --protocol tcp", "may use udp 123 outbound, but not tcp")]
    [InlineData("--from 203.0.113.7 --port 25000 --protocol udp", "these ports are nearest: udp 10000-20000")]
    [InlineData("--from 203.0.113.7 --port 3090", "inbound tcp 3090 is for service pbx-network (PBX network), which policy")]
    [InlineData("--to 192.0.2.9 --port 389 --protocol TCP", "outbound tcp 389 is for service ldap (LDAP address book), which policy")]
    [InlineData("--from 203.0.113.7 --port 22", "is open to the optional peer group ssh-administrators, which this instance leaves out")]
    [InlineData("--from STUN.starface.com. --port 3479 --protocol UDP", "stun.starface.com has 192.0.2.34/32 here.")]
    [InlineData("--from 8.8.8.8 --port 3478 --protocol udp", "udp 3478 is open inbound, but only from 192.0.2.34/32")]
    [InlineData("--from 192.0.2.1 --protocol esp", "nothing is open inbound from 192.0.2.1")]
    [InlineData("--from 192.0.2.1 --port 8/0 --protocol icmp", "nothing is open inbound from 192.0.2.1")]
    public void A_denied_flow_is_told_what_comes_nearest(string question, string reason) =>
        Assert.Contains(reason, Ask(2, question.Split(' ')).GetProperty("reason").GetString(), StringComparison.Ordinal);

    [Fact]
    public void An_outbound_flow_goes_to_an_address()
    {
        Assert.Equal("allowed", Ask(0, "--to", "192.0.2.53", "--port", "53", "--protocol", "udp").GetProperty("verdict").GetString());
        Assert.Equal(
            "allowed", Ask(0, "--to", "2001:db8::53", "--port", "53", "--direction", "outbound").GetProperty("verdict").GetString());
    }

    [Theory]
    [InlineData("--to push-cluster.starface.de --port 443 --protocol TCP")]
    [InlineData("--to LICENSE.starface.de --port 8383")]
    [InlineData("--from stun.starface.com --port 3478 --protocol udp")]
    [InlineData("--to cluster.starface-connect.com --port 5060 --protocol udp")]
    public void A_host_of_the_catalogue_is_asked_about_by_its_name(string question) =>
        Assert.Equal("allowed", Ask(0, question.Split(' ')).GetProperty("verdict").GetString());

    [Fact]
    public void A_host_without_addresses_may_not_come_in_and_the_answer_says_how_it_may()
    {
        var result = Tool.Run(
            "explain", "--policy", "cloud-pbx-connect", "--peer", "administrators=203.0.113.0/24", "--peer", "phones=203.0.113.0/24",
            "--peer", "resolvers=cloud", "--peer", "time-servers=cloud", "--from", "8.8.8.8", "--port", "3478", "--protocol", "udp");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "stays closed until stun.starface.com has addresses", result.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_no_service_has_is_refused_with_the_nearest()
    {
        var result = Tool.Run("explain", "--stack", "demo-aws", "--to", "licence.starface.de", "--port", "443");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("did you mean 'license.starface.de'?", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void People_read_the_verdict_first()
    {
        var allowed = Tool.Run("explain", "--stack", "demo-aws", "--from", "203.0.113.7", "--port", "5061");
        var denied = Tool.Run("explain", "--stack", "demo-aws", "--from", "203.0.113.7", "--port", "22");

        Assert.Equal(0, allowed.ExitCode);
        Assert.StartsWith("allowed  demo-aws, policy cloud-pbx\n", allowed.Output, StringComparison.Ordinal);
        Assert.Equal(2, denied.ExitCode);
        Assert.StartsWith("denied  demo-aws, policy cloud-pbx\n", denied.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_needs_no_cloud_to_be_asked() =>
        Assert.Equal(0, Tool.Run("explain", "--policy", "yealink-phone-network", "--to", "192.0.2.1", "--port", "8443").ExitCode);

    private static JsonElement Ask(int exitCode, params string[] question)
    {
        var result = Tool.Run(["explain", "--stack", "demo-aws", .. question, "--format", "json"]);
        Assert.Equal("", result.Error);
        Assert.Equal(exitCode, result.ExitCode);
        return JsonDocument.Parse(result.Output).RootElement.Clone();
    }
}
