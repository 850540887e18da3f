using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Starface.Generators.Diagnostics;
using Starface.Generators.Models;
using Starface.Generators.Naming;
using Starface.Generators.Symbols;
using Starface.Generators.Validation;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Generators.Parsing;

/// <summary>Reads a service from the attributes of its class, which is in source or in a referenced assembly.</summary>
internal static class ServiceParser
{
    /// <summary>
    /// The services of an assembly by their classes. An assembly symbol belongs to one compilation and does not change, so that an entry is
    /// never stale and is collected together with the compilation. The comparer is Roslyn's own, because a class named in an attribute can
    /// be another object than the class itself.
    /// </summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ConcurrentDictionary<INamedTypeSymbol, ServiceModel>> Models = new();

    /// <summary>The service declared at a syntax node; null when nothing can be generated for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Cancels the operation.</param>
    public static ServiceModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        context.TargetSymbol is INamedTypeSymbol type
        && DeclarationSite.IsFirst(context, AttributeNames.Find(type, DeclarationKind.Service))
        && Model(type, token) is { State: not GenerationState.Skipped } service
            ? service
            : null;

    /// <summary>
    /// The service that a class declares; null when it declares none. It is parsed once in a compilation, however many policies allow it.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="token">Cancels the operation.</param>
    public static ServiceModel? Model(INamedTypeSymbol type, CancellationToken token)
    {
        if (type.ContainingAssembly is not { } assembly) return Parse(type, [], token);
        var models = Models.GetValue(assembly, static _ => new(SymbolEqualityComparer.Default));
        if (models.TryGetValue(type, out var known)) return known;
        // Another thread may parse the same class meanwhile; both use the first result.
        return Parse(type, [], token) is { } model ? models.GetOrAdd(type, model) : null;
    }

    /// <summary>The service that a class declares; null when it declares none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <param name="sites">Receives the attribute of each requirement of the model, in their order.</param>
    public static ServiceModel? Parse(
        INamedTypeSymbol type,
        ICollection<DeclarationProblem> problems,
        CancellationToken token,
        ICollection<AttributeData>? sites = null)
    {
        var attributes = new DeclaredAttributes(type);
        if (attributes.First(DeclarationKind.Service) is not { } attribute) return null;
        var before = problems.Count;
        var isComplete = AttributeArguments.AreWellFormed(attribute);
        var id = AttributeArguments.Positional(attribute, "id") as string;
        if (isComplete)
        {
            NameChecks.CheckId(attribute, id, problems);
            EnumerationChecks.Check(attribute, problems);
        }

        var needs = ReadNeeds(attributes, problems, ref isComplete, token);
        var requirements = ReadRequirements(type, attributes, problems, ref isComplete, token, sites);
        var service = new ServiceModel(
            TypeParser.Parse(type, token),
            GenerationState.Complete,
            id ?? "",
            AttributeArguments.Named(attribute, "Title") as string ?? id ?? "",
            (Viewpoint)(AttributeArguments.Named(attribute, "Viewpoint") as int? ?? 0),
            AttributeArguments.Named(attribute, "DocumentedElsewhere") as string,
            needs,
            requirements);
        if (!CanComplete(type, attributes, service, problems, token)) return service with { State = GenerationState.Skipped };
        return isComplete && problems.Count == before ? service : service with { State = GenerationState.StubOnly };
    }

    /// <summary>The valid requirements of a class, whether or not it declares a service.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="isComplete">Becomes false where the compiler reports an error.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <param name="sites">Receives the attribute of each requirement, in their order.</param>
    public static EquatableArray<RequirementModel> ReadRequirements(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        ICollection<DeclarationProblem> problems,
        ref bool isComplete,
        CancellationToken token,
        ICollection<AttributeData>? sites = null)
    {
        var hosts = ReadHosts(attributes, problems, ref isComplete, token);
        var requirements = new List<RequirementModel>(attributes.Count);
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Requirement) continue;
            var attribute = attributes[i];
            if (!AttributeArguments.AreWellFormed(attribute))
            {
                isComplete = false;
                continue;
            }

            if (RequirementParser.Parse(attribute, problems) is not { } requirement) continue;
            if (!SettingChecks.CheckDefault(attribute, requirement, requirements, type.Name, problems)) continue;
            AddForHosts(requirement, hosts, requirements);
            while (sites?.Count < requirements.Count) sites.Add(attribute);
        }

        return new([.. requirements]);
    }

    private static EquatableArray<string> ReadNeeds(
        in DeclaredAttributes attributes, ICollection<DeclarationProblem> problems, ref bool isComplete, CancellationToken token)
    {
        List<string>? ids = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Need) continue;
            var attribute = attributes[i];
            // The other service is not parsed: services may need each other, and its problems are reported there.
            var argument = attribute.AttributeClass!.TypeArguments[0];
            if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } named)
                isComplete = false;
            else if (AttributeNames.Find(named, DeclarationKind.Service) is not { } service)
                problems.Add(new(
                    ProblemIds.NotAService,
                    attribute,
                    ArgumentPlace.TypeArgument(0),
                    argument.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                    "add [Service] to it, or name a class that has it"));
            else if (AttributeArguments.Positional(service, "id") is string id)
                (ids ??= []).Add(id);
        }

        return ids is null ? default : new([.. ids]);
    }

    private static List<RemoteHostModel>? ReadHosts(
        in DeclaredAttributes attributes, ICollection<DeclarationProblem> problems, ref bool isComplete, CancellationToken token)
    {
        List<RemoteHostModel>? hosts = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.RemoteHost) continue;
            var attribute = attributes[i];
            if (!AttributeArguments.AreWellFormed(attribute))
            {
                isComplete = false;
                continue;
            }

            var host = AttributeArguments.Positional(attribute, "host") as string ?? "";
            var addresses = RemoteSideChecks.ReadAddresses(attribute, AttributeArguments.Strings(attribute, "Addresses"), problems);
            var allowPrivate = RemoteSideChecks.ReadAllowPrivate(
                attribute, AttributeArguments.Strings(attribute, "AllowPrivate"), hasHost: true, problems);
            if (RemoteSideChecks.CheckHost(attribute, "host", host, problems)) (hosts ??= []).Add(new(host, addresses, allowPrivate));
        }

        return hosts;
    }

    /// <summary>
    /// Adds a requirement for each remote host of its service, or once if it names its own remote side or there are no hosts.
    /// </summary>
    private static void AddForHosts(
        RequirementModel requirement, List<RemoteHostModel>? hosts, List<RequirementModel> requirements)
    {
        if (hosts is null || !requirement.NeedsPeers)
            requirements.Add(requirement);
        else
            foreach (var (host, addresses, allowPrivate) in hosts)
                requirements.Add(requirement with { Host = host, Addresses = new(addresses), AllowPrivate = new(allowPrivate) });
    }

    private static bool CanComplete(
        INamedTypeSymbol type,
        in DeclaredAttributes attributes,
        ServiceModel service,
        ICollection<DeclarationProblem> problems,
        CancellationToken token)
    {
        // In another assembly, the class has been completed or not; the build of that assembly reported why.
        if (type.DeclaringSyntaxReferences.IsEmpty)
            return type.GetMembers("Definition").Any(member => member is IPropertySymbol { IsStatic: true });
        if (!ShapeChecks.CheckType(type, attributes, DeclarationKind.Service, problems, token)) return false;
        if (!ShapeChecks.MayClash(type, service, ServiceMembers.MayContain)) return true;
        foreach (var name in ServiceMembers.Names(service))
            if (!ShapeChecks.CheckName(type, attributes.First(DeclarationKind.Service)!, name, problems))
                return false;
        return true;
    }

    /// <summary>A remote host that requirements share.</summary>
    private readonly record struct RemoteHostModel(string Host, string[] Addresses, string[] AllowPrivate);
}
