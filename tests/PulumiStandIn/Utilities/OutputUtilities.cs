using System.Collections.Immutable;

namespace Pulumi.Utilities;

/// <summary>Looks behind an output, for tests.</summary>
public static class OutputUtilities
{
    public static Output<T> CreateUnknown<T>(T value) => Output.Create(value).Change(data => data with { IsKnown = false });

    public static Output<T> CreateUnknown<T>(Func<Task<T>> valueFactory) => CreateUnknown(default(T)!);

    public static async Task<bool> GetIsKnownAsync<T>(Output<T> output) => (await output.Data.ConfigureAwait(false)).IsKnown;

    public static Task<T> GetValueAsync<T>(Output<T> output) => output.GetValueAsync(whenUnknown: default!);

    public static async Task<ImmutableHashSet<Resource>> GetDependenciesAsync<T>(Output<T> output)
        => (await output.Data.ConfigureAwait(false)).Resources;

    public static Output<T> WithDependency<T>(Output<T> output, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(resource);
        return output.Change(data => data with { Resources = data.Resources.Add(resource) });
    }
}
