using System.Text.Json.Nodes;
using Starface.Drift.Reports;

namespace Starface.Drift.Tests;

/// <summary>What every format and message tells: accepted drift, wide exceptions, and what is wrong with a file.</summary>
public sealed class ToldEverywhereTests
{
    private const string Reason = "OPS-4711, remote support";

    public static TheoryData<string> Formats => new(ReportFormats.Names);

    [Theory]
    [MemberData(nameof(Formats))]
    public void Accepted_drift_is_told_in_every_format_and_changes_no_exit_code(string format)
    {
        using var run = Accepting("inbound tcp 198.18.0.0/24 22");
        var (code, text) = run.Run("--format", format);
        Assert.Equal(0, code);
        Assert.Contains(Reason, text, StringComparison.Ordinal);
        Assert.DoesNotContain("::error", text, StringComparison.Ordinal);
        Assert.DoesNotContain("type=error", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"severity\": \"critical\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepted_drift_is_a_suppressed_result_of_SARIF_with_the_fingerprint_that_it_has_without_the_entry()
    {
        using var run = Accepting("inbound tcp 198.18.0.0/24 22");
        var accepted = Result(run);
        var suppression = Assert.Single(accepted["suppressions"]!.AsArray())!;
        Assert.Equal(("external", "accepted"), (suppression["kind"]!.GetValue<string>(), suppression["status"]!.GetValue<string>()));
        Assert.Contains(Reason, suppression["justification"]!.GetValue<string>(), StringComparison.Ordinal);

        run.Write("drift-ignore.yaml", "ignore: []\n");
        var open = Result(run);
        Assert.Null(open["suppressions"]);
        Assert.Equal("error", open["level"]!.GetValue<string>());
        Assert.Equal(open["partialFingerprints"]!.ToJsonString(), accepted["partialFingerprints"]!.ToJsonString());
    }

    [Theory]
    [InlineData("inbound all 0.0.0.0/0")]
    [InlineData("outbound all ::/0")]
    public void An_entry_for_everything_is_a_warning(string flow)
    {
        using var run = Accepting(flow);
        Assert.Contains("SFP6019", run.Run("--format", "sarif").Text, StringComparison.Ordinal);
        Assert.Contains("every protocol and port of everyone", run.Run().Text, StringComparison.Ordinal);
        using var narrow = Accepting("inbound tcp 0.0.0.0/0");
        Assert.DoesNotContain("every protocol", narrow.Run().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "The file is empty", "export it again")]
    [InlineData("{\"SecurityGroups\":[{\"GroupId\":\"sg-1\"", "Incomplete JSON", "export it again")]
    [InlineData("{\"SecurityGroups\":[,]}", "Not valid JSON", "--output json")]
    [InlineData("{\"kind\":\"List\"}", "nothing this program knows", "aws ec2 describe-security-groups")]
    [InlineData("[1]", "nothing this program knows", "aws ec2 describe-security-groups")]
    [InlineData("SecurityGroups:\n- GroupId: x\n", "Not a JSON object or list", "--output json")]
    public void What_is_wrong_with_a_file_is_told_once_with_the_file_and_what_to_do(string content, string what, string fix)
    {
        using var run = LiveRun.Aws();
        run.Files.Clear();
        run.Write("odd.json", content);
        var (code, text) = run.Run("--live", "odd.json");
        Assert.Equal(1, code);
        var reason = Assert.Single(text.Split('\n'), line => line.Contains("? unknown", StringComparison.Ordinal));
        Assert.Contains("odd.json", reason, StringComparison.Ordinal);
        Assert.Contains(what, reason, StringComparison.Ordinal);
        Assert.Contains(fix, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.json", "cannot be read")]
    [InlineData(".", "It is a folder")]
    public void A_file_that_is_not_there_is_one_problem(string name, string what)
    {
        using var run = LiveRun.Aws();
        run.Files.Clear();
        var (code, text) = run.Run("--live", name);
        Assert.Equal(1, code);
        Assert.Contains(what, Assert.Single(
            text.Split('\n'), line => line.Contains("? unknown", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hyphen_is_standard_input()
    {
        using var run = LiveRun.Aws();
        run.Input = run.Files["groups.json"].ToJsonString();
        run.Files.Remove("groups.json");
        Assert.Equal(0, run.Run("--live", "-").Code);
        run.Input = "";
        var (code, text) = run.Run("--live", "-");
        Assert.Equal(1, code);
        Assert.Contains("standard input: The file is empty", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_is_named_twice_is_compared_once()
    {
        using var run = LiveRun.Azure();
        var id = LiveJson.AzureId(run.Plan);
        var (code, text) = run.Run("--group", id, "--group", id.ToUpperInvariant());
        Assert.Equal(0, code);
        Assert.Equal(2, text.Split(id).Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_denied_flow_names_the_layer_and_the_rule_or_that_there_is_none(bool isAws)
    {
        using var run = isAws ? LiveRun.Aws() : LiveRun.Azure();
        var (code, text) = run.Run("explain", "--from", "198.18.0.1", "--port", "22");
        Assert.Equal(2, code);
        var stop = isAws ? "security group sg-00000000, no rule" : "network security group";
        Assert.Contains($"denied by {stop}", text, StringComparison.Ordinal);
    }

    private static LiveRun Accepting(string flow)
    {
        var run = LiveRun.Aws();
        run.Rules.Add(LiveRun.Permission("tcp", 22, 22, "198.18.0.0/24"));
        run.Write("drift-ignore.yaml", $"""
            ignore:
              - flow: {flow}
                reason: {Reason}
                owner: alice
                expires: 2099-01-01
            """);
        return run;
    }

    private static JsonNode Result(LiveRun run)
    {
        var sarif = run.Run("--format", "sarif").Text;
        var json = JsonNode.Parse(sarif[..(sarif.LastIndexOf('}') + 1)])!;
        return Assert.Single(json["runs"]![0]!["results"]!.AsArray())!;
    }
}
