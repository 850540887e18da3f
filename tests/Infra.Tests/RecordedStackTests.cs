using System.Collections.Immutable;
using Pulumi;
using Pulumi.Testing;

namespace Starface.Infra.Tests;

/// <summary>What the engine has recorded of the stack, and what is said when it cannot be read.</summary>
public sealed class RecordedStackTests
{
    private const string Consequence = "so nothing can be done";

    private static readonly ImmutableDictionary<string, object> Outputs =
        ImmutableDictionary<string, object>.Empty.Add("one-groupId", "sg-1");

    [Theory]
    [InlineData(
        """Status(StatusCode="Unknown", Detail="invocation of f returned an error: passphrase must be set.")""",
        "invocation of f returned an error: passphrase must be set.")]
    [InlineData(
        """Status(StatusCode="Unavailable", Detail="Error ("x")", DebugException="System.IO.IOException: y")""", """Error ("x").""")]
    [InlineData("unknown stack\n  at Go.\n", "unknown stack   at Go.")]
    public async Task A_refusal_is_one_sentence_with_the_engines_words(string refusal, string words)
    {
        var mocks = new RecordingMocks { OnCall = _ => throw new InvalidOperationException(refusal) };

        var error = await Assert.ThrowsAsync<RunException>(() => ReadOutputsAsync(mocks, "acme"));

        Assert.Equal(
            $"What the last update recorded of stack 'acme/starface/prod' cannot be read, so nothing can be done: {words}", error.Message);
        Assert.Single(mocks.Calls);
    }

    [Fact]
    public async Task A_backend_without_projects_is_asked_by_the_stacks_own_name()
    {
        var mocks = new RecordingMocks
        {
            StackOutputs = Outputs,
            OnCall = call => ((string)call.Args["name"]).Contains('/', StringComparison.Ordinal)
                ? throw new InvalidOperationException("a stack name may only contain alphanumeric, hyphens, underscores, or periods")
                : null,
        };

        Assert.Equal(Outputs, await ReadOutputsAsync(mocks, "organization"));
        Assert.Equal(["organization/starface/prod", "prod"], mocks.Calls.Select(call => call.Args["name"]));
    }

    [Fact]
    public async Task A_backend_that_refuses_both_names_is_quoted_about_the_full_one()
    {
        var mocks = new RecordingMocks { OnCall = call => throw new InvalidOperationException($"no {call.Args["name"]}") };

        var error = await Assert.ThrowsAsync<RunException>(() => ReadOutputsAsync(mocks, "organization"));

        Assert.EndsWith(": no organization/starface/prod.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_self_managed_backend_is_not_asked_for_resources_before_anything_is_recorded()
    {
        var mocks = new RecordingMocks { StackOutputs = ImmutableDictionary<string, object>.Empty };

        Assert.Null(await ReadResourcesAsync(mocks));
        Assert.Equal([RecordingMocks.ReadStackOutputs], mocks.Calls.Select(call => call.Token));
    }

    [Fact]
    public async Task Pulumi_Cloud_is_asked_for_resources_of_a_stack_without_outputs_as_well()
    {
        var empty = ImmutableDictionary<string, object>.Empty;
        var mocks = new RecordingMocks { ResourceOutputs = empty.Add("urn", empty) };

        Assert.Equal("urn", Assert.Single((await ReadResourcesAsync(mocks, "acme"))!).Key);
        Assert.Equal([RecordingMocks.ReadStackResourceOutputs], mocks.Calls.Select(call => call.Token));
    }

    [Fact]
    public async Task Resources_are_given_by_urn_with_their_outputs()
    {
        const string Urn = "urn:pulumi:prod::starface::aws:ec2/securityGroup:SecurityGroup::one";
        var mocks = new RecordingMocks
        {
            StackOutputs = Outputs,
            ResourceOutputs = ImmutableDictionary<string, object>.Empty.Add(
                Urn,
                ImmutableDictionary<string, object>.Empty
                    .Add("type", "aws:ec2/securityGroup:SecurityGroup")
                    .Add("outputs", ImmutableDictionary<string, object>.Empty.Add("vpcId", "vpc-1"))),
        };

        var resource = Assert.Single((await ReadResourcesAsync(mocks))!);

        Assert.Equal((Urn, "vpc-1"), (resource.Key, resource.Value["vpcId"]));
        Assert.Equal(RecordingMocks.ReadStackResourceOutputs, mocks.Calls[1].Token);
        Assert.Equal("organization/starface/prod", mocks.Calls[1].Args["stackName"]);
    }

    private static Task<ImmutableDictionary<string, object>> ReadOutputsAsync(RecordingMocks mocks, string organization) =>
        RunAsync(mocks, organization, () => RecordedStack.ReadOutputsAsync(Consequence));

    private static Task<ImmutableDictionary<string, ImmutableDictionary<string, object>>?> ReadResourcesAsync(
        RecordingMocks mocks, string organization = "organization") =>
        RunAsync(mocks, organization, () => RecordedStack.ReadResourcesAsync(Consequence));

    private static async Task<T> RunAsync<T>(RecordingMocks mocks, string organization, Func<Task<T>> read)
    {
        var result = default(T);
        await Deployment.TestAsync(
            mocks,
            new TestOptions { IsPreview = false, StackName = "prod", ProjectName = "starface", OrganizationName = organization },
            async () => result = await read());
        return result!;
    }
}
