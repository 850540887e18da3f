using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>The tests that a stack's file has: <c>starface:tests</c>.</summary>
public sealed class StackTestTests : IDisposable
{
    private const string Tests =
        """
          starface:tests:
            - allow: outbound udp 53 to resolvers
            - deny: inbound tcp 22 from anywhere
            - deny: inbound tcp 443 from 10.0.0.0/8

        """;

    private readonly TemporaryFolder _folder = new();

    public StackTestTests() => _folder.Write("Pulumi.yaml", "name: starface\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_test_that_fails_is_an_error_at_its_line()
    {
        _folder.Write("Pulumi.tested.yaml", StackText.Good + Tests);

        var result = Run("check");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith(
            "error SFP8001  Pulumi.tested.yaml:11:13\n  tested: Test 'deny: inbound tcp 443 from 10.0.0.0/8' fails: 10.8.0.0/16 of it is",
            result.Output,
            StringComparison.Ordinal);
        Assert.Contains(": 1 error, ", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_cannot_be_accepted()
    {
        _folder.Write("Pulumi.tested.yaml", StackText.Good + Tests);
        _folder.Write(
            "policy-accept.yaml", "accept:\n  - id: SFP8001\n    instance: tested\n    reason: none\n    until: 2099-12-31\n");

        Assert.Equal(2, Run("check").ExitCode);
    }

    [Fact]
    public void Preview_tells_how_many_hold_and_what_is_wrong_with_the_others()
    {
        _folder.Write("Pulumi.tested.yaml", StackText.Good + Tests);

        var result = Run("preview", "--stack", "tested");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Tests       2 of 3 tests hold\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("error     SFP8001  Test 'deny: inbound tcp 443 from 10.0.0.0/8' fails", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tests_that_hold_fail_nothing()
    {
        _folder.Write(
            "Pulumi.tested.yaml", StackText.Good + Tests.Replace("443 from 10.0.0.0/8", "443 from 11.0.0.0/8", StringComparison.Ordinal));

        Assert.Contains("Tests       3 tests hold\n", Run("preview", "--stack", "tested").IsFine().Output, StringComparison.Ordinal);
        Run("check").IsFine();
    }

    [Fact]
    public void Programs_read_the_result_of_each_test()
    {
        _folder.Write("Pulumi.tested.yaml", StackText.Good + Tests);

        using var json = JsonDocument.Parse(Run("preview", "--stack", "tested", "--format", "json").Output);

        Assert.Equal(
            [
                "allow outbound udp 53 to resolvers holds",
                "deny inbound tcp 22 from anywhere holds",
                "deny inbound tcp 443 from 10.0.0.0/8 fails",
            ],
            json.RootElement.GetProperty("stacks")[0].GetProperty("tests").EnumerateArray().Select(test =>
                $"{test.GetProperty("expectation")} {test.GetProperty("flows")} {test.GetProperty("result")}"));
    }

    [Fact]
    public void What_is_wrong_with_a_test_is_told_at_its_place()
    {
        _folder.Write("Pulumi.tested.yaml", StackText.Good + Tests.Replace("resolvers", "resolver", StringComparison.Ordinal));

        Assert.Contains(
            "error SFP5006  Pulumi.tested.yaml:9:14\n  starface:tests[0].allow: Policy 'cloud-pbx-vpn' has no peer group 'resolver'",
            Run("check").Output,
            StringComparison.Ordinal);
    }

    private CliResult Run(params string[] args) => Tool.RunIn(_folder.Environment, args);
}
