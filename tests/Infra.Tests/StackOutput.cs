using System.Collections.Immutable;
using Pulumi;
using Pulumi.Utilities;

namespace Starface.Infra.Tests;

/// <summary>The values of a stack's outputs once the resources they come from are there.</summary>
internal static class StackOutput
{
    /// <summary>The value of an output that is a text.</summary>
    public static Task<string> TextAsync(object? output) => OutputUtilities.GetValueAsync(Assert.IsType<Output<string>>(output));

    /// <summary>The value of an output of flows that must never be cut.</summary>
    public static Task<ImmutableSortedDictionary<string, ImmutableArray<string>>> NeverCutAsync(object? output) =>
        OutputUtilities.GetValueAsync(Assert.IsType<Output<ImmutableSortedDictionary<string, ImmutableArray<string>>>>(output));

    /// <summary>The flows that must never be cut, as the engine has them in its state.</summary>
    public static async Task<ImmutableDictionary<string, object>> RecordedAsync(IDictionary<string, object?> outputs)
    {
        var recorded = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (name, output) in outputs.Where(output => output.Key.EndsWith("-neverCut", StringComparison.Ordinal)))
        {
            recorded[name] = (await NeverCutAsync(output)).ToImmutableDictionary(
                service => service.Key, service => (object)service.Value.Cast<object>().ToImmutableArray());
        }

        return recorded.ToImmutable();
    }
}
