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
    private const int RememberedReadings = 4;

    private readonly ConditionalWeakTable<Compilation, Readings> _readings = new();
    private readonly ConditionalWeakTable<Compilation, Readings>.CreateValueCallback _begin;
    private Readings[] _latest = [];

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

    /// <summary>
    /// Runs of one project may overlap, and an editor tries out what it suggests: then a compilation may be made of one before the latest. So the
    /// latest readings are looked at, as far as the compiler still has what they were read of.
    /// </summary>
    private Readings Begin(Compilation compilation)
    {
        var latest = _latest;
        var readings = Array.Find(latest, known => known.IsOf(compilation)) ?? new Readings(compilation);
        readings.Latest = new WeakReference<Compilation>(compilation);
        _latest = [readings, .. latest.Where(known => known != readings).Take(RememberedReadings - 1)];
        return readings;
    }

    /// <summary>What was read of compilations that differ in bodies of members alone, by the syntax it was read from.</summary>
    /// <param name="first">The first of them.</param>
    private sealed class Readings(Compilation first)
    {
        private readonly WeakReference<Compilation> _first = new(first);

        public WeakReference<Compilation>? Latest { get; set; }

        public ConditionalWeakTable<SyntaxNode, StrongBox<ServiceModel?>> Services { get; } = new();

        public ConditionalWeakTable<SyntaxNode, StrongBox<PolicyModel?>> Policies { get; } = new();

        /// <summary>Whether a compilation differs from those in bodies of members alone.</summary>
        public bool IsOf(Compilation compilation) =>
            (Latest is { } weak && weak.TryGetTarget(out var latest) && CompilationOutline.IsSame(latest, compilation))
            || (_first.TryGetTarget(out var first) && CompilationOutline.IsSame(first, compilation));
    }
}
