using System.Text.Json;
using System.Xml.Linq;
using Starface.Cli.Tests.Support;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Cli.Tests.Report;

/// <summary>
/// Three people's questions, answered from the page alone as docs/report.md says, and held against what is planned: who can reach SIP on
/// customer-17, why is 5222 open, what did last week's change open.
/// </summary>
public sealed class ThreeQuestionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ThreeQuestionsTests()
    {
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        foreach (var stack in new[] { "demo-aws", "demo-azure" })
            _folder.Write($"Pulumi.{stack}.yaml", File.ReadAllText(Path.Combine(Checkout.Root, "src", "Infra", $"Pulumi.{stack}.yaml")));
        for (var i = 14; i <= 18; i++) WriteCustomer(i, $"10.8.{i}.0/24");
    }

    public void Dispose() => _folder.Dispose();

    // Every row of the inbound matrix with the port has those who reach it; "Who is who" and "Hosts that services name" have their
    // addresses.
    [Theory]
    [InlineData("customer-17", "sip")]
    [InlineData("demo-aws", "sip")]
    [InlineData("demo-azure", "sip", "starface-connect")]
    public void Who_can_reach_SIP(string instance, params string[] services)
    {
        var page = Page("report", "--all");

        var rows = page.Section(instance).Descendants("h5").Single(head => head.Value == "Inbound: who may connect to the PBX")
            .ElementsAfterSelf("div").First().Descendants("tbody").Elements("tr")
            .Where(row => row.Descendants("summary").Any(cell => cell.Value.Contains("5060", StringComparison.Ordinal)));
        var sip = FlowSet.From(
            from address in new[] { "0.0.0.0/0", "::/0" }
            from protocol in new[] { Protocol.Tcp, Protocol.Udp }
            select new FlowRange(Direction.Inbound, protocol, Prefix.Parse(address), new PortRange(5060, 5060)));
        var answer = page.Flows(instance).Intersect(sip);
        Assert.Equal(services, rows.Select(row => row.Element("th")!.Element("small")!.Value));
        Assert.Equal(PropertyFlows.Of(Planned(instance)).Intersect(sip), answer);
        Assert.NotEqual(FlowSet.Empty, answer);
    }

    [Theory]
    [InlineData("customer-17")]
    [InlineData("demo-aws")]
    public void Why_5222_is_open(string instance)
    {
        var section = Page("report", "--all").Section(instance);

        // Unfold the cell with the port: the reason, the row of the vendor's table, the rule; below, what makes it in the cloud.
        var item = section.Descendants("li").Single(row => row.Element("b")?.Value == "tcp 5222");
        Assert.Contains("Anmeldung der STARFACE Desktop Apps", item.Value, StringComparison.Ordinal);
        Assert.Contains("Rule: inbound tcp 5222", PageReader.Normal(item.Value), StringComparison.Ordinal);
        Assert.Contains(
            "Reason: Users carry the apps through mobile networks",
            PageReader.Normal(item.Parent!.Parent!.Value),
            StringComparison.Ordinal);
        const string Rule = "inbound tcp 5222, permits: ";
        var resources = section.Descendants("pre").Last().Value.Split('\n')
            .Single(line => line.StartsWith(Rule, StringComparison.Ordinal))[Rule.Length..];
        var planned = Planned(instance).GetProperty("resources").EnumerateArray()
            .Where(resource => resource.GetProperty("type").GetString()!.EndsWith(":SecurityGroupIngressRule", StringComparison.Ordinal)
                && resource.GetProperty("properties").GetProperty("fromPort").GetInt32() <= 5222
                && resource.GetProperty("properties").GetProperty("toPort").GetInt32() >= 5222
                && resource.GetProperty("properties").GetProperty("ipProtocol").GetString() == "tcp")
            .Select(resource => resource.GetProperty("name").GetString()!);
        Assert.Equal(planned.Order(StringComparer.Ordinal), resources.Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_last_weeks_change_opened()
    {
        _folder.Write("before.json", Tool.RunIn(_folder.Environment, "preview", "--all", "--format", "json").IsFine().Output);
        var before = Stacks(_folder.Read("before.json"));
        WriteCustomer(17, "10.8.17.0/24, 192.0.2.64/27");
        WriteCustomer(18, "10.8.18.128/25");
        var after = Stacks(Tool.RunIn(_folder.Environment, "preview", "--all", "--format", "json").IsFine().Output);

        var page = Page("report", "--all", "--diff", "before.json");

        var names = after.Keys.Order(StringComparer.Ordinal).ToList();
        Assert.Equal(
            names.Where(name => after[name] != before[name])
                .Select(name => (name, after[name].Except(before[name]), before[name].Except(after[name]))),
            page.Changes.OrderBy(change => change.Instance, StringComparer.Ordinal));
        Assert.Equal(2, page.Changes.Count());
        Assert.Equal(names.Where(name => after[name] == before[name]), page.Unchanged.Order(StringComparer.Ordinal));
    }

    private PageReader Page(params string[] command) => new(Tool.RunIn(_folder.Environment, command).IsFine().Output);

    private JsonElement Planned(string stack)
    {
        var json = Tool.RunIn(_folder.Environment, "preview", "--stack", stack, "--format", "json").IsFine().Output;
        return JsonDocument.Parse(json).RootElement.GetProperty("stacks")[0];
    }

    private static Dictionary<string, FlowSet> Stacks(string json) => JsonDocument.Parse(json).RootElement.GetProperty("stacks")
        .EnumerateArray().ToDictionary(stack => stack.GetProperty("instance").GetString()!, PropertyFlows.Of, StringComparer.Ordinal);

    private void WriteCustomer(int number, string phones) => _folder.Write(
        $"Pulumi.customer-{number}.yaml",
        $"""
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx
          starface:peers:
            administrators: [203.0.113.0/26]
            phones: [{phones}]
            sip-providers: [198.51.100.{number}/32]
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]

        """);
}
