using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;

namespace Starface.Infra.Tests;

/// <summary>The stack program looks up what its last update permitted, and refuses to cut what must never be cut.</summary>
public sealed class NeverCutTests
{
    private const string Marked = """["web-interface"]""";

    [Fact]
    public async Task The_first_update_cuts_nothing_and_puts_out_what_is_marked()
    {
        var mocks = First();

        var outputs = await RunAsync(mocks, Instances("10.8.0.0/16"));

        Assert.All(mocks.Calls, call =>
        {
            Assert.Equal(RecordingMocks.ReadStackOutputs, call.Token);
            Assert.Equal("organization/starface/stack", call.Args["name"]);
        });
        Assert.Equal(
            ["web-interface: inbound tcp 10.8.0.0/16 80, inbound tcp 10.8.0.0/16 443"],
            (await StackOutput.NeverCutAsync(outputs["one-neverCut"])).Select(
                service => $"{service.Key}: {string.Join(", ", service.Value)}"));
    }

    [Fact]
    public async Task The_same_update_again_goes_through()
    {
        var mocks = await AfterAsync(Instances("10.8.0.0/16"));

        await RunAsync(mocks, Instances("10.8.0.0/16"));

        Assert.Contains(mocks.Registrations, registration => registration.Name == "one-in-tcp-443-10.8.0.0-16");
    }

    [Fact]
    public async Task An_update_that_cuts_is_refused_before_a_resource_is_registered()
    {
        var mocks = await AfterAsync(Instances("10.8.0.0/16"));

        var refusal = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks, Instances("10.8.0.0/17")));

        Assert.Contains(
            "one would cut web-interface, which must never be cut: inbound tcp 10.8.128.0/17 80; inbound tcp 10.8.128.0/17 443; "
                + "keep it allowed, or allow the cut for this one update: starface:allowCut: [web-interface].",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.All(mocks.Registrations, registration => Assert.StartsWith("pulumi:pulumi:", registration.Type, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cut_that_the_configuration_names_goes_through()
    {
        var mocks = await AfterAsync(Instances("10.8.0.0/16"));

        await RunAsync(mocks, With(Instances("10.8.0.0/17"), ("starface:allowCut", Marked)));

        Assert.Contains(mocks.Registrations, registration => registration.Name == "one-in-tcp-443-10.8.0.0-17");
    }

    [Fact]
    public async Task A_removed_instance_cuts_its_flows()
    {
        var mocks = await AfterAsync(Instances("10.8.0.0/16", "10.9.0.0/16"));

        var refusal = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks, Instances("10.8.0.0/16")));

        Assert.Contains("two would cut web-interface", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("one would cut", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_whose_deletion_failed_is_asked_about_again()
    {
        // The engine keeps the outputs that an update which failed did not write: those of the removed instance.
        var both = (await AfterAsync(Instances("10.8.0.0/16", "10.9.0.0/16"))).StackOutputs!;
        var one = (await AfterAsync(Instances("10.8.0.0/16"))).StackOutputs!;
        var mocks = new RecordingMocks { StackOutputs = both.SetItems(one) };

        var refusal = await Assert.ThrowsAsync<RunException>(() => RunAsync(mocks, Instances("10.8.0.0/16")));
        await RunAsync(mocks, With(Instances("10.8.0.0/16"), ("starface:allowCut", Marked)));

        Assert.Contains("two would cut web-interface", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stack_without_marks_puts_none_out()
    {
        var mocks = new RecordingMocks();

        var outputs = await RunAsync(mocks, With(Instances("10.8.0.0/16"), ("starface:neverCut", "[]")));

        Assert.DoesNotContain("one-neverCut", outputs.Keys);
    }

    [Fact]
    public async Task What_cannot_be_found_out_is_no_permission_to_cut()
    {
        var unknown = new RecordingMocks();
        var foreign = new RecordingMocks { StackOutputs = ImmutableDictionary<string, object>.Empty.Add("one-neverCut", "web") };

        Assert.Contains(
            "has no outputs, so what this update cuts",
            (await Assert.ThrowsAsync<RunException>(() => RunAsync(unknown, Instances("10.8.0.0/16")))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "'one-neverCut'",
            (await Assert.ThrowsAsync<RunException>(() => RunAsync(foreign, Instances("10.8.0.0/16")))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_the_last_update_registers_nothing()
    {
        var mocks = await AfterAsync(Instances("10.8.0.0/16"));

        await RunAsync(mocks, Instances("10.8.0.0/16"));

        Assert.DoesNotContain(
            mocks.Registrations,
            registration => registration.Type!.StartsWith("pulumi:", StringComparison.Ordinal)
                && registration.Type != "pulumi:pulumi:Stack");
    }

    private static RecordingMocks First() => new() { StackOutputs = ImmutableDictionary<string, object>.Empty };

    /// <summary>An engine that knows the outputs of an update.</summary>
    private static async Task<RecordingMocks> AfterAsync(Dictionary<string, string> config)
    {
        var outputs = await RunAsync(First(), config);
        return new RecordingMocks { StackOutputs = await StackOutput.RecordedAsync(outputs) };
    }

    private static Dictionary<string, string> Instances(params string[] vpns) => new()
    {
        ["starface:cloud"] = "aws",
        ["starface:policy"] = "cloud-pbx-vpn",
        ["starface:neverCut"] = Marked,
        ["starface:peers"] = """{"resolvers":["192.0.2.53"],"time-servers":["192.0.2.123"]}""",
        ["starface:instances"] = "["
            + string.Join(",", vpns.Zip(["one", "two"], (vpn, name) => $$$"""{"name":"{{{name}}}","peers":{"vpn":["{{{vpn}}}"]}}"""))
            + "]",
    };

    private static Dictionary<string, string> With(Dictionary<string, string> config, (string Key, string Value) entry) =>
        new(config) { [entry.Key] = entry.Value };

    private static async Task<IDictionary<string, object?>> RunAsync(RecordingMocks mocks, Dictionary<string, string> config) =>
        (await StackConfiguration.RunAsync(
            config,
            () => Deployment.TestAsync(
                mocks,
                new TestOptions { IsPreview = false, StackName = "stack", ProjectName = "starface", OrganizationName = "organization" },
                PolicyProgram.RunAsync))).Outputs;
}
