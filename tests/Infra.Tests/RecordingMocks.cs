using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace Starface.Infra.Tests;

/// <summary>Remembers every registration, and answers with the inputs as the state and with "NAME-id" as the identifier.</summary>
internal sealed class RecordingMocks : IMocks
{
    /// <summary>The engine's function that reads the outputs of a stack.</summary>
    public const string ReadStackOutputs = "pulumi:pulumi:readStackOutputs";

    /// <summary>The engine's function that reads the outputs of all resources of a stack.</summary>
    public const string ReadStackResourceOutputs = "pulumi:pulumi:readStackResourceOutputs";

    private readonly ConcurrentQueue<MockResourceArgs> _registrations = new();
    private readonly ConcurrentQueue<string> _answered = new();
    private readonly ConcurrentQueue<MockCallArgs> _calls = new();
    private readonly ConcurrentQueue<MockRegisterResourceOutputsRequest> _outputs = new();

    /// <summary>The registrations in the order in which they arrived.</summary>
    public ImmutableArray<MockResourceArgs> Registrations => [.. _registrations];

    /// <summary>The functions that were called, in the order of their calls.</summary>
    public ImmutableArray<MockCallArgs> Calls => [.. _calls];

    /// <summary>What components and stacks registered as their outputs.</summary>
    public ImmutableArray<MockRegisterResourceOutputsRequest> Outputs => [.. _outputs];

    /// <summary>Gives resources whose type is in this set no identifier, as an engine does for what does not exist yet.</summary>
    public HashSet<string> WithoutId { get; init; } = [];

    /// <summary>
    /// What the engine returns for a registration in place of its inputs, or throws when the update ends there. A null id is that of a
    /// resource that <c>--target</c> left out; null leaves the answer to these mocks.
    /// </summary>
    public Func<MockResourceArgs, (string? Id, ImmutableDictionary<string, object> State)?> OnResource { get; init; } = _ => null;

    /// <summary>Delays the answer to a registration; null answers at once.</summary>
    public Func<MockResourceArgs, Task?> Delay { get; init; } = _ => null;

    /// <summary>The names of the answered registrations, in the order of the answers.</summary>
    public ImmutableArray<string> Answered => [.. _answered];

    /// <summary>The outputs that the engine has recorded of the stack; null answers without outputs.</summary>
    public ImmutableDictionary<string, object>? StackOutputs { get; init; }

    /// <summary>The outputs of the resources that the engine has recorded, by URN.</summary>
    public ImmutableDictionary<string, object> ResourceOutputs { get; init; } = ImmutableDictionary<string, object>.Empty;

    /// <summary>Answers a call in place of these mocks, or throws what the engine's refusal arrives as; null leaves it to them.</summary>
    public Func<MockCallArgs, object?> OnCall { get; init; } = _ => null;

    /// <summary>The only registration under that name.</summary>
    public MockResourceArgs this[string name] => _registrations.Single(registration => registration.Name == name);

    /// <summary>The only registration under that name and type.</summary>
    public MockResourceArgs this[string name, string type] =>
        _registrations.Single(registration => registration.Name == name && registration.Type == type);

    public async Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        _registrations.Enqueue(args);
        if (Delay(args) is { } delay) await delay;
        var returned = OnResource(args);
        _answered.Enqueue(args.Name!);
        if (returned is { } answer) return (answer.Id, answer.State);
        return (WithoutId.Contains(args.Type!) ? null : $"{args.Name}-id", args.Inputs);
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        _calls.Enqueue(args);
        if (OnCall(args) is { } answer) return Task.FromResult(answer);
        var recorded = args.Token switch
        {
            ReadStackOutputs => StackOutputs,
            ReadStackResourceOutputs => ResourceOutputs,
            _ => throw new InvalidOperationException($"The program calls {args.Token}, which no test expects."),
        };
        var read = ImmutableDictionary<string, object>.Empty.Add("name", args.Args.Values.Single());
        return Task.FromResult<object>(recorded is null ? read : read.Add("outputs", recorded));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        _outputs.Enqueue(args);
        return Task.CompletedTask;
    }
}
