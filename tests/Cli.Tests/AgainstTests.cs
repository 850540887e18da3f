using System.Text.Json;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>Plans that would cut what must never be cut are refused, whatever says what is permitted now.</summary>
public sealed class AgainstTests
{
    private const string Now =
        """
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx-vpn
          starface:neverCut: [web-interface]
          starface:peers:
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]
          starface:instances:
            - name: one
              peers: { vpn: [10.8.0.0/16] }
            - name: two
              peers: { vpn: [10.9.0.0/16] }
        """;

    private static readonly string Narrowed = Now.Replace("10.8.0.0/16", "10.8.0.0/17", StringComparison.Ordinal);
    private static readonly string WithoutTheSecond = Now[..Now.IndexOf("\n    - name: two", StringComparison.Ordinal)];

    [Fact]
    public void A_preview_that_cuts_is_shown_and_refused()
    {
        using var folder = Saved(Narrowed);

        var refused = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "now.json", "--format", "json");

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal(
            "error SFP4008: one would cut web-interface, which must never be cut: inbound tcp 10.8.128.0/17 80; inbound tcp 10.8.128.0/17 "
            + "443; keep it allowed, or use --allow-cut web-interface.\n",
            refused.Error);
        var cut = Assert.Single(JsonDocument.Parse(refused.Output).RootElement.GetProperty("neverCut").EnumerateArray());
        Assert.Equal(("one", "web-interface"), (cut.GetProperty("instance").GetString(), cut.GetProperty("service").GetString()));
        Assert.All(
            cut.GetProperty("flows").EnumerateArray(), flow => Assert.Equal("10.8.128.0/17", flow.GetProperty("remote").GetString()));
    }

    [Fact]
    public void A_cut_that_is_named_goes_through()
    {
        using var folder = Saved(Narrowed);

        Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "now.json", "--allow-cut", "web-interface").IsFine();
        Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "now.json", "--allow-cut", "sip").IsRefused("web-interface");
    }

    [Fact]
    public void A_program_that_cuts_is_not_written()
    {
        using var folder = Saved(Narrowed);

        Tool.RunIn(folder.Environment, "compile", "--stack", "s", "--against", "now.json", "--output", "out")
            .IsError("one would cut web-interface", "--allow-cut web-interface");
        Assert.DoesNotContain("out", folder.Files);

        Tool.RunIn(
            folder.Environment,
            "compile",
            "--stack",
            "s",
            "--against",
            "now.json",
            "--allow-cut",
            "web-interface",
            "--output",
            "out").IsFine();
        Assert.Contains("out", folder.Files);
    }

    [Fact]
    public void An_instance_that_goes_is_a_cut_unless_it_was_not_selected()
    {
        using var folder = Saved(WithoutTheSecond);

        Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "now.json").IsRefused("two would cut web-interface");
        Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--name", "one", "--against", "now.json").IsFine();
    }

    /// <summary>The first update of the program deletes every instance that the program lacks.</summary>
    [Fact]
    public void A_program_of_one_instance_cuts_the_others_of_its_stack()
    {
        using var folder = Saved(Now);
        string[] compile = ["compile", "--stack", "s", "--name", "one", "--against", "now.json", "--output", "out"];

        Tool.RunIn(folder.Environment, compile).IsError("two would cut web-interface", "The instance 'two' is not there any more");
        Tool.RunIn(folder.Environment, [.. compile, "--allow-cut", "web-interface", "--allow-cut", "resource:two"]).IsFine();
    }

    /// <summary>A file has the plans of several stacks. An instance that its stack no longer has is reported.</summary>
    [Theory]
    [InlineData("preview --all")]
    [InlineData("preview --stack s")]
    [InlineData("check")]
    [InlineData("check --stack s")]
    [InlineData("compile --stack s --output out")]
    public void Of_several_stacks_an_instance_that_goes_is_told(string command)
    {
        using var folder = Saved(Now);
        folder.Write(
            "Pulumi.other.yaml",
            Now.Replace("name: one", "name: three", StringComparison.Ordinal).Replace("name: two", "name: four", StringComparison.Ordinal));
        string[] arguments = [.. command.Split(' '), "--against", "all.json"];
        folder.Write("all.json", Tool.RunIn(folder.Environment, "preview", "--all", "--format", "json").IsFine().Output);
        Assert.Equal(0, Tool.RunIn(folder.Environment, arguments).ExitCode);

        foreach (var changed in new[] { WithoutTheSecond, Now.Replace("name: two", "name: five", StringComparison.Ordinal) })
        {
            folder.Write("Pulumi.s.yaml", changed);
            var result = Tool.RunIn(folder.Environment, arguments);
            Assert.NotEqual(0, result.ExitCode);
            Assert.Contains("The instance 'two' is not there any more", result.Output + result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_instance_that_moves_to_another_stack_is_told()
    {
        using var folder = Saved(WithoutTheSecond);
        folder.Write("Pulumi.other.yaml", WithoutTheSecond.Replace("name: one", "name: three", StringComparison.Ordinal));
        folder.Write("all.json", Tool.RunIn(folder.Environment, "preview", "--all", "--format", "json").IsFine().Output);
        folder.Write("Pulumi.s.yaml", WithoutTheSecond.Replace("name: one", "name: three", StringComparison.Ordinal));
        folder.Write("Pulumi.other.yaml", WithoutTheSecond);

        var result = Tool.RunIn(folder.Environment, "preview", "--all", "--against", "all.json");

        Assert.Contains("SFP4016", result.Error, StringComparison.Ordinal);
        Assert.Contains("(stack: 's' -> 'other')", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_that_the_other_side_does_not_know_is_pointed_out()
    {
        using var folder = Saved(Now.Replace("name: two", "name: three", StringComparison.Ordinal));

        var result = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--name", "three", "--against", "now.json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("warning: now.json has no instance 'three', so its plan cannot cut anything.\n", result.Error);
    }

    [Fact]
    public void A_described_instance_is_compared_with_the_only_one_there_is()
    {
        using var folder = Saved(Now);
        folder.Write(
            "one.json", Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--name", "one", "--format", "json").IsFine().Output);
        string[] described =
        [
            "--policy", "cloud-pbx-vpn", "--cloud", "aws", "--name", "other", "--peer", "vpn=10.8.0.0/17", "--peer", "resolvers=192.0.2.53",
            "--peer", "time-servers=192.0.2.123",
        ];

        Tool.RunIn(folder.Environment, ["preview", .. described, "--against", "one.json"]).IsRefused("other would cut web-interface");
    }

    [Fact]
    public void A_bad_file_does_not_make_its_instances_look_removed()
    {
        using var folder = Saved(Now);
        folder.Write("Pulumi.s.yaml", Now.Replace("10.9.0.0/16", "10.9.0.1/16", StringComparison.Ordinal));
        folder.Write(
            "Pulumi.other.yaml",
            Now.Replace("name: one", "name: three", StringComparison.Ordinal).Replace("name: two", "name: four", StringComparison.Ordinal));

        var result = Tool.RunIn(folder.Environment, "preview", "--all", "--against", "now.json");

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("would cut", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stays_is_no_cut()
    {
        using var folder = Saved(Now.Replace("10.8.0.0/16", "10.0.0.0/8", StringComparison.Ordinal));

        var result = Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "now.json", "--format", "json").IsFine();

        Assert.Empty(JsonDocument.Parse(result.Output).RootElement.GetProperty("neverCut").EnumerateArray());
    }

    [Fact]
    public void An_exported_state_says_what_is_permitted_and_what_of_it_is_marked()
    {
        using var folder = Saved(Narrowed);
        folder.Write(
            "state.json",
            """
            {"version":3,"deployment":{"resources":[
              {"urn":"urn:pulumi:s::starface::aws:ec2/securityGroup:SecurityGroup::one","type":"aws:ec2/securityGroup:SecurityGroup","custom":true,"id":"sg-1",
               "outputs":{"id":"sg-1","name":"one","vpcId":"vpc-1","tags":{"starface-policy:instance":"one"}}},
              {"urn":"urn:pulumi:s::starface::aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::r","type":"aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule","custom":true,"id":"sgr-1",
               "outputs":{"id":"sgr-1","securityGroupId":"sg-1","ipProtocol":"tcp","fromPort":443,"toPort":443,"cidrIpv4":"10.8.0.0/16","description":"[never cut] web-interface: row 443"}}
            ]}}
            """);

        Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--against", "state.json")
            .IsRefused("one would cut web-interface", "inbound tcp 10.8.128.0/17 443");
    }

    [Fact]
    public void Allowing_a_cut_without_a_comparison_is_a_problem()
    {
        using var folder = Saved(Now);

        Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--allow-cut", "web-interface")
            .IsError("--allow-cut does nothing without --against");
    }

    /// <summary>A folder whose plan of before is saved, with the stack as it is to be.</summary>
    private static TemporaryFolder Saved(string next)
    {
        var folder = new TemporaryFolder();
        folder.Write("Pulumi.yaml", "name: starface\n");
        folder.Write("Pulumi.s.yaml", Now);
        folder.Write("now.json", Tool.RunIn(folder.Environment, "preview", "--stack", "s", "--format", "json").IsFine().Output);
        folder.Write("Pulumi.s.yaml", next);
        return folder;
    }
}
