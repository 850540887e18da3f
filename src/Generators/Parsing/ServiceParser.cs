using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Starface.Generators.Checks;
using Starface.Generators.Emission;
using Starface.Generators.Models;
using Starface.Policy;
using Place = Starface.Generators.Checks.Place;

namespace Starface.Generators.Parsing;

/// <summary>Reads a service from the attributes of its class, which may stand in source or in a referenced assembly.</summary>
internal static class ServiceParser
{
    /// <summary>
    /// By the assembly, weakly, and the class in it. Both belong to one compilation and do not change: what is read from them is as old as they are
    /// themselves. Classes are compared as the compiler does, since one stands for another object where it is named in an attribute.
    /// </summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ConcurrentDictionary<INamedTypeSymbol, ServiceModel>> Models = new();

    /// <summary>The service declared at a syntax node; null when there is nothing to generate for it.</summary>
    /// <param name="context">The node and its symbol.</param>
    /// <param name="token">Ends the reading.</param>
    public static ServiceModel? Parse(GeneratorAttributeSyntaxContext context, CancellationToken token) =>
        context.TargetSymbol is INamedTypeSymbol type
        && DeclarationSite.IsFirst(context, AttributeNames.Find(type, DeclarationKind.Service))
        && Model(type, token) is { Soundness: not Soundness.Withheld } service
            ? service
            : null;

    /// <summary>
    /// The service a class declares; null when it declares none. It is read once for each class of a compilation, however many policies allow it and
    /// analyzers look at them.
    /// </summary>
    /// <param name="type">The class.</param>
    /// <param name="token">Ends the reading.</param>
    public static ServiceModel? Model(INamedTypeSymbol type, CancellationToken token)
    {
        if (type.ContainingAssembly is not { } assembly) return Parse(type, [], token);
        var models = Models.GetValue(assembly, static _ => new(SymbolEqualityComparer.Default));
        if (models.TryGetValue(type, out var known)) return known;
        if (Parse(type, [], token) is not { } model) return null;
        // Another thread may have read the same meanwhile.
        return models.GetOrAdd(type, model);
    }

    /// <summary>The service a class declares; null when it declares none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    /// <param name="token">Ends the reading.</param>
    /// <param name="sites">Takes the attribute of each requirement of the model, in their order.</param>
    public static ServiceModel? Parse(INamedTypeSymbol type, ICollection<Mistake> mistakes, CancellationToken token, ICollection<AttributeData>? sites = null)
    {
        var attributes = new DeclaredAttributes(type);
        if (attributes.First(DeclarationKind.Service) is not { } attribute) return null;
        var before = mistakes.Count;
        var sound = AttributeArguments.AreWellFormed(attribute);
        var id = AttributeArguments.Positional(attribute, "id") as string;
        if (sound) NameChecks.CheckId(attribute, id, mistakes);
        var needs = ReadNeeds(attributes, mistakes, ref sound, token);
        var requirements = ReadRequirements(attributes, type, mistakes, sites, ref sound, token);
        var service = new ServiceModel(
            TypeParser.Parse(type, token),
            Soundness.Sound,
            id ?? "",
            AttributeArguments.Named(attribute, "Title") as string ?? id ?? "",
            (Viewpoint)(AttributeArguments.Named(attribute, "Viewpoint") as int? ?? 0),
            AttributeArguments.Named(attribute, "DocumentedElsewhere") as string,
            needs,
            requirements);
        var soundness = CanComplete(type, attributes, service, mistakes, token) switch
        {
            false => Soundness.Withheld,
            true when !sound || mistakes.Count > before => Soundness.Faulty,
            true => Soundness.Sound,
        };
        return soundness == Soundness.Sound ? service : service with { Soundness = soundness };
    }

    /// <summary>The ids of the services a service needs.</summary>
    /// <param name="attributes">The attributes of the service's class.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    /// <param name="sound">Becomes false where the compiler has a mistake to report.</param>
    /// <param name="token">Ends the reading.</param>
    public static EquatableArray<string> ReadNeeds(in DeclaredAttributes attributes, ICollection<Mistake> mistakes, ref bool sound, CancellationToken token)
    {
        List<string>? ids = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Companion) continue;
            var attribute = attributes[i];

            // The id alone: services may need each other, and what else is wrong with the other one is said there.
            var argument = attribute.AttributeClass!.TypeArguments[0];
            if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } named)
                sound = false;
            else if (AttributeNames.Find(named, DeclarationKind.Service) is not { } service)
                mistakes.Add(new(
                    Descriptors.NoService, attribute, Place.TypeArgument(0),
                    argument.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), "add [Service] to it, or name a class that has it"));
            else if (AttributeArguments.Positional(service, "id") is string id)
                (ids ??= []).Add(id);
        }

        return ids is null ? default : new([.. ids]);
    }

    private static EquatableArray<RequirementModel> ReadRequirements(
        in DeclaredAttributes attributes,
        INamedTypeSymbol type,
        ICollection<Mistake> mistakes,
        ICollection<AttributeData>? sites,
        ref bool sound,
        CancellationToken token)
    {
        List<(string Host, string[] Addresses)>? hosts = null;
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.RemoteHost) continue;
            var attribute = attributes[i];
            if (!AttributeArguments.AreWellFormed(attribute))
            {
                sound = false;
                continue;
            }

            var host = AttributeArguments.Positional(attribute, "host") as string ?? "";
            var addresses = RemoteSideChecks.ReadAddresses(attribute, AttributeArguments.Texts(attribute, "Addresses"), mistakes);
            if (RemoteSideChecks.CheckHost(attribute, "host", host, mistakes)) (hosts ??= []).Add((host, addresses));
        }

        var requirements = new List<RequirementModel>(attributes.Count);
        for (var i = 0; i < attributes.Count; i++)
        {
            token.ThrowIfCancellationRequested();
            if (attributes.KindOf(i) != DeclarationKind.Requirement) continue;
            var attribute = attributes[i];
            if (!AttributeArguments.AreWellFormed(attribute))
                sound = false;
            else if (RequirementParser.Parse(attribute, mistakes) is { } requirement && SettingChecks.AgreesWith(attribute, requirement, requirements, type, mistakes))
                AddOverHosts(requirement, hosts, requirements);
            while (sites?.Count < requirements.Count) sites.Add(attribute);
        }

        return new([.. requirements]);
    }

    /// <summary>Adds a requirement once for each remote host of its service; once where there are none or it names its own remote side.</summary>
    private static void AddOverHosts(RequirementModel requirement, List<(string Host, string[] Addresses)>? hosts, List<RequirementModel> requirements)
    {
        if (hosts is null || !requirement.NeedsPeers)
            requirements.Add(requirement);
        else
            foreach (var (host, addresses) in hosts)
                requirements.Add(requirement with { Host = host, Addresses = new(addresses) });
    }

    private static bool CanComplete(
        INamedTypeSymbol type, in DeclaredAttributes attributes, ServiceModel service, ICollection<Mistake> mistakes, CancellationToken token)
    {
        // In another assembly the class is complete or it is not; its own build said why.
        if (type.DeclaringSyntaxReferences.IsEmpty) return type.GetMembers("Definition").Any(member => member is IPropertySymbol { IsStatic: true });
        if (!ShapeChecks.Check(type, attributes, DeclarationKind.Service, mistakes, token)) return false;
        if (!ShapeChecks.MayBeInTheWay(type, service, ServiceMembers.MayBeNamed)) return true;
        foreach (var name in ServiceMembers.NamesOf(service))
            if (!ShapeChecks.CheckFree(type, attributes.First(DeclarationKind.Service)!, name, mistakes))
                return false;
        return true;
    }
}
