using System.Text.Json.Nodes;
using Starface.Cli.Tests.Report;

namespace Starface.Drift.Tests;

/// <summary>The page of <c>report --live</c>, read back as a person reads it: it says of each interface what <c>drift</c> says.</summary>
public sealed class ReportLiveTests
{
    public static TheoryData<string, string, int> Cases => new()
    {
        { "in sync", "✔ in sync", 0 },
        { "a rule more", "✖ drift", 2 },
        { "a rule less", "✖ drift", 2 },
        { "an ACL denies", "✖ drift", 2 },
        { "another group", "✖ drift", 2 },
        { "an ACL was not read", "? unknown", 1 },
        { "a second interface", "✔ in sync", 0 },
        { "in sync on Azure", "✔ in sync", 0 },
        { "a rule more on Azure", "✖ drift", 2 },
        { "admin rules were not read", "? unknown", 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_page_says_of_each_interface_and_layer_what_drift_says(string name, string status, int exitCode)
    {
        using var run = Live(name);
        run.Run("drift", "--format", "json");
        var known = JsonNode.Parse(run.Data)!["instances"]![0]!;

        var code = run.Run("report").Code;

        var page = new PageReader(run.Data);
        var shown = page.Instances.Single();
        Assert.Equal(exitCode, code);
        Assert.Contains(status, page.Row(run.Plan.Name), StringComparison.Ordinal);
        Assert.StartsWith(status, page.Compared(shown), StringComparison.Ordinal);
        Assert.NotEmpty(known["interfaces"]!.AsArray());
        Assert.Equal(
            known["interfaces"]!.AsArray().Select(place => (Text(place!, "id"), Text(place!, "status"))),
            page.Interfaces(shown).Select(place => (place.Id, place.Status)));
        Assert.Equal(
            known["interfaces"]!.AsArray().Select(place => place!["layers"]!.AsArray().Select(
                layer => (Text(layer!, "title"), layer!["known"]!.GetValue<bool>()))),
            page.Interfaces(shown).Select(place => place.Layers));
    }

    [Theory]
    [InlineData("a rule more", "+ open beyond the plan", "198.18.0.0/24", "tcp 22")]
    [InlineData("a rule less", "− missing", "phones cannot register", "udp")]
    [InlineData("an ACL denies", "− missing", "acl-0a", "10000-20000")]
    [InlineData("another group", "+ open beyond the plan", "sg-0000debug", "tcp 22")]
    [InlineData("an ACL was not read", "? unknown", "ACL", "")]
    [InlineData("a rule more on Azure", "+ open beyond the plan", "debug", "tcp 22")]
    public void Each_difference_says_what_it_is_and_where_it_comes_from(string name, string kind, string who, string what)
    {
        using var run = Live(name);

        run.Run("report");

        var page = new PageReader(run.Data);
        Assert.Contains(page.Differences(page.Instances.Single()), line => line.Kind == kind
            && line.Text.Contains(who, StringComparison.Ordinal) && line.Text.Contains(what, StringComparison.Ordinal));
    }

    [Fact]
    public void Accepted_drift_is_in_sync_and_says_why_it_is_accepted()
    {
        using var run = Live("a rule more");
        run.Write(
            "drift-ignore.yaml",
            "ignore:\n  - flow: inbound tcp 198.18.0.0/24 22\n    reason: OPS-4711, remote support\n    owner: alice\n"
                + "    expires: 2099-01-01\n");

        var code = run.Run("report").Code;

        var page = new PageReader(run.Data);
        var shown = page.Instances.Single();
        Assert.Equal(0, code);
        Assert.StartsWith("✔ in sync", page.Compared(shown), StringComparison.Ordinal);
        Assert.Contains(page.Differences(shown), line => line.Text.Contains("OPS-4711, remote support", StringComparison.Ordinal));
    }

    private static LiveRun Live(string name)
    {
        var run = name.EndsWith("Azure", StringComparison.Ordinal) || name.StartsWith("admin", StringComparison.Ordinal)
            ? LiveRun.Azure()
            : LiveRun.Aws();
        switch (name)
        {
            case "a rule more":
                run.Rules.Add(LiveRun.Permission("tcp", 22, 22, "198.18.0.0/24"));
                break;
            case "a rule less":
                run.Rules.Remove(run.Rules.First(
                    rule => (string?)rule!["IpProtocol"] == "udp" && rule["FromPort"]?.GetValue<int>() == 5060));
                break;
            case "an ACL denies":
                run.Files["acls.json"] = new JsonObject
                {
                    ["NetworkAcls"] = new JsonArray(LiveRun.AwsAcl(
                        "acl-0a", "subnet-0a", LiveRun.Entry(90, "deny", egress: false, "0.0.0.0/0", "17", 10000, 20000))),
                };
                break;
            case "another group":
                var debug = LiveRun.AwsGroup("sg-0000debug");
                debug["IpPermissions"] = new JsonArray(LiveRun.Permission("tcp", 22, 22, "198.18.0.0/24"));
                run.Files["groups.json"]["SecurityGroups"]!.AsArray().Add(debug);
                run.Files["interfaces.json"]["NetworkInterfaces"] =
                    new JsonArray(LiveRun.AwsInterface("eni-0a", "sg-00000000", "sg-0000debug"));
                break;
            case "an ACL was not read":
                run.Files.Remove("acls.json");
                break;
            case "a second interface":
                run.Files["interfaces.json"]["NetworkInterfaces"]!.AsArray().Add(LiveRun.AwsInterface("eni-0b", "sg-00000000"));
                break;
            case "a rule more on Azure":
                run.Rules.Add(LiveJson.CustomRule("debug", "Inbound", "Allow", 4000, "Tcp", "198.18.0.0/24", "22"));
                break;
            case "admin rules were not read":
                run.Files.Remove("pbx-network.admin-rules.json");
                break;
        }

        return run;
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();
}
