using System.Collections.Immutable;

namespace Pulumi;

/// <summary>The arguments of a function by their names.</summary>
public sealed class DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary) : InvokeArgs
{
    internal override Dictionary<string, object?> Read() => new(dictionary, StringComparer.Ordinal);
}
