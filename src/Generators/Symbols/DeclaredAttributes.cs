using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Starface.Generators.Symbols;

/// <summary>The attributes of a type with their kinds, each of which is determined once.</summary>
internal readonly struct DeclaredAttributes
{
    private readonly ImmutableArray<AttributeData> _attributes;
    private readonly DeclarationKind[] _kinds;

    /// <summary>Reads the attributes of a type.</summary>
    /// <param name="type">The type.</param>
    public DeclaredAttributes(INamedTypeSymbol type)
    {
        _attributes = type.GetAttributes();
        _kinds = new DeclarationKind[_attributes.Length];
        for (var i = 0; i < _kinds.Length; i++) _kinds[i] = AttributeNames.KindOf(_attributes[i]);
    }

    /// <summary>The number of attributes, those of other libraries included.</summary>
    public int Count => _kinds.Length;

    /// <summary>Whether any of them is an attribute of Starface.Policy.</summary>
    public bool DeclareAnything => Array.Exists(_kinds, kind => kind != DeclarationKind.None);

    /// <summary>An attribute.</summary>
    /// <param name="index">Its index in the order of declaration.</param>
    public AttributeData this[int index] => _attributes[index];

    /// <summary>The kind of an attribute.</summary>
    /// <param name="index">Its index in the order of declaration.</param>
    public DeclarationKind KindOf(int index) => _kinds[index];

    /// <summary>The first attribute of a kind, or null.</summary>
    /// <param name="kind">The kind.</param>
    public AttributeData? First(DeclarationKind kind) => Array.IndexOf(_kinds, kind) is >= 0 and var index ? _attributes[index] : null;
}
