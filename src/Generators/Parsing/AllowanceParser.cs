using Microsoft.CodeAnalysis;
using Starface.Generators.Checks;
using Starface.Generators.Models;
using Starface.Policy;
using Place = Starface.Generators.Checks.Place;

namespace Starface.Generators.Parsing;

/// <summary>Reads the <c>[Allow]</c>s of a policy.</summary>
internal static class AllowanceParser
{
    /// <summary>The names that members of the <c>Peers</c> record cannot have.</summary>
    private static readonly HashSet<string> TakenInPeers = new(StringComparer.Ordinal)
    {
        "Peers", "Clone", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString",
    };

    /// <summary>The allowances whose service can be read, in the order of declaration.</summary>
    /// <param name="type">The policy's class.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    /// <param name="sound">Becomes false where the compiler has a mistake to report, or a service cannot be generated.</param>
    /// <param name="token">Ends the reading.</param>
    /// <param name="sites">Takes the attribute of each allowance, in their order.</param>
    public static EquatableArray<AllowanceModel> Parse(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        ICollection<Mistake> mistakes,
        ref bool sound,
        CancellationToken token,
        ICollection<AttributeData>? sites = null)
    {
        var allowances = new List<AllowanceModel>(attributes.Count);
        // A group of one's own with this name would open to the world what it names.
        var groups = new Dictionary<string, PeerGroupModel>(StringComparer.Ordinal)
        {
            [PeerGroupId.Anywhere] = new(nameof(Anywhere), PeerGroupId.Anywhere, "global::Starface.Policy.Anywhere"),
        };
        var settings = new Dictionary<string, (RequirementModel Requirement, string Service)>(StringComparer.Ordinal);
        var opened = new Dictionary<ISymbol, AttributeData>(SymbolEqualityComparer.Default);
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Allowance) continue;
            var attribute = attributes[i];
            if (!AttributeArguments.AreWellFormed(attribute)) sound = false;
            var arguments = attribute.AttributeClass!.TypeArguments;
            var service = ReadService(attribute, arguments[0], mistakes, ref sound, token);
            var group = arguments.Length > 1 ? ReadPeerGroup(attribute, arguments[1], type, groups, mistakes, ref sound) : null;
            if (service is null) continue;
            sites?.Add(attribute);
            CheckSettings(attribute, service, settings, mistakes);
            if (arguments.Length == 1 || group is not null) AllowanceChecks.Check(attribute, service, group, opened, mistakes);
            allowances.Add(new(
                service,
                group,
                AttributeArguments.Named(attribute, "Because") as string,
                AttributeArguments.Named(attribute, "NeverCut") is true,
                ExpiryChecks.Read(attribute, mistakes),
                AttributeArguments.Named(attribute, "Ticket") as string));
        }

        return new([.. allowances]);
    }

    private static ServiceModel? ReadService(
        AttributeData attribute, ITypeSymbol argument, ICollection<Mistake> mistakes, ref bool sound, CancellationToken token)
    {
        // A static class or a struct breaks the attribute's constraint, and an unknown name is unknown: the compiler says so.
        if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } named)
        {
            sound = false;
            if (argument.TypeKind is TypeKind.Interface or TypeKind.Delegate or TypeKind.Array)
                mistakes.Add(NoService(attribute, argument, "a service is a class with [Service]"));
            return null;
        }

        var service = ServiceParser.Model(named, token);
        if (service is null)
            mistakes.Add(NoService(attribute, argument, "add [Service] to it, or name a class that has it"));
        else if (service.Soundness == Soundness.Withheld && named.DeclaringSyntaxReferences.IsEmpty)
            mistakes.Add(NoService(attribute, argument, $"assembly '{named.ContainingAssembly?.Name}' was built without the generator, or with mistakes in it; build it again"));
        else if (service.Soundness == Soundness.Withheld)
            sound = false;
        return service;
    }

    private static Mistake NoService(AttributeData attribute, ITypeSymbol argument, string reason) =>
        new(Descriptors.NoService, attribute, Place.TypeArgument(0), argument.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), reason);

    private static PeerGroupModel? ReadPeerGroup(
        AttributeData attribute,
        ITypeSymbol argument,
        INamedTypeSymbol policy,
        Dictionary<string, PeerGroupModel> groups,
        ICollection<Mistake> mistakes,
        ref bool sound)
    {
        if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class } named || !IsPeerGroup(named))
        {
            sound = false;
            return null;
        }

        string? reason = null;
        if (named.IsAbstract)
            reason = "it is abstract and plays no role itself; derive a sealed class from PeerGroup";
        else if (named.Arity > 0)
            reason = "it is generic, and a role is known by its name alone; derive a class without type parameters";
        else if (TakenInPeers.Contains(named.Name))
            reason = "the record of peers has a member of this name already; rename the class";
        if (reason is not null)
        {
            mistakes.Add(new(Descriptors.NoPeerGroup, attribute, Place.TypeArgument(1), named.Name, reason));
            return null;
        }

        var group = new PeerGroupModel(
            TypeParser.Escape(named.Name), PeerGroupId.FromTypeName(named.Name), TypeParser.FullNameOf(named));
        if (!groups.TryGetValue(group.Id, out var other))
        {
            groups.Add(group.Id, group);
        }
        else if (other.FullName != group.FullName)
        {
            mistakes.Add(new(Descriptors.PeerGroupsOfOneName, attribute, Place.TypeArgument(1), Plain(other), Plain(group), policy.Name));
            return other;
        }

        return group;
    }

    private static bool IsPeerGroup(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
            if (current is { Name: "PeerGroup", ContainingNamespace: { Name: "Policy", ContainingNamespace: { Name: "Starface", ContainingNamespace.IsGlobalNamespace: true } } })
                return true;
        return false;
    }

    private static string Plain(PeerGroupModel group) => group.FullName.Replace("global::", "");

    private static void CheckSettings(
        AttributeData attribute, ServiceModel service, Dictionary<string, (RequirementModel Requirement, string Service)> settings, ICollection<Mistake> mistakes)
    {
        foreach (var requirement in service.Requirements)
        {
            if (requirement.Setting is not { } name) continue;
            if (!settings.TryGetValue(name, out var first))
                settings.Add(name, (requirement, service.Type.Name));
            else if (!first.Requirement.Ports.Equals(requirement.Ports))
                mistakes.Add(SettingChecks.Disagreement(attribute, Place.TypeArgument(0), first, (requirement, service.Type.Name)));
        }
    }
}
