using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.Testing;

namespace Starface.Infra.Tests;

/// <summary>Remembers every registration, and answers with the inputs as the state and with "NAME-id" as the identifier.</summary>
internal sealed class RecordingMocks : IMocks
{
    /// <summary>The type of a read of another stack's outputs.</summary>
    public const string StackReferenceType = "pulumi:pulumi:StackReference";

    private readonly ConcurrentQueue<MockResourceArgs> _registrations = new();
    private readonly ConcurrentQueue<MockRegisterResourceOutputsRequest> _outputs = new();

    /// <summary>The registrations in the order in which they arrived.</summary>
    public ImmutableArray<MockResourceArgs> Registrations => [.. _registrations];

    /// <summary>What components and stacks registered as their outputs.</summary>
    public ImmutableArray<MockRegisterResourceOutputsRequest> Outputs => [.. _outputs];

    /// <summary>Gives resources whose type is in this set no identifier, as an engine does for what does not exist yet.</summary>
    public HashSet<string> WithoutId { get; init; } = [];

    /// <summary>What the last update of any stack put out; null answers a stack reference without outputs.</summary>
    public ImmutableDictionary<string, object>? StackOutputs { get; init; }

    /// <summary>The only registration under that name.</summary>
    public MockResourceArgs this[string name] => _registrations.Single(registration => registration.Name == name);

    /// <summary>The only registration under that name and type.</summary>
    public MockResourceArgs this[string name, string type] =>
        _registrations.Single(registration => registration.Name == name && registration.Type == type);

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        _registrations.Enqueue(args);
        if (args.Type == StackReferenceType)
        {
            var read = ImmutableDictionary<string, object>.Empty.Add("name", args.Inputs["name"]);
            return Task.FromResult(((string?)args.Id, (object)(StackOutputs is { } outputs ? read.Add("outputs", outputs) : read)));
        }

        string? id = WithoutId.Contains(args.Type!) ? null : $"{args.Name}-id";
        return Task.FromResult((id, (object)args.Inputs));
    }

    public Task<object> CallAsync(MockCallArgs args)
        => throw new InvalidOperationException($"The program calls {args.Token}, which no test expects.");

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        _outputs.Enqueue(args);
        return Task.CompletedTask;
    }
}
