using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Models;
using Starface.Generators.Parsing;
using Starface.Generators.Symbols;

namespace Starface.Generators.CodeFixes;

/// <summary>A service that a policy does not open although another service needs it, and the allowances that add it.</summary>
/// <param name="Policy">The full name of the policy's class.</param>
/// <param name="Id">The id of the service.</param>
/// <param name="Name">The name of its class.</param>
/// <param name="Before">The attributes after which the new ones are inserted.</param>
/// <param name="Attributes">The new attributes.</param>
internal sealed record MissingService(
    string Policy,
    string Id,
    string Name,
    AttributeListSyntax Before,
    IReadOnlyList<AttributeSyntax> Attributes)
{
    /// <summary>Arguments of an allowance that limit its time. They hold for the needed service as well.</summary>
    private static readonly string[] CopiedArguments = ["Expires", "Ticket"];

    /// <summary>The missing service; null where it is not clear to which peer groups it should be open.</summary>
    /// <param name="context">The allowance of the service that needs it.</param>
    /// <param name="token">Cancels the operation.</param>
    public static MissingService? Find(FixContext context, CancellationToken token)
    {
        if (context.Suggestion is not { } id) return null;
        if (context.Node.FirstAncestorOrSelf<AttributeSyntax>()?.Parent is not AttributeListSyntax list) return null;
        if (list.Parent is not TypeDeclarationSyntax declaration) return null;
        if (context.Semantics.GetDeclaredSymbol(declaration, token) is not INamedTypeSymbol policy) return null;
        var needing = policy.GetAttributes()
            .Where(attribute => AttributeNames.KindOf(attribute) == DeclarationKind.Allowance && NeededBy(attribute, id) is not null)
            .Select(attribute => (Attribute: attribute, Syntax: attribute.ApplicationSyntaxReference?.GetSyntax(token) as AttributeSyntax))
            .Where(row => row.Syntax is not null)
            .ToList();
        if (needing.Count == 0 || NeededBy(needing[0].Attribute, id) is not { } service) return null;
        if (ServiceParser.Parse(service, [], token) is not { State: GenerationState.Complete } model) return null;

        var name = service.ToMinimalDisplayString(context.Semantics, list.SpanStart);
        var needsPeers = model.Requirements.Any(requirement => requirement.NeedsPeers);
        // An allowance without a peer group does not tell for whom the needed service should be open.
        if (needsPeers) needing = [.. needing.Where(row => row.Attribute.AttributeClass!.TypeArguments.Length > 1)];
        var attributes = needing
            .Select(row => (Syntax: row.Syntax!, Group: needsPeers ? row.Attribute.AttributeClass!.TypeArguments[1] : null))
            .GroupBy(row => row.Group, (_, rows) => rows.First(), SymbolEqualityComparer.Default)
            .Select(row => Allow(row.Syntax, name, row.Group?.ToMinimalDisplayString(context.Semantics, list.SpanStart)))
            .ToList();
        return attributes.Count == 0 ? null : new(policy.ToDisplayString(), id, name, list, attributes);
    }

    /// <summary>The new attribute lists, with the indentation of the one before them.</summary>
    public IEnumerable<AttributeListSyntax> Allowances()
    {
        var (before, after) = (Before.GetLeadingTrivia().LastOrDefault(), Before.GetTrailingTrivia().LastOrDefault());
        SyntaxTriviaList indentation = before.IsKind(SyntaxKind.WhitespaceTrivia) ? [before] : [];
        SyntaxTriviaList end = [after.IsKind(SyntaxKind.EndOfLineTrivia) ? after : SyntaxFactory.Space];
        return Attributes.Select(attribute =>
            SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
                .WithLeadingTrivia(indentation)
                .WithTrailingTrivia(end));
    }

    /// <summary>The class of the service with an id, if the service of an allowance needs it; null otherwise.</summary>
    private static INamedTypeSymbol? NeededBy(AttributeData allowance, string id)
    {
        if (allowance.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol service) return null;
        foreach (var need in service.GetAttributes())
        {
            if (AttributeNames.KindOf(need) == DeclarationKind.Need
                && need.AttributeClass!.TypeArguments[0] is INamedTypeSymbol needed
                && AttributeNames.Find(needed, DeclarationKind.Service) is { } declaration
                && AttributeArguments.Positional(declaration, "id") as string == id)
                return needed;
        }

        return null;
    }

    /// <summary>
    /// An <c>[Allow]</c> written like another one: with the same qualification of the attribute's name and the copied arguments.
    /// </summary>
    private static AttributeSyntax Allow(AttributeSyntax like, string service, string? group)
    {
        var copied = like.ArgumentList?.Arguments
            .Where(argument => argument.NameEquals is { } name && CopiedArguments.Contains(name.Name.Identifier.ValueText))
            .Select(argument => argument.ToString());
        var arguments = string.Join(", ", copied ?? []);
        var types = group is null ? service : $"{service}, {group}";
        var prefix = like.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Left + ".",
            AliasQualifiedNameSyntax alias => alias.Alias + "::",
            _ => "",
        };
        var text = $"[{prefix}Allow<{types}>{(arguments.Length == 0 ? "" : $"({arguments})")}] class C;";
        return SyntaxFactory.ParseCompilationUnit(text).Members[0].AttributeLists[0].Attributes[0];
    }
}
