using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Starface.Generators.CodeFixes;

/// <summary>What the fixes have in common: each changes one file, offers one mending for a mistake or none, and mends all mistakes of its kind at once.</summary>
public abstract class MendingProvider : CodeFixProvider
{
    private protected MendingProvider() { }

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var semantics = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || semantics is null) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (Find(new(root, node, semantics, diagnostic), context.CancellationToken) is not { } mending) continue;
            var action = CodeAction.Create(
                mending.Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(mending.Apply())),
                equivalenceKey: GetType().Name);
            context.RegisterCodeFix(action, diagnostic);
        }
    }

    /// <summary>The mending of a mistake; null where a precondition of it does not hold.</summary>
    /// <param name="place">Where the mistake is.</param>
    /// <param name="token">Ends the search.</param>
    private protected abstract Mending? Find(MistakePlace place, CancellationToken token);
}
