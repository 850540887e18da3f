using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Generators.Parsing;

/// <summary>Reads the <c>[Allow]</c> attributes of a policy, after what it includes.</summary>
internal static class AllowanceParser
{
    private const string Optional = nameof(AllowAttribute<object, Anywhere>.Optional);

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

    /// <summary>The allowances whose service can be read: the included ones, then the policy's own in the order of declaration.</summary>
    /// <param name="type">The class of the policy.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="warnings">Receives what is valid and probably not meant.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error, or a service cannot be generated.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <param name="sites">Receives the attribute of each allowance, in their order: the <c>[Include]</c> of included ones.</param>
    public static EquatableArray<AllowanceModel> Parse(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        ICollection<DeclarationProblem> problems,
        ICollection<DeclarationProblem>? warnings,
        ref bool isComplete,
        CancellationToken token,
        ICollection<AttributeData>? sites = null)
    {
        var inclusions = InclusionParser.Parse(type, attributes, problems, warnings, ref isComplete, token);
        var expected = inclusions.Count + attributes.Count;
        var allowances = new List<AllowanceModel>(expected);
        // A user-defined group named Anywhere would open its services to everyone: groups are identified by name.
        var groups = new Dictionary<string, PeerGroupModel>(StringComparer.Ordinal)
        {
            [PeerGroupId.Anywhere] = new(nameof(Anywhere), PeerGroupId.Anywhere, "global::Starface.Policy.Anywhere"),
        };
        var settings = new Dictionary<string, (RequirementModel Requirement, string Service)>(expected, StringComparer.Ordinal);
        var before = new Dictionary<(string, string, string?), AllowanceModel>(expected);
        var read = new List<AttributeData>(expected);
        foreach (var (allowance, _, site) in inclusions)
        {
            sites?.Add(site);
            read.Add(site);
            allowances.Add(allowance);
            before.Add(allowance.Key, allowance);
            CheckSettings(site, allowance.Service, settings, problems);
            if (allowance.PeerGroup is { } included)
                AddPeerGroup(site, ArgumentPlace.TypeArgument(0), included, type, groups, problems);
        }

        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Allowance) continue;
            var attribute = attributes[i];
            if (!AttributeArguments.AreWellFormed(attribute)) isComplete = false;
            var arguments = attribute.AttributeClass!.TypeArguments;
            var service = ReadService(attribute, arguments[0], problems, ref isComplete, token);
            var group = arguments.Length > 1 ? ReadPeerGroup(attribute, type, groups, problems, ref isComplete) : null;
            if (service is null) continue;
            sites?.Add(attribute);
            read.Add(attribute);
            CheckSettings(attribute, service, settings, problems);
            var allowance = new AllowanceModel(
                service,
                group,
                AttributeArguments.Named(attribute, "Because") as string,
                AttributeArguments.Named(attribute, "NeverCut") is true,
                AttributeArguments.Named(attribute, Optional) is true,
                ExpiryChecks.Read(attribute, "Expires", problems),
                AttributeArguments.Named(attribute, "Ticket") as string,
                AttributeArguments.Named(attribute, "Owner") as string,
                ExpiryChecks.Read(attribute, "ReviewBy", problems),
                AttributeArguments.Named(attribute, "Reviewed") as string);
            // Of two groups with one name, which are a problem of their own, the model has the first.
            if (arguments.Length == 1 || (group is not null && group.FullName == TypeNames.FullName((INamedTypeSymbol)arguments[1])))
                AllowanceChecks.Check(attribute, allowance, before, problems);
            allowances.Add(allowance);
        }

        CheckOptional(allowances, read, problems);
        return new([.. allowances]);
    }

    /// <summary>A group is left out as a whole, so one allowance that needs it takes the effect from all that do not.</summary>
    private static void CheckOptional(
        List<AllowanceModel> allowances, List<AttributeData> attributes, ICollection<DeclarationProblem> problems)
    {
        for (var i = 0; i < allowances.Count; i++)
        {
            // An included allowance is declared elsewhere; another policy may well need a group that it does not need.
            if (allowances[i] is not { Optional: true, IncludedFrom: null, PeerGroup: { } group }) continue;
            var (reason, fix) = group.Id == PeerGroupId.Anywhere
                ? ("every address is known", "remove it")
                : allowances.Find(other => !other.Optional && other.PeerGroup?.Id == group.Id) is { } needed
                    ? ($"the {Describe(needed)} needs the group anyway", needed.IncludedFrom is null
                        ? "write it there as well, or remove it here"
                        : "remove it, or exclude what needs the group")
                    : default;
            if (reason is null) continue;
            problems.Add(new(
                ProblemIds.OptionalWithoutEffect,
                attributes[i],
                ArgumentPlace.For(Optional),
                allowances[i].Service.Type.Name,
                group.Name.TrimStart('@'),
                reason,
                fix));
        }
    }

    private static string Describe(AllowanceModel allowance) => allowance.IncludedFrom is { } declaring
        ? $"[Allow] of '{allowance.Service.Type.Name}' in the included policy '{declaring.Id}'"
        : $"[Allow] of '{allowance.Service.Type.Name}'";

    /// <summary>The service that an attribute names; null when it names none.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="argument">Its type argument.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error, or the service cannot be generated.</param>
    /// <param name="token">Cancels the operation.</param>
    public static ServiceModel? ReadService(
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
        DeclarationProblem.OfType(ProblemIds.NotAService, attribute, argument, reason);

    private static PeerGroupModel? ReadPeerGroup(
        AttributeData attribute,
        INamedTypeSymbol policy,
        Dictionary<string, PeerGroupModel> groups,
        ICollection<DeclarationProblem> problems,
        ref bool isComplete) => ReadGroup(attribute, 1, problems, ref isComplete) is { } group
            ? AddPeerGroup(attribute, ArgumentPlace.TypeArgument(1), group, policy, groups, problems)
            : null;

    /// <summary>The peer group that a type argument of an attribute names; null when it names none.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="index">The index of the type argument.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error.</param>
    public static PeerGroupModel? ReadGroup(
        AttributeData attribute, int index, ICollection<DeclarationProblem> problems, ref bool isComplete)
    {
        if (attribute.AttributeClass!.TypeArguments[index] is not INamedTypeSymbol { TypeKind: TypeKind.Class } named
            || !IsPeerGroup(named))
        {
            isComplete = false;
            return null;
        }

        var reason = WhyNotPeerGroup(named);
        if (reason is null) return new(TypeNames.Escape(named.Name), PeerGroupId.FromTypeName(named.Name), TypeNames.FullName(named));
        problems.Add(new(ProblemIds.NotAPeerGroup, attribute, ArgumentPlace.TypeArgument(index), named.Name, reason));
        return null;
    }

    /// <summary>Adds a group to those of the policy; the one of the same name that is there already otherwise.</summary>
    private static PeerGroupModel AddPeerGroup(
        AttributeData attribute,
        ArgumentPlace place,
        PeerGroupModel group,
        INamedTypeSymbol policy,
        Dictionary<string, PeerGroupModel> groups,
        ICollection<DeclarationProblem> problems)
    {
        if (!groups.TryGetValue(group.Id, out var other))
        {
            groups.Add(group.Id, group);
        }
        else if (other.FullName != group.FullName)
        {
            problems.Add(new(ProblemIds.PeerGroupsOfOneName, attribute, place, Plain(other), Plain(group), policy.Name));
            return other;
        }

        return group;
    }

    /// <summary>Why a policy cannot name a class as a peer group; null where it can.</summary>
    /// <param name="type">The class.</param>
    public static string? WhyNotPeerGroup(ITypeSymbol type) =>
        type is not INamedTypeSymbol named || !IsPeerGroup(named) ? "name a class derived from PeerGroup, or Anywhere"
        : type.IsAbstract ? "it is abstract; derive a sealed class from PeerGroup"
        : named.Arity > 0
            ? "it is generic, and a peer group is identified by its name alone; derive a class without type parameters"
        : MembersOfPeers.Contains(type.Name) ? "the record of peers already has a member with this name; rename the class"
        : null;

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
