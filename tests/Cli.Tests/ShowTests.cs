using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

public sealed class ShowTests
{
    [Fact]
    public void A_policy_shows_its_rules_with_groups_hosts_and_rows()
    {
        var shown = Tool.Json("show", "cloud-pbx");
        var web = shown.GetProperty("rules").EnumerateArray().Single(rule => rule.Text("setting") == "WebPort");
        var license = shown.GetProperty("rules").EnumerateArray().Single(
            rule => rule.GetProperty("direction").GetString() == "outbound" && rule.Number("fromPort") == 8383);

        Assert.Equal(["administrators", "anywhere"], web.GetProperty("peers").EnumerateArray().Select(peer => peer.GetString()!).Order());
        Assert.Equal(["license.starface.de"], license.GetProperty("peers").EnumerateArray().Select(peer => peer.GetString()));
        Assert.Contains("8383", license.GetProperty("origins")[0].GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_decides_which_push_host_is_shown()
    {
        Assert.Contains("push-cluster.starface.de", Tool.Run("show", "cloud-pbx").IsFine().Output, StringComparison.Ordinal);
        var old = Tool.Run("show", "cloud-pbx", "--pbx-version", "7.0.0.8").IsFine().Output;
        Assert.Contains("push.starface.de", old, StringComparison.Ordinal);
        Assert.DoesNotContain("push-cluster", old, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_the_two_versions_the_push_service_is_said_to_open_nothing() =>
        Assert.Contains(
            "mobile-push opens nothing",
            Tool.Run("show", "cloud-pbx", "--pbx-version", "7.0.0.10").IsFine().Output,
            StringComparison.Ordinal);

    [Fact]
    public void A_service_can_be_shown_too()
    {
        Assert.Equal("stun", Tool.Json("show", "stun").GetProperty("id").GetString());
        Assert.Contains("stun.teamfon.com", Tool.Run("show", "stun").IsFine().Output, StringComparison.Ordinal);
        Assert.Contains("documentation of STARFACE NEON", Tool.Run("show", "neon").IsFine().Output, StringComparison.Ordinal);
    }
}
