using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Starface.Generators.CodeFixes;

/// <summary>Allows a service that others of the policy do not work without, to the peer groups that those are open to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddCompanionFix))]
[Shared]
public sealed class AddCompanionFix : MendingProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.MissingCompanion];

    /// <summary>Several services may lack the same companion, and it is added once: documents are mended one companion at a time.</summary>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static (context, document, diagnostics) => FixAll(document, diagnostics, context.CancellationToken));

    private protected override Mending? Find(MistakePlace place, CancellationToken token) =>
        Companion.Find(place, token) is { } companion
            ? new($"Allow '{companion.Name}' as well", () => place.Root.InsertNodesAfter(companion.Before, companion.Allowances()))
            : null;

    private static async Task<Document?> FixAll(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken token)
    {
        if (await document.GetSyntaxRootAsync(token).ConfigureAwait(false) is not { } root) return document;
        if (await document.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } semantics) return document;
        var companions = diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => Companion.Find(new(root, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), semantics, diagnostic), token))
            .OfType<Companion>()
            .GroupBy(companion => (companion.Policy, companion.Id))
            .Select(group => group.First())
            .ToList();
        // What is added last after the same line comes first, as it does when each is mended by itself.
        var mended = root.TrackNodes(companions.Select(companion => companion.Before).Distinct());
        foreach (var companion in companions)
            mended = mended.InsertNodesAfter(mended.GetCurrentNode(companion.Before)!, companion.Allowances());
        return document.WithSyntaxRoot(mended);
    }
}
