using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Checks;
using Starface.Generators.Models;
using Starface.Generators.Parsing;

namespace Starface.Generators.CodeFixes;

/// <summary>A service that a policy lacks, and the allowances that add it.</summary>
/// <param name="Policy">The full name of the policy's class.</param>
/// <param name="Id">The id of the service.</param>
/// <param name="Name">The name of its class.</param>
/// <param name="Before">The line after which it is to be allowed.</param>
/// <param name="Attributes">The attributes that allow it.</param>
internal sealed record Companion(string Policy, string Id, string Name, AttributeListSyntax Before, IReadOnlyList<AttributeSyntax> Attributes)
{
    /// <summary>What an allowance says about the time it is needed, which holds for what it does not work without.</summary>
    private static readonly string[] Kept = ["Expires", "Ticket"];

    /// <summary>The service that is missing; null where it is not clear to whom it should be open.</summary>
    /// <param name="place">The allowance that lacks it.</param>
    /// <param name="token">Ends the search.</param>
    public static Companion? Find(MistakePlace place, CancellationToken token)
    {
        if (!place.Diagnostic.Properties.TryGetValue(Mistake.MendProperty, out var id) || id is null) return null;
        if (place.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax { Parent: TypeDeclarationSyntax declaration } list }) return null;
        if (place.Semantics.GetDeclaredSymbol(declaration, token) is not INamedTypeSymbol policy) return null;
        var needing = policy.GetAttributes()
            .Where(attribute => AttributeNames.KindOf(attribute) == DeclarationKind.Allowance && NeededBy(attribute, id) is not null)
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(token) is AttributeSyntax syntax ? (Attribute: attribute, Syntax: syntax) : default)
            .Where(row => row.Syntax is not null)
            .ToList();
        if (needing.Count == 0 || NeededBy(needing[0].Attribute, id) is not { } service) return null;
        if (ServiceParser.Parse(service, [], token) is not { Soundness: Soundness.Sound } model) return null;

        var name = service.ToMinimalDisplayString(place.Semantics, list.SpanStart);
        var needsPeers = model.Requirements.Any(requirement => requirement.NeedsPeers);
        // A service that names its remote sides is open to no group, so that nobody says whom a companion is for.
        if (needsPeers) needing = [.. needing.Where(row => row.Attribute.AttributeClass!.TypeArguments.Length > 1)];
        var attributes = needing
            .Select(row => (Syntax: row.Syntax!, Group: needsPeers ? row.Attribute.AttributeClass!.TypeArguments[1] : null))
            .GroupBy(row => row.Group, (_, rows) => rows.First(), SymbolEqualityComparer.Default)
            .Select(row => Allow(row.Syntax, name, row.Group?.ToMinimalDisplayString(place.Semantics, list.SpanStart)))
            .ToList();
        return attributes.Count == 0 ? null : new(policy.ToDisplayString(), id, name, list, attributes);
    }

    /// <summary>The lines that allow it, laid out as the line before them.</summary>
    public IEnumerable<AttributeListSyntax> Allowances()
    {
        var (before, after) = (Before.GetLeadingTrivia().LastOrDefault(), Before.GetTrailingTrivia().LastOrDefault());
        SyntaxTriviaList indentation = before.IsKind(SyntaxKind.WhitespaceTrivia) ? [before] : [];
        SyntaxTriviaList end = [after.IsKind(SyntaxKind.EndOfLineTrivia) ? after : SyntaxFactory.Space];
        return Attributes.Select(attribute =>
            SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute)).WithLeadingTrivia(indentation).WithTrailingTrivia(end));
    }

    /// <summary>The class with an id among those that an allowance's service needs, or null.</summary>
    private static INamedTypeSymbol? NeededBy(AttributeData allowance, string id)
    {
        if (allowance.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol service) return null;
        foreach (var need in service.GetAttributes())
        {
            if (AttributeNames.KindOf(need) == DeclarationKind.Companion
                && need.AttributeClass!.TypeArguments[0] is INamedTypeSymbol companion
                && AttributeNames.Find(companion, DeclarationKind.Service) is { } declaration
                && AttributeArguments.Positional(declaration, "id") as string == id)
                return companion;
        }

        return null;
    }

    private static AttributeSyntax Allow(AttributeSyntax like, string service, string? group)
    {
        var kept = like.ArgumentList?.Arguments.Where(argument => argument.NameEquals is { } name && Kept.Contains(name.Name.Identifier.ValueText)).Select(argument => argument.ToString()) ?? [];
        var arguments = string.Join(", ", kept);
        var types = group is null ? service : $"{service}, {group}";
        var prefix = like.Name is QualifiedNameSyntax qualified ? qualified.Left + "." : like.Name is AliasQualifiedNameSyntax alias ? alias.Alias + "::" : "";
        var text = $"[{prefix}Allow<{types}>{(arguments.Length == 0 ? "" : $"({arguments})")}] class C;";
        return SyntaxFactory.ParseCompilationUnit(text).Members[0].AttributeLists[0].Attributes[0];
    }
}
