using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Starface.Generators.Diagnostics;

/// <summary>A problem of a declaration. The generator only counts problems; analyzers turn them into diagnostics.</summary>
/// <param name="Id">The id of the kind of problem.</param>
/// <param name="Attribute">The attribute that has the problem.</param>
/// <param name="Place">The part of the attribute.</param>
/// <param name="Arguments">The arguments of the message.</param>
internal sealed record DeclarationProblem(string Id, AttributeData Attribute, ArgumentPlace Place, params string[] Arguments)
{
    /// <summary>The key under which a diagnostic tells a code fix what to write.</summary>
    public const string SuggestionProperty = "Suggestion";

    /// <summary>
    /// What a code fix writes in its place; empty where the attribute can be removed without a loss; null where a person has to decide.
    /// </summary>
    public string? Suggestion { get; init; }

    /// <summary>The problem of a type argument that is not of the kind that its attribute needs.</summary>
    /// <param name="id">The id of the kind of problem.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="argument">Its first type argument.</param>
    /// <param name="reason">Why it cannot be used, or what to do about it.</param>
    public static DeclarationProblem OfType(string id, AttributeData attribute, ITypeSymbol argument, string reason) => new(
        id, attribute, ArgumentPlace.TypeArgument(0), argument.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), reason);

    /// <summary>The diagnostic, located as narrowly as the source allows.</summary>
    /// <param name="token">Cancels the operation.</param>
    public Diagnostic ToDiagnostic(CancellationToken token) =>
        Diagnostic.Create(Descriptors.For(Id), ArgumentPlaceFinder.Find(Attribute, Place, token), Properties(Suggestion), Arguments);

    /// <summary>The properties of a diagnostic with a suggestion, or null.</summary>
    /// <param name="suggestion">The suggestion, or null.</param>
    public static ImmutableDictionary<string, string?>? Properties(string? suggestion) =>
        suggestion is null ? null : ImmutableDictionary<string, string?>.Empty.Add(SuggestionProperty, suggestion);
}
