using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Starface.Generators.Diagnostics;

/// <summary>Finds the source location of a part of an attribute.</summary>
internal static class ArgumentPlaceFinder
{
    /// <summary>The location; that of the attribute where the part is not written in the source.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="place">The part.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Location Find(AttributeData attribute, ArgumentPlace place, CancellationToken token)
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
        if (simple is not GenericNameSyntax { TypeArgumentList.Arguments: var arguments }) return null;
        return index < arguments.Count ? arguments[index] : null;
    }

    private static SyntaxNode? Argument(AttributeData attribute, AttributeSyntax syntax, ArgumentPlace place)
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
        if (expression is CollectionExpressionSyntax { Elements: var elements })
        {
            // A spread stands for any number of elements, after which the indexes do not fit.
            return elements.All(element => element is ExpressionElementSyntax) && index < elements.Count ? elements[index] : null;
        }

        var initializer = expression switch
        {
            ArrayCreationExpressionSyntax array => array.Initializer,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer,
            _ => null,
        };
        return initializer is not null && index < initializer.Expressions.Count ? initializer.Expressions[index] : null;
    }
}
