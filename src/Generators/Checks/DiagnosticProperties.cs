using System.Collections.Immutable;

namespace Starface.Generators.Checks;

/// <summary>Makes the properties by which a diagnostic tells its fix what to write.</summary>
internal static class DiagnosticProperties
{
    /// <summary>One property.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public static ImmutableDictionary<string, string?> Of(string name, string? value) => ImmutableDictionary<string, string?>.Empty.Add(name, value);
}
