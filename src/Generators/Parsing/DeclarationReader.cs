using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>
/// Reads declarations, and reads them again only after an edit that one of them may depend on. The compiler asks for each declaration after each
/// keystroke, and most of those are typed into bodies of members, which no declaration depends on.
/// </summary>
internal sealed class DeclarationReader
{
    /// <summary>Weakly, so that no compilation lives longer for it.</summary>
    private readonly ConditionalWeakTable<Compilation, View> _views = new();

    private readonly ConditionalWeakTable<Compilation, View>.CreateValueCallback _see;
    private CompilationOutline? _latest;

    /// <summary>A reader that has read nothing.</summary>
    public DeclarationReader() => _see = See;

    /// <summary>The service declared at a syntax node; null when there is nothing to generate for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Ends the reading.</param>
    public ServiceModel? Service(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        var view = ViewOf(context);
        if (view.Services.TryGetValue(context.TargetNode, out var known)) return known;
        var service = ServiceParser.Parse(context, token);
        if (view.MayKeep(context.TargetNode)) view.Services[context.TargetNode] = service;
        return service;
    }

    /// <summary>The policy declared at a syntax node; null when there is nothing to generate for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Ends the reading.</param>
    public PolicyModel? Policy(GeneratorAttributeSyntaxContext context, CancellationToken token)
    {
        var view = ViewOf(context);
        if (view.Policies.TryGetValue(context.TargetNode, out var known)) return known;
        var policy = PolicyParser.Parse(context, token);
        if (view.MayKeep(context.TargetNode)) view.Policies[context.TargetNode] = policy;
        return policy;
    }

    private View ViewOf(GeneratorAttributeSyntaxContext context) => _views.GetValue(context.SemanticModel.Compilation, _see);

    /// <summary>Runs of one project may overlap. Then each sees the outline of one of them, which is checked against its own compilation.</summary>
    private View See(Compilation compilation)
    {
        if (_latest is { } latest && latest.FindEdited(compilation) is { } edited) return new(latest, edited);
        return new(_latest = new CompilationOutline(compilation), []);
    }

    /// <summary>A compilation, seen as an earlier one with other bodies of members.</summary>
    /// <param name="outline">The earlier one, or the compilation itself.</param>
    /// <param name="edited">The files with other bodies.</param>
    private sealed class View(CompilationOutline outline, IReadOnlyCollection<SyntaxTree> edited)
    {
        public ConcurrentDictionary<SyntaxNode, ServiceModel?> Services => outline.Services;

        public ConcurrentDictionary<SyntaxNode, PolicyModel?> Policies => outline.Policies;

        /// <summary>Whether a node is one of the outline's own, and not of a file that the next keystroke replaces.</summary>
        public bool MayKeep(SyntaxNode node) => edited.Count == 0 || !edited.Contains(node.SyntaxTree);
    }
}
