using Microsoft.CodeAnalysis;

namespace Starface.Generators.Checks;

/// <summary>A mistake in a declaration. The parser only counts them; analyzers turn them into diagnostics.</summary>
/// <param name="Descriptor">What kind of mistake.</param>
/// <param name="Attribute">The attribute it is in.</param>
/// <param name="Place">Where in the attribute.</param>
/// <param name="Arguments">What the message says.</param>
internal sealed record Mistake(DiagnosticDescriptor Descriptor, AttributeData Attribute, Place Place, params object[] Arguments)
{
    /// <summary>What a fix should write instead, where that can be told; else null.</summary>
    public string? Mend { get; init; }

    /// <summary>The key of <see cref="Mend"/> in the properties of the diagnostic.</summary>
    public const string MendProperty = "Mend";

    /// <summary>The diagnostic, at the argument.</summary>
    /// <param name="token">Ends the search for the location.</param>
    public Diagnostic ToDiagnostic(CancellationToken token)
    {
        var location = PlaceFinder.Find(Attribute, Place, token);
        var properties = Mend is null ? null : DiagnosticProperties.Of(MendProperty, Mend);
        return Diagnostic.Create(Descriptor, location, properties, Arguments);
    }
}
