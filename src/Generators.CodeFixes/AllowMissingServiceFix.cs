using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Starface.Policy.Problems;

namespace Starface.Generators.CodeFixes;

/// <summary>Allows a service that others of the policy need, for the peer groups that those are open to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AllowMissingServiceFix))]
[Shared]
public sealed class AllowMissingServiceFix : PolicyCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [ProblemIds.MissingService];

    /// <summary>Fixes a document in one go, because several diagnostics may be about the same service, which is added once.</summary>
    public override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(static (context, document, diagnostics) => FixAll(document, diagnostics, context.CancellationToken));

    private protected override CodeFix? Find(FixContext context, CancellationToken token) =>
        MissingService.Find(context, token) is { } missing
            ? new($"Allow '{missing.Name}' as well", () => context.Root.InsertNodesAfter(missing.Before, missing.Allowances()))
            : null;

    private static async Task<Document?> FixAll(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken token)
    {
        if (await document.GetSyntaxRootAsync(token).ConfigureAwait(false) is not { } root) return document;
        if (await document.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } semantics) return document;
        var services = diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => MissingService.Find(Context(diagnostic), token))
            .OfType<MissingService>()
            .GroupBy(missing => (missing.Policy, missing.Id))
            .Select(group => group.First())
            .ToList();
        // Each insertion comes directly after the line, hence before earlier insertions there, as when the fixes are applied one by one.
        var changed = root.TrackNodes(services.Select(missing => missing.Before).Distinct());
        foreach (var missing in services)
            changed = changed.InsertNodesAfter(changed.GetCurrentNode(missing.Before)!, missing.Allowances());
        return document.WithSyntaxRoot(changed);

        FixContext Context(Diagnostic diagnostic) =>
            new(root, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), semantics, diagnostic);
    }
}
