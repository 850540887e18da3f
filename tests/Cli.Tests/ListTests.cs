using System.Text.Json;
using Starface.Cli.Tests.Support;
using Starface.Policies;

namespace Starface.Cli.Tests;

public sealed class ListTests
{
    [Fact]
    public void Every_requirement_of_every_service_is_a_row_of_the_json()
    {
        var services = Tool.Json("list").GetProperty("services").EnumerateArray().ToList();

        Assert.Equal(
            Catalog.Instance.Services.Select(service => service.Id), services.Select(service => service.GetProperty("id").GetString()));
        Assert.Equal(
            Catalog.Instance.Services.Select(service => service.Requirements.Length),
            services.Select(service => service.GetProperty("requirements").GetArrayLength()));
    }

    [Fact]
    public void A_requirement_has_the_keys_of_the_contract()
    {
        var web = Service("web-interface").GetProperty("requirements")[0];

        string[] contract = ["direction", "protocol", "fromPort", "toPort", "addresses", "unencrypted", "basis", "source"];
        Assert.All(contract, key => Assert.True(web.TryGetProperty(key, out _), key));
        Assert.Equal("inbound", web.GetProperty("direction").GetString());
        Assert.Equal("tcp", web.GetProperty("protocol").GetString());
    }

    [Fact]
    public void Tls_versions_hosts_settings_and_pbx_versions_are_in_the_json()
    {
        var apps = Service("apps").GetProperty("requirements").EnumerateArray().Single(row => row.Number("fromPort") == 443);
        Assert.Equal("1.2", apps.GetProperty("minimumTls").GetString());
        Assert.Equal("WebPort", apps.GetProperty("setting").GetString());

        var push = Service("mobile-push").GetProperty("requirements").EnumerateArray().ToList();
        Assert.Contains(push, row => row.Text("host") == "push.starface.de" && row.Text("until") == "7.0.0.8");
        Assert.Contains(push, row => row.Text("host") == "push-cluster.starface.de" && row.Text("since") == "7.0.0.19");

        Assert.Equal(12, Service("starface-connect").GetProperty("requirements")[0].GetProperty("addresses").GetArrayLength());
    }

    [Fact]
    public void Policies_name_each_allowed_service_with_every_peer_group()
    {
        var policy = Tool.Json("list").GetProperty("policies").EnumerateArray().Single(
            policy => policy.GetProperty("id").GetString() == "cloud-pbx");
        var allows = policy.GetProperty("allows").EnumerateArray().ToLookup(
            allow => allow.GetProperty("service").GetString()!,
            allow => allow.Text("peerGroup"));

        Assert.Equal(["phones", "sip-providers"], allows["sip"].Order());
        Assert.Equal(["anywhere"], allows["rtp-media"]);
        Assert.Equal([null], allows["license-server"]);
    }

    [Fact]
    public void The_tables_name_every_service_and_policy()
    {
        var words = Tool.Run("list").IsFine().Output.Split(' ', '\n');

        Assert.All(Catalog.Instance.Services, service => Assert.Contains(service.Id, words));
        Assert.All(Catalog.Instance.Policies, policy => Assert.Contains(policy.Definition.Id, words));
    }

    private static JsonElement Service(string id) =>
        Tool.Json("list").GetProperty("services").EnumerateArray().Single(service => service.GetProperty("id").GetString() == id);
}
