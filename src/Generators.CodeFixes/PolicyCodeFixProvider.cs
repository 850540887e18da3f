using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Starface.Generators.CodeFixes;

/// <summary>
/// The base of all fixes: each changes one file, offers at most one fix for a problem, and can fix all problems of its kind at once.
/// </summary>
public abstract class PolicyCodeFixProvider : CodeFixProvider
{
    private protected PolicyCodeFixProvider() { }

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
            if (Find(new(root, node, semantics, diagnostic), context.CancellationToken) is not { } fix) continue;
            var action = CodeAction.Create(
                fix.Title,
                _ => Task.FromResult(context.Document.WithSyntaxRoot(fix.Apply())),
                equivalenceKey: GetType().Name);
            context.RegisterCodeFix(action, diagnostic);
        }
    }

    /// <summary>The fix of a problem; null where one of its preconditions does not hold.</summary>
    /// <param name="context">The problem.</param>
    /// <param name="token">Cancels the operation.</param>
    private protected abstract CodeFix? Find(FixContext context, CancellationToken token);
}
