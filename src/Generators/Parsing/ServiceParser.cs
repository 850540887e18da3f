using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Starface.Generators.Checks;
using Starface.Generators.Emission;
using Starface.Generators.Models;
using Starface.Policy;

namespace Starface.Generators.Parsing;

/// <summary>Reads a service from the attributes of its class, which may stand in source or in a referenced assembly.</summary>
internal static class ServiceParser
{
    /// <summary>Weakly by the symbol, which belongs to one compilation and does not change: what is read from it is as old as it is itself.</summary>
    private static readonly ConditionalWeakTable<INamedTypeSymbol, ServiceModel> Models = new();

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
        if (Models.TryGetValue(type, out var known)) return known;
        if (AttributeNames.Find(type, DeclarationKind.Service) is null || Parse(type, [], token) is not { } model) return null;
        // Another thread may have read the same meanwhile.
        return Models.GetValue(type, _ => model);
    }

    /// <summary>The service a class declares; null when it declares none.</summary>
    /// <param name="type">The class.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    /// <param name="token">Ends the reading.</param>
    /// <param name="sites">Takes the attribute of each requirement of the model, in their order.</param>
    public static ServiceModel? Parse(INamedTypeSymbol type, ICollection<Mistake> mistakes, CancellationToken token, ICollection<AttributeData>? sites = null)
    {
        if (AttributeNames.Find(type, DeclarationKind.Service) is not { } attribute) return null;
        var before = mistakes.Count;
        var sound = AttributeArguments.AreWellFormed(attribute);
        var id = AttributeArguments.Positional(attribute, "id") as string;
        if (sound) NameChecks.CheckId(attribute, id, mistakes);
        var needs = ReadNeeds(type, mistakes, ref sound, token);
        var requirements = ReadRequirements(type, mistakes, sites, ref sound, token);
        var service = new ServiceModel(
            TypeParser.Parse(type, token),
            Soundness.Sound,
            id ?? "",
            AttributeArguments.Named(attribute, "Title") as string ?? id ?? "",
            (Viewpoint)(AttributeArguments.Named(attribute, "Viewpoint") as int? ?? 0),
            AttributeArguments.Named(attribute, "DocumentedElsewhere") as string,
            needs,
            requirements);
        var soundness = CanComplete(type, attribute, service, mistakes, token) switch
        {
            false => Soundness.Withheld,
            true when !sound || mistakes.Count > before => Soundness.Faulty,
            true => Soundness.Sound,
        };
        return service with { Soundness = soundness };
    }

    /// <summary>The ids of the services a service needs.</summary>
    /// <param name="type">The service's class.</param>
    /// <param name="mistakes">Takes the mistakes.</param>
    /// <param name="sound">Becomes false where the compiler has a mistake to report.</param>
    /// <param name="token">Ends the reading.</param>
    public static EquatableArray<string> ReadNeeds(INamedTypeSymbol type, ICollection<Mistake> mistakes, ref bool sound, CancellationToken token)
    {
        var ids = new List<string>();
        foreach (var attribute in type.GetAttributes())
        {
            token.ThrowIfCancellationRequested();
            if (AttributeNames.KindOf(attribute) != DeclarationKind.Companion) continue;

            // The id alone: services may need each other, and what else is wrong with the other one is said there.
            var argument = attribute.AttributeClass!.TypeArguments[0];
            if (argument is not INamedTypeSymbol { TypeKind: TypeKind.Class, IsStatic: false } named)
                sound = false;
            else if (AttributeNames.Find(named, DeclarationKind.Service) is not { } service)
                mistakes.Add(new(
                    Descriptors.NoService, attribute, Place.TypeArgument(0),
                    argument.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), "add [Service] to it, or name a class that has it"));
            else if (AttributeArguments.Positional(service, "id") is string id)
                ids.Add(id);
        }

        return [.. ids];
    }

    private static EquatableArray<RequirementModel> ReadRequirements(
        INamedTypeSymbol type, ICollection<Mistake> mistakes, ICollection<AttributeData>? sites, ref bool sound, CancellationToken token)
    {
        var hosts = new List<(string Host, string[] Addresses)>();
        foreach (var attribute in type.GetAttributes())
        {
            token.ThrowIfCancellationRequested();
            if (AttributeNames.KindOf(attribute) != DeclarationKind.RemoteHost) continue;
            if (!AttributeArguments.AreWellFormed(attribute))
            {
                sound = false;
                continue;
            }

            var host = AttributeArguments.Positional(attribute, "host") as string ?? "";
            var addresses = RemoteSideChecks.ReadAddresses(attribute, AttributeArguments.Texts(attribute, "Addresses"), mistakes);
            if (RemoteSideChecks.CheckHost(attribute, "host", host, mistakes)) hosts.Add((host, addresses));
        }

        var requirements = new List<RequirementModel>();
        foreach (var attribute in type.GetAttributes())
        {
            token.ThrowIfCancellationRequested();
            if (AttributeNames.KindOf(attribute) != DeclarationKind.Requirement) continue;
            if (!AttributeArguments.AreWellFormed(attribute))
                sound = false;
            else if (RequirementParser.Parse(attribute, mistakes) is { } requirement && SettingChecks.AgreesWith(attribute, requirement, requirements, type, mistakes))
                Add(attribute, OverHosts(requirement, hosts));
        }

        return [.. requirements];

        void Add(AttributeData attribute, IEnumerable<RequirementModel> read)
        {
            foreach (var requirement in read)
            {
                requirements.Add(requirement);
                sites?.Add(attribute);
            }
        }
    }

    private static IEnumerable<RequirementModel> OverHosts(RequirementModel requirement, List<(string Host, string[] Addresses)> hosts) =>
        hosts.Count == 0 || requirement.Host is not null || requirement.Addresses.Count > 0
            ? [requirement]
            : hosts.Select(remote => requirement with { Host = remote.Host, Addresses = new(remote.Addresses) });

    private static bool CanComplete(
        INamedTypeSymbol type, AttributeData attribute, ServiceModel service, ICollection<Mistake> mistakes, CancellationToken token)
    {
        // In another assembly the class is complete or it is not; its own build said why.
        if (type.DeclaringSyntaxReferences.IsEmpty) return type.GetMembers("Definition").Any(member => member is IPropertySymbol { IsStatic: true });
        if (!ShapeChecks.Check(type, attribute, DeclarationKind.Service, mistakes, token)) return false;
        if (!ShapeChecks.MayBeInTheWay(type, name => ServiceMembers.MayBeNamed(service, name))) return true;
        foreach (var name in ServiceMembers.NamesOf(service))
            if (!ShapeChecks.CheckFree(type, attribute, name, mistakes))
                return false;
        return true;
    }
}
