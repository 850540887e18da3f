using Microsoft.CodeAnalysis;

namespace Starface.Generators;

/// <summary>Steps of incremental pipelines.</summary>
internal static class IncrementalValuesProviderExtensions
{
    /// <summary>The values that are not null.</summary>
    /// <param name="values">The values.</param>
    public static IncrementalValuesProvider<T> WhereNotNull<T>(this IncrementalValuesProvider<T?> values)
        where T : class => values.Where(static value => value is not null)!;
}
