using System.Collections.Immutable;
using System.Reflection;
using Pulumi.Testing;

namespace Pulumi;

/// <summary>Runs a program. The stand-in runs it under mocks only, and refuses everything else.</summary>
public static class Deployment
{
    private static readonly AsyncLocal<DeploymentInstance?> Ambient = new();

    public static DeploymentInstance Instance
        => Ambient.Value ?? throw new InvalidOperationException(
            "There is no deployment: this is code of a program that Deployment.RunAsync or TestAsync has to run.");

    internal static MockDeployment? Running => Ambient.Value?.Deployment;

    internal static MockDeployment Current => Instance.Deployment;

    public static Task<int> RunAsync(Action action) => RefuseAsync();

    public static Task<int> RunAsync(Func<IDictionary<string, object?>> func) => RefuseAsync();

    public static Task<int> RunAsync(Func<Task> func) => RefuseAsync();

    public static Task<int> RunAsync(Func<Task<IDictionary<string, object?>>> func, StackOptions? options = null) => RefuseAsync();

    public static Task<int> RunAsync<TStack>()
        where TStack : Stack, new()
        => RefuseAsync();

    public static Task<int> RunAsync<TStack>(IServiceProvider serviceProvider)
        where TStack : Stack
        => RefuseAsync();

    public static Task<ImmutableArray<Resource>> TestAsync<TStack>(IMocks mocks, TestOptions? options = null)
        where TStack : Stack, new()
        => TestStackAsync(
            mocks,
            options,
            () => (TStack)Activator.CreateInstance(
                typeof(TStack), BindingFlags.DoNotWrapExceptions, binder: null, args: null, culture: null)!);

    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<Task<IDictionary<string, object?>>> createResources)
        =>
            Split(
                await TestStackAsync(
                    testMocks, testOptions, () => new TestStack(() => createResources().GetAwaiter().GetResult())).ConfigureAwait(false));

    public static async Task<(ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs)> TestAsync(
        IMocks testMocks, TestOptions testOptions, Func<IDictionary<string, object?>> createResources)
        => Split(await TestStackAsync(testMocks, testOptions, () => new TestStack(createResources)).ConfigureAwait(false));

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Func<Task> createResources)
    {
        var (resources, _) = await TestAsync(testMocks, testOptions, () =>
        {
            createResources().GetAwaiter().GetResult();
            return ImmutableDictionary<string, object?>.Empty;
        }).ConfigureAwait(false);
        return resources;
    }

    public static async Task<ImmutableArray<Resource>> TestAsync(IMocks testMocks, TestOptions testOptions, Action createResources)
    {
        var (resources, _) = await TestAsync(testMocks, testOptions, () =>
        {
            createResources();
            return ImmutableDictionary<string, object?>.Empty;
        }).ConfigureAwait(false);
        return resources;
    }

    // Async, so that the ambient instance stays inside: a caller may run several deployments one after the other or at the same time.
    private static async Task<ImmutableArray<Resource>> TestStackAsync(IMocks mocks, TestOptions? options, Func<Stack> createStack)
    {
        if (Ambient.Value is not null)
        {
            throw new InvalidOperationException("A deployment is running already: a program cannot run another one from inside.");
        }

        var deployment = new MockDeployment(mocks, options);
        Ambient.Value = new DeploymentInstance(deployment);
        return await deployment.RunAsync(createStack).ConfigureAwait(false);
    }

    private static (ImmutableArray<Resource> Resources, IDictionary<string, object?> Outputs) Split(ImmutableArray<Resource> resources)
        => ([.. resources.Where(resource => resource is not TestStack)], resources.OfType<TestStack>().Single().Results);

    internal static async Task<int> RefuseAsync()
    {
        await Console.Error.WriteLineAsync(
            """
            error: this program was built without the official Pulumi packages and does not deploy anything.
            The package feed it was built with carries no Pulumi, Pulumi.Aws and Pulumi.Azure in the versions of Directory.Packages.props,
            so a stand-in for tests took their place. To deploy: add a feed that carries them to nuget.config, delete
            artifacts/pulumi-packages.props, and build again; or build with -p:PulumiPackages=true to see what the feed answers.
            """).ConfigureAwait(false);
        return 1;
    }
}
