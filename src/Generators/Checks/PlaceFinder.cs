using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Generators.Checks;

/// <summary>Finds the source location of a place in an attribute, as narrow as the source allows.</summary>
internal static class PlaceFinder
{
    /// <summary>The location; that of the attribute where the place is not written out.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="place">The place.</param>
    /// <param name="token">Ends the search.</param>
    public static Location Find(AttributeData attribute, Place place, CancellationToken token)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(token) is not AttributeSyntax syntax) return Location.None;
        SyntaxNode? node = null;
        if (place.IsTypeArgument) node = TypeArgument(syntax.Name, place.Element);
        else if (place.Argument is not null) node = Argument(attribute, syntax, place);
        return (node ?? syntax).GetLocation();
    }

    private static SyntaxNode? TypeArgument(NameSyntax name, int index)
    {
        var simple = name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax alias => alias.Name,
            _ => name,
        };
        return simple is GenericNameSyntax generic && index < generic.TypeArgumentList.Arguments.Count ? generic.TypeArgumentList.Arguments[index] : null;
    }

    private static SyntaxNode? Argument(AttributeData attribute, AttributeSyntax syntax, Place place)
    {
        if (syntax.ArgumentList is not { } list) return null;
        var position = 0;
        foreach (var argument in list.Arguments)
        {
            var name = argument.NameEquals?.Name.Identifier.ValueText ?? argument.NameColon?.Name.Identifier.ValueText;
            if (argument.NameEquals is null)
            {
                var parameters = attribute.AttributeConstructor?.Parameters;
                if (name is null && parameters is { } known && position < known.Length) name = known[position].Name;
                position++;
            }

            if (name == place.Argument) return Element(argument.Expression, place.Element) ?? argument.Expression;
        }

        return null;
    }

    private static SyntaxNode? Element(ExpressionSyntax expression, int index)
    {
        if (index < 0) return null;
        if (expression is CollectionExpressionSyntax collection)
            return collection.Elements.All(element => element is ExpressionElementSyntax) && index < collection.Elements.Count ? collection.Elements[index] : null;
        var initializer = expression switch
        {
            ArrayCreationExpressionSyntax array => array.Initializer,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer,
            _ => null,
        };
        return initializer is not null && index < initializer.Expressions.Count ? initializer.Expressions[index] : null;
    }
}
