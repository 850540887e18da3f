using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Starface.Generators.Models;

namespace Starface.Generators.Parsing;

/// <summary>
/// Reads declarations, and reads them again only after an edit that one of them may depend on. The compiler asks for each declaration after each
/// keystroke, and most of those are typed into bodies of members, which no declaration depends on. It keeps no compilation and no syntax alive:
/// what was read is remembered for as long as the compiler itself remembers the syntax it was read from.
/// </summary>
internal sealed class DeclarationReader
{
    private readonly ConditionalWeakTable<Compilation, Readings> _readings = new();
    private readonly ConditionalWeakTable<Compilation, Readings>.CreateValueCallback _begin;
    private WeakReference<Compilation>? _latest;

    /// <summary>A reader that has read nothing.</summary>
    public DeclarationReader() => _begin = Begin;

    /// <summary>The service declared at a syntax node; null when there is nothing to generate for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Ends the reading.</param>
    public ServiceModel? Service(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        Remembered(ReadingsOf(context).Services, context, token, ServiceParser.Parse);

    /// <summary>The policy declared at a syntax node; null when there is nothing to generate for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Ends the reading.</param>
    public PolicyModel? Policy(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        Remembered(ReadingsOf(context).Policies, context, token, PolicyParser.Parse);

    private static TModel? Remembered<TModel>(
        ConditionalWeakTable<SyntaxNode, StrongBox<TModel?>> known,
        GeneratorAttributeSyntaxContext context,
        CancellationToken token,
        Func<GeneratorAttributeSyntaxContext, CancellationToken, TModel?> parse)
        where TModel : class
    {
        if (known.TryGetValue(context.TargetNode, out var read)) return read.Value;
        var model = parse(context, token);
        return known.GetValue(context.TargetNode, _ => new StrongBox<TModel?>(model)).Value;
    }

    private Readings ReadingsOf(GeneratorAttributeSyntaxContext context) => _readings.GetValue(context.SemanticModel.Compilation, _begin);

    /// <summary>Runs of one project may overlap: then one of them begins anew, or goes on from another that has the same declarations.</summary>
    private Readings Begin(Compilation compilation)
    {
        var known = _latest is { } weak && weak.TryGetTarget(out var latest) && _readings.TryGetValue(latest, out var readings)
            && CompilationOutline.IsSame(latest, compilation)
                ? readings
                : new Readings();
        _latest = new WeakReference<Compilation>(compilation);
        return known;
    }

    /// <summary>What was read of compilations that differ in bodies of members alone, by the syntax it was read from.</summary>
    private sealed class Readings
    {
        public ConditionalWeakTable<SyntaxNode, StrongBox<ServiceModel?>> Services { get; } = new();

        public ConditionalWeakTable<SyntaxNode, StrongBox<PolicyModel?>> Policies { get; } = new();
    }
}
