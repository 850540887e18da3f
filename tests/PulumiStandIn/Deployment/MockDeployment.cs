using System.Collections.Immutable;
using Pulumi.Serialization;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>A run against mocks: resources are handed to the mocks instead of to an engine.</summary>
internal sealed class MockDeployment(IMocks mocks, TestOptions? options)
{
    private readonly Lock _lock = new();
    private readonly PendingTasks _pending = new();
    private readonly List<string> _errors = [];
    private readonly List<Resource> _resources = [];

    public bool IsDryRun { get; } = options?.IsPreview ?? true;

    public string OrganizationName { get; } = options?.OrganizationName ?? "organization";

    public string ProjectName { get; } = options?.ProjectName ?? "project";

    public string? RootDirectory { get; } = options?.RootDirectory;

    public string StackName { get; } = options?.StackName ?? "stack";

    public StackConfiguration Configuration { get; } = StackConfiguration.FromEnvironment();

    public Stack Root
    {
        get => field
            ?? throw new InvalidOperationException("A resource is created outside of a stack: create it inside the stack's constructor.");
        set;
    }

    public void Track(Task task) => _pending.Add(task);

    public void AddError(string message)
    {
        lock (_lock)
        {
            _errors.Add(message);
        }
    }

    public void Register(Resource resource, ResourceArgs args, ResourceOptions resourceOptions)
        => Track(RegisterAsync(resource, args, resourceOptions));

    public void RegisterOutputs(Resource resource, Output<IDictionary<string, object?>> outputs)
        => Track(RegisterOutputsAsync(resource, outputs));

    /// <summary>Calls a function of the mocks; what they throw is the caller's.</summary>
    public async Task<T> InvokeAsync<T>(string token, InvokeArgs args, ProviderResource? provider)
    {
        var sent = await Wire.WriteEachAsync(token, args.Read()).ConfigureAwait(false);
        var answer = await mocks.CallAsync(new MockCallArgs
        {
            Token = token,
            Args = Wire.Known(sent),
            Provider = await ProviderReferenceAsync(provider).ConfigureAwait(false),
        }).ConfigureAwait(false);
        var place = $"{token} result";
        return (T)StateReader.Read(place, (await Wire.WriteAsync(place, answer).ConfigureAwait(false)).Value, typeof(T))!;
    }

    /// <summary>Builds the stack, waits for everything it sets going, and returns what it registered; errors are thrown.</summary>
    public async Task<ImmutableArray<Resource>> RunAsync(Func<Stack> createStack)
    {
        try
        {
            createStack().RegisterAssignedOutputs();
            await _pending.WhenIdleAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            AddError(Describe(exception));
        }

        lock (_lock)
        {
            return _errors switch
            {
                [] => [.. _resources],
                [var only] => throw new RunException(only),
                _ => throw new AggregateException(_errors.Select(error => new RunException(error))),
            };
        }
    }

    private static string Describe(Exception exception) => exception switch
    {
        RunException => exception.Message,
        ResourceException { HideStack: true } => exception.Message,
        ResourceException => exception.ToString(),
        _ => $"The program failed with an unhandled exception:\n{exception}",
    };

    private async Task RegisterAsync(Resource resource, ResourceArgs args, ResourceOptions resourceOptions)
    {
        try
        {
            var inputs = await Wire.WriteEachAsync(resource.GetResourceName(), args.Read()).ConfigureAwait(false);
            await AwaitDependenciesAsync(resourceOptions, inputs).ConfigureAwait(false);
            var provider = await ProviderReferenceAsync(resource.Provider).ConfigureAwait(false);
            var urn = await UrnAsync(resource, resourceOptions.Parent).ConfigureAwait(false);
            var readId = resourceOptions.Id is { } input ? await input.ToOutput().GetValueAsync(whenUnknown: "").ConfigureAwait(false) : "";
            lock (_lock)
            {
                _resources.Add(resource);
            }

            if (resource is Stack)
            {
                resource.Sources["urn"].Resolve(OutputData<object?>.Plain(urn));
                return;
            }

            var request = new MockResourceArgs
            {
                Type = resource.GetResourceType(),
                Name = resource.GetResourceName(),
                Inputs = Wire.Known(inputs),
                Provider = provider,
                Id = string.IsNullOrEmpty(readId) ? (resourceOptions as CustomResourceOptions)?.ImportId ?? "" : readId,
            };
            var (id, state) = await mocks.NewResourceAsync(request).ConfigureAwait(false);
            await ResolveAsync(resource, urn, string.IsNullOrEmpty(readId) ? id ?? request.Id : readId, state).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var source in resource.Sources.Values)
            {
                source.Fail(exception);
            }

            throw;
        }
        finally
        {
            // What the state does not mention is unset; a preview cannot know that yet.
            foreach (var source in resource.Sources.Values)
            {
                source.ResolveDefault(isKnown: !IsDryRun);
            }
        }
    }

    private static async Task ResolveAsync(Resource resource, string urn, string id, object state)
    {
        var values = await Wire.WriteEachAsync("state", Entries(resource, state)).ConfigureAwait(false);
        resource.Sources["urn"].Resolve(OutputData<object?>.Plain(urn));
        foreach (var (name, source) in resource.Sources)
        {
            if (name == "id")
            {
                source.Resolve(OutputData<object?>.Plain(id) with { IsKnown = id != "" });
            }
            else if (name != "urn" && values.TryGetValue(name, out var data))
            {
                var value = StateReader.Read($"{resource.GetResourceType()}.{name}", data.IsKnown ? data.Value : null, source.ValueType);
                source.Resolve(data.With(value) with { Resources = [] });
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(Resource resource, object? state) => state switch
    {
        InputArgs args => args.Read(),
        IEnumerable<KeyValuePair<string, object?>> map => map,
        _ => throw new InvalidOperationException(
            $"The mock's state of '{resource.GetResourceName()}' is a {state?.GetType().FullName ?? "null"}: return a dictionary of "
            + "strings to objects."),
    };

    private async Task RegisterOutputsAsync(Resource resource, Output<IDictionary<string, object?>> outputs)
    {
        var urn = await resource.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        var values = await outputs.GetValueAsync(ImmutableDictionary<string, object?>.Empty).ConfigureAwait(false);
        var written = await Wire.WriteEachAsync(resource.GetResourceName(), values).ConfigureAwait(false);
        await mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(
            urn,
            written.ToImmutableDictionary(
                entry => entry.Key, entry => new Output<object?>(Task.FromResult(entry.Value with { Resources = [] })))))
            .ConfigureAwait(false);
    }

    private static async Task AwaitDependenciesAsync(
        ResourceOptions resourceOptions, ImmutableDictionary<string, OutputData<object?>> inputs)
    {
        var explicitly = await resourceOptions.DependsOn.ToOutput().GetValueAsync(whenUnknown: []).ConfigureAwait(false);
        var implicitly = inputs.Values.SelectMany(input => input.Resources);
        foreach (var dependency in explicitly.Concat(implicitly).SelectMany(dependency => dependency.WithContents()))
        {
            await dependency.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        }
    }

    private static async Task<string> ProviderReferenceAsync(ProviderResource? provider)
    {
        if (provider is null)
        {
            return "";
        }

        var urn = await provider.Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
        return $"{urn}::{await provider.Id.GetValueAsync(Wire.Unknown).ConfigureAwait(false)}";
    }

    // The SDK's own mocks keep only the first of the parent's types, so that is what a test sees here as well.
    private async Task<string> UrnAsync(Resource resource, Resource? parent)
    {
        var type = resource.GetResourceType();
        if (resource is not Stack)
        {
            var parentUrn = await (parent ?? Root).Urn.GetValueAsync(whenUnknown: "").ConfigureAwait(false);
            type = $"{parentUrn.Split("::")[2].Split('$')[0]}${type}";
        }

        return $"urn:pulumi:{StackName}::{ProjectName}::{type}::{resource.GetResourceName()}";
    }
}
