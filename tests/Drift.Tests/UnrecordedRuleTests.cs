using System.Text.Json;
using System.Text.Json.Nodes;
using Starface.Policy.Clouds.Aws;

namespace Starface.Drift.Tests;

/// <summary>
/// Rules that a killed update made and did not record: the cloud is in sync, and the next update is refused. They are named with the
/// commands that import or remove them.
/// </summary>
public sealed class UnrecordedRuleTests
{
    private const string Group = "sg-00000000";
    private const string Parent =
        "urn:pulumi:dev::starface::starface:index:InstanceSecurityGroup$starface:index:PolicySecurityGroup::customer-01";

    [Fact]
    public void A_planned_rule_that_the_given_state_does_not_have_is_named_and_the_cloud_is_in_sync()
    {
        using var run = Killed(out var name, out var id);

        var (code, text) = run.Run("--state", "state.json");

        Assert.Equal(0, code);
        Assert.Contains("customer-01: in sync", text, StringComparison.Ordinal);
        Assert.Contains(
            $"The cloud has planned rules that the stack's state does not have, as after an update that was killed: {name};",
            text,
            StringComparison.Ordinal);
        var (_, json) = run.Run("--state", "state.json", "--format", "json");
        var instance = JsonDocument.Parse(json).RootElement.GetProperty("instances")[0];
        var rule = Assert.Single(instance.GetProperty("unrecorded").EnumerateArray());
        Assert.Equal((Group, id, name), (Text("group"), Text("rule"), Text("name")));

        string Text(string member) => rule.GetProperty(member).GetString()!;
    }

    [Fact]
    public void The_revert_plan_imports_it_into_its_place_unprotected_or_removes_it()
    {
        using var run = Killed(out var name, out var id);

        var lines = run.Run("--state", "state.json", "--revert-plan").Text.Split('\n');

        Assert.Contains(
            $"pulumi import {AwsTypes.IngressRule} {name} {id} --parent parent='{Parent}' --protect=false --generate-code=false "
                + "--stack one",
            lines);
        Assert.Contains(
            $"# Or remove it right before 'pulumi up', which interrupts what it permits: aws ec2 revoke-security-group-ingress --group-id "
                + $"{Group} --security-group-rule-ids {id}",
            lines);
        Assert.DoesNotContain("# Nothing to revert.", lines);
    }

    [Theory]
    [InlineData("urn:pulumi:dev::starface::pulumi:pulumi:Stack::starface-dev", null, null, null)]
    [InlineData(Parent, "urn:pulumi:dev::starface::pulumi:providers:aws::default_7_48_0::0f", Parent, null)]
    [InlineData(
        Parent, "urn:pulumi:dev::starface::pulumi:providers:aws::customer-x::0f", Parent,
        "urn:pulumi:dev::starface::pulumi:providers:aws::customer-x")]
    public void The_import_names_the_component_and_the_provider_that_are_not_the_default(
        string stateParent, string? stateProvider, string? parent, string? provider)
    {
        using var run = Killed(out _, out _, stateParent, stateProvider);

        var line = Assert.Single(
            run.Run("--state", "state.json", "--revert-plan").Text.Split('\n'),
            line => line.StartsWith("pulumi import", StringComparison.Ordinal));

        Assert.Equal(parent is null ? null : $"parent='{parent}'", After(line, "--parent "));
        Assert.Equal(provider is null ? null : $"provider={provider}", After(line, "--provider "));
    }

    [Fact]
    public void A_refreshed_state_by_itself_tells_of_the_rule_without_its_id()
    {
        using var run = Killed(out var name, out _);
        run.Files["groups.json"] = JsonNode.Parse(File.ReadAllText(run.PathOf("state.json")))!;
        run.Files.Remove("rules.json");

        var (_, text) = run.Run("--revert-plan", "--scope", "group");

        Assert.Contains($"pulumi import {AwsTypes.IngressRule} {name} RULE-ID --parent ", text, StringComparison.Ordinal);
        Assert.Contains(
            $"Find it: aws ec2 describe-security-group-rules --filters Name=group-id,Values={Group}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_state_has_and_what_is_not_planned_are_not_left_over()
    {
        using var run = Killed(out _, out _);
        run.Write("state.json", StateJson.From(run.Plan, Group).ToJsonString());
        Assert.DoesNotContain("SFP6020", run.Run("--state", "state.json", "--format", "json").Text, StringComparison.Ordinal);

        // Drift is another matter: a rule that is not planned is removed, and no update makes it.
        run.Files.Remove("rules.json");
        run.Rules.Add(LiveRun.Permission("tcp", 22, 22, "198.51.100.7/32"));
        Assert.Equal(2, run.Run("--state", "state.json").Code);
        Assert.DoesNotContain("pulumi import", run.Run("--state", "state.json", "--revert-plan").Text, StringComparison.Ordinal);
    }

    /// <summary>
    /// A cloud as planned, and the state of an update that was killed before it recorded the first rule. A refresh lists the rule in the
    /// group.
    /// </summary>
    private static LiveRun Killed(out string name, out string id, string parent = Parent, string? provider = null)
    {
        var run = LiveRun.Aws();
        run.Files["rules.json"] = LiveJson.AwsRules(run.Plan, Group);
        var state = StateJson.From(run.Plan, Group);
        var resources = StateJson.Resources(state);
        resources[0]["parent"] = parent;
        if (provider is not null) resources[0]["provider"] = provider;
        var lost = resources.First(resource => resource["type"]!.GetValue<string>() == AwsTypes.IngressRule);
        name = lost["urn"]!.GetValue<string>().Split("::")[^1];
        id = lost["id"]!.GetValue<string>();
        ((JsonArray)state["deployment"]!["resources"]!).Remove(lost);
        run.Write("state.json", state.ToJsonString());
        return run;
    }

    private static string? After(string line, string option)
    {
        var at = line.IndexOf(option, StringComparison.Ordinal);
        return at < 0 ? null : line[(at + option.Length)..].Split(' ')[0];
    }
}
