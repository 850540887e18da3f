using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Starface.Generators.Emission;
using Starface.Generators.Models;
using Starface.Generators.Parsing;

namespace Starface.Generators;

/// <summary>Completes classes with <c>[Service]</c> and <c>[Policy]</c> and lists them in the assembly's catalogue.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class PolicyGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var services = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Service, IsTypeDeclaration, ServiceParser.Parse)
            .WhereNotNull()
            .WithTrackingName(TrackingNames.Services);
        context.RegisterSourceOutput(services, AddService);

        var policies = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Policy, IsTypeDeclaration, PolicyParser.Parse)
            .WhereNotNull()
            .WithTrackingName(TrackingNames.Policies);
        context.RegisterSourceOutput(policies, AddPolicy);

        var serviceEntries = services.Select(CatalogParser.Entry).WithTrackingName(TrackingNames.ServiceEntries);
        var policyEntries = policies.Select(CatalogParser.Entry).WithTrackingName(TrackingNames.PolicyEntries);
        var rootNamespace = context.AnalyzerConfigOptionsProvider.Select(CatalogParser.RootNamespace).WithTrackingName(TrackingNames.RootNamespace);
        var catalog = serviceEntries.Collect()
            .Combine(policyEntries.Collect())
            .Combine(rootNamespace)
            .Select(ParseCatalog)
            .WithTrackingName(TrackingNames.Catalog);
        context.RegisterSourceOutput(catalog, AddCatalog);
    }

    private static bool IsTypeDeclaration(SyntaxNode node, CancellationToken token) => node is TypeDeclarationSyntax;

    private static CatalogModel? ParseCatalog(
        ((ImmutableArray<CatalogEntryModel> Services, ImmutableArray<CatalogEntryModel> Policies) Entries, string? RootNamespace) input, CancellationToken token) =>
        CatalogParser.Parse(input.Entries.Services, input.Entries.Policies, input.RootNamespace);

    private static void AddService(SourceProductionContext context, ServiceModel service) =>
        Add(context, service.Type.MetadataName, ServiceEmitter.Emit(service));

    private static void AddPolicy(SourceProductionContext context, PolicyModel policy) =>
        Add(context, policy.Type.MetadataName, PolicyEmitter.Emit(policy));

    private static void AddCatalog(SourceProductionContext context, CatalogModel? catalog)
    {
        if (catalog is not null) Add(context, $"{catalog.Namespace}.{catalog.Name}", CatalogEmitter.Emit(catalog));
    }

    private static void Add(SourceProductionContext context, string name, string text) =>
        context.AddSource(name + ".g.cs", SourceText.From(text, Encoding.UTF8));
}
