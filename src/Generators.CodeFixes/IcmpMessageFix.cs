using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>Writes the type and code of ICMP in place of ports.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IcmpMessageFix))]
[Shared]
public sealed class IcmpMessageFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemIds.PortsDoNotFitProtocol];

    private protected override CodeFix? Find(FixContext context, CancellationToken token)
    {
        if (context.Suggestion is not { Length: > 0 } suggestion) return null;
        if (context.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } first) return null;
        if (first.Parent is not AttributeArgumentListSyntax list) return null;
        var ports = list.Arguments.Where(argument => argument == first || IsLastPort(argument)).ToList();
        // What is set by a property has to come after what the constructor takes.
        var index = list.Arguments.IndexOf(first);
        if (list.Arguments.Skip(index + 1).Any(argument => argument.NameEquals is null && !ports.Contains(argument))) return null;
        if (SyntaxFactory.ParseAttributeArgumentList($"({suggestion})") is not { Arguments: var written }) return null;
        return new($"Write {suggestion}", () => context.Root.ReplaceNode(list, Replace(list, ports, written)));

        bool IsLastPort(AttributeArgumentSyntax argument) =>
            first.NameEquals is null
            && argument.NameEquals is null
            && list.Arguments.IndexOf(argument) > list.Arguments.IndexOf(first)
            && (argument.NameColon is null || argument.NameColon.Name.Identifier.ValueText == "toPort");
    }

    private static AttributeArgumentListSyntax Replace(
        AttributeArgumentListSyntax list, List<AttributeArgumentSyntax> ports, SeparatedSyntaxList<AttributeArgumentSyntax> written)
    {
        var items = list.Arguments.GetWithSeparators().ToList();
        foreach (var port in ports.Skip(1)) items.RemoveRange(items.IndexOf(port) - 1, 2);
        var index = items.IndexOf(ports[0]);
        items.RemoveAt(index);
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space);
        foreach (var argument in written.Reverse())
        {
            if (argument != written[written.Count - 1]) items.Insert(index, comma);
            items.Insert(index, argument == written[0] ? argument.WithTriviaFrom(ports[0]) : argument.WithoutTrivia());
        }

        return list.WithArguments(SyntaxFactory.SeparatedList<AttributeArgumentSyntax>(items));
    }
}
