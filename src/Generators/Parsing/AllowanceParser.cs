using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Generators.Parsing;

/// <summary>Reads the <c>[Allow]</c> attributes of a policy.</summary>
internal static class AllowanceParser
{
    /// <summary>Names that the generated <c>Peers</c> record uses already.</summary>
    private static readonly HashSet<string> MembersOfPeers = new(StringComparer.Ordinal)
    {
        "Peers",
        "Clone",
        "EqualityContract",
        "Equals",
        "Finalize",
        "GetHashCode",
        "GetType",
        "MemberwiseClone",
        "PrintMembers",
        "ReferenceEquals",
        "ToString",
    };

    /// <summary>The allowances whose service can be read, in the order of declaration.</summary>
    /// <param name="type">The class of the policy.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error, or a service cannot be generated.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <param name="sites">Receives the attribute of each allowance, in their order.</param>
    public static EquatableArray<AllowanceModel> Parse(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        ICollection<DeclarationProblem> problems,
        ref bool isComplete,
        CancellationToken token,
        ICollection<AttributeData>? sites = null)
    {
        var allowances = new List<AllowanceModel>(attributes.Count);
        // A user-defined group named Anywhere would open its services to everyone: groups are identified by name.
        var groups = new Dictionary<string, PeerGroupModel>(StringComparer.Ordinal)
        {
            [PeerGroupId.Anywhere] = new(nameof(Anywhere), PeerGroupId.Anywhere, "global::Starface.Policy.Anywhere"),
        };
        var settings = new Dictionary<string, (RequirementModel Requirement, string Service)>(StringComparer.Ordinal);
        var before = new Dictionary<ISymbol, AttributeData>(SymbolEqualityComparer.Default);
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Allowance) continue;
            var attribute = attributes[i];
            if (!AttributeArguments.AreWellFormed(attribute)) isComplete = false;
            var arguments = attribute.AttributeClass!.TypeArguments;
            var service = ReadService(attribute, arguments[0], problems, ref isComplete, token);
            var group = arguments.Length > 1 ? ReadPeerGroup(attribute, arguments[1], type, groups, problems, ref isComplete) : null;
            if (service is null) continue;
            sites?.Add(attribute);
            CheckSettings(attribute, service, settings, problems);
            if (arguments.Length == 1 || group is not null) AllowanceChecks.Check(attribute, service, group, before, problems);
            allowances.Add(new(
                service,
                group,
                AttributeArguments.Named(attribute, "Because") as string,
                AttributeArguments.Named(attribute, "NeverCut") is true,
                ExpiryChecks.Read(attribute, problems),
                AttributeArguments.Named(attribute, "Ticket") as string));
        }

        return new([.. allowances]);
    }

    private static ServiceModel? ReadService(
        AttributeData attribute,
        ITypeSymbol argument,
        ICollection<DeclarationProblem> problems,
        ref bool isComplete,
        CancellationToken token)
    {
        // The compiler reports a static class or a struct, which the attribute's constraint excludes, and an unknown name.
        if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } named)
        {
            isComplete = false;
            if (argument.TypeKind is TypeKind.Interface or TypeKind.Delegate or TypeKind.Array)
                problems.Add(NotAService(attribute, argument, "a service is a class with [Service]"));
            return null;
        }

        var service = ServiceParser.Model(named, token);
        if (service is null)
            problems.Add(NotAService(attribute, argument, "add [Service] to it, or name a class that has it"));
        else if (service.State == GenerationState.Skipped && named.DeclaringSyntaxReferences.IsEmpty)
            problems.Add(NotAService(
                attribute,
                argument,
                $"assembly '{named.ContainingAssembly?.Name}' was built without the generator or with errors; build it again"));
        else if (service.State == GenerationState.Skipped)
            isComplete = false;
        return service;
    }

    private static DeclarationProblem NotAService(AttributeData attribute, ITypeSymbol argument, string reason) =>
        new(
            ProblemIds.NotAService,
            attribute,
            ArgumentPlace.TypeArgument(0),
            argument.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
            reason);

    private static PeerGroupModel? ReadPeerGroup(
        AttributeData attribute,
        ITypeSymbol argument,
        INamedTypeSymbol policy,
        Dictionary<string, PeerGroupModel> groups,
        ICollection<DeclarationProblem> problems,
        ref bool isComplete)
    {
        if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || !IsPeerGroup(named))
        {
            isComplete = false;
            return null;
        }

        string? reason = null;
        if (named.IsAbstract)
            reason = "it is abstract; derive a sealed class from PeerGroup";
        else if (named.Arity > 0)
            reason = "it is generic, and a peer group is identified by its name alone; derive a class without type parameters";
        else if (MembersOfPeers.Contains(named.Name))
            reason = "the record of peers already has a member with this name; rename the class";
        if (reason is not null)
        {
            problems.Add(new(ProblemIds.NotAPeerGroup, attribute, ArgumentPlace.TypeArgument(1), named.Name, reason));
            return null;
        }

        var group = new PeerGroupModel(TypeNames.Escape(named.Name), PeerGroupId.FromTypeName(named.Name), TypeNames.FullName(named));
        if (!groups.TryGetValue(group.Id, out var other))
        {
            groups.Add(group.Id, group);
        }
        else if (other.FullName != group.FullName)
        {
            problems.Add(new(
                ProblemIds.PeerGroupsOfOneName, attribute, ArgumentPlace.TypeArgument(1), Plain(other), Plain(group), policy.Name));
            return other;
        }

        return group;
    }

    private static bool IsPeerGroup(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (TypeNames.IsInPolicyNamespace(current) && current.Name == "PeerGroup")
                return true;
        return false;
    }

    private static string Plain(PeerGroupModel group) => group.FullName.Replace("global::", "");

    private static void CheckSettings(
        AttributeData attribute,
        ServiceModel service,
        Dictionary<string, (RequirementModel Requirement, string Service)> settings,
        ICollection<DeclarationProblem> problems)
    {
        foreach (var requirement in service.Requirements)
        {
            if (requirement.Setting is not { } name) continue;
            if (!settings.TryGetValue(name, out var first))
                settings.Add(name, (requirement, service.Type.Name));
            else if (!first.Requirement.Ports.Equals(requirement.Ports))
                problems.Add(SettingChecks.Conflict(attribute, ArgumentPlace.TypeArgument(0), first, (requirement, service.Type.Name)));
        }
    }
}
