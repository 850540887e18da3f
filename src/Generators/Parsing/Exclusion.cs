using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;

namespace Starface.Generators.Parsing;

/// <summary>An <c>[Exclude]</c> of a policy. It lives only while the policy is parsed.</summary>
/// <param name="Attribute">The attribute.</param>
/// <param name="Service">The class of the service.</param>
/// <param name="PeerGroup">The class of the peer group; null for all of them.</param>
internal sealed record Exclusion(AttributeData Attribute, TypeModel Service, INamedTypeSymbol? PeerGroup)
{
    /// <summary>What it excludes, for a message.</summary>
    public string Description => PeerGroup is null ? $"'{Service.Name}'" : $"'{Service.Name}' for '{PeerGroup.Name}'";

    /// <summary>The exclusion; null where its service or peer group is invalid.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error.</param>
    /// <param name="token">Cancels the operation.</param>
    public static Exclusion? Read(
        AttributeData attribute, ICollection<DeclarationProblem> problems, ref bool isComplete, CancellationToken token)
    {
        var arguments = attribute.AttributeClass!.TypeArguments;
        if (AllowanceParser.ReadService(attribute, arguments[0], problems, ref isComplete, token) is not { } service) return null;
        if (arguments.Length == 1) return new(attribute, service.Type, null);
        if (arguments[1] is INamedTypeSymbol { TypeKind: TypeKind.Class } group) return new(attribute, service.Type, group);
        isComplete = false;
        return null;
    }

    /// <summary>Whether it leaves an included allowance out.</summary>
    /// <param name="included">The allowance.</param>
    public bool Matches(IncludedAllowance included) =>
        IsOfService(included) && (PeerGroup is null || included.Allowance.PeerGroup?.FullName == TypeNames.FullName(PeerGroup));

    /// <summary>Whether an included allowance is one of its service, for whichever peer group.</summary>
    /// <param name="included">The allowance.</param>
    public bool IsOfService(IncludedAllowance included) =>
        included.Allowance.Service.Type is var other && other.MetadataName == Service.MetadataName && other.Assembly == Service.Assembly;
}
