using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Starface.Generators.Emission;
using Starface.Generators.Models;
using Starface.Generators.Naming;
using Starface.Generators.Parsing;
using Starface.Generators.Symbols;

namespace Starface.Generators;

/// <summary>
/// Completes classes with <c>[Service]</c>, <c>[Policy]</c> and <c>[Scenario]</c> and lists them in the catalog of the assembly.
/// </summary>
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
        var policies = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Policy, IsTypeDeclaration, PolicyParser.Parse)
            .WhereNotNull()
            .WithTrackingName(TrackingNames.Policies);
        var scenarios = context.SyntaxProvider
            .ForAttributeWithMetadataName(AttributeNames.Scenario, IsTypeDeclaration, ScenarioParser.Parse)
            .WhereNotNull()
            .WithTrackingName(TrackingNames.Scenarios);
        var serviceEntries = services.Select(CatalogParser.Entry).WithTrackingName(TrackingNames.ServiceEntries);
        var policyEntries = policies.Select(CatalogParser.Entry).WithTrackingName(TrackingNames.PolicyEntries);
        var scenarioEntries = scenarios.Select(CatalogParser.Entry).WithTrackingName(TrackingNames.ScenarioEntries);
        var entries = serviceEntries.Collect().Combine(policyEntries.Collect()).Combine(scenarioEntries.Collect()).Select(Join);
        var clashes = entries.Select(FindClashes).WithTrackingName(TrackingNames.Clashes);
        var rootNamespace = context.AnalyzerConfigOptionsProvider
            .Select(CatalogParser.RootNamespace)
            .WithTrackingName(TrackingNames.RootNamespace);
        var catalog = entries.Combine(rootNamespace).Select(ParseCatalog).WithTrackingName(TrackingNames.Catalog);

        context.RegisterSourceOutput(services.Combine(clashes), AddService);
        context.RegisterSourceOutput(policies.Combine(clashes), AddPolicy);
        context.RegisterSourceOutput(scenarios.Combine(clashes), AddScenario);
        context.RegisterSourceOutput(catalog, AddCatalog);
    }

    private static bool IsTypeDeclaration(SyntaxNode node, CancellationToken token) => node is TypeDeclarationSyntax;

    private static CatalogEntries Join(
        ((ImmutableArray<CatalogEntryModel> Services, ImmutableArray<CatalogEntryModel> Policies) Others,
            ImmutableArray<CatalogEntryModel> Scenarios) entries,
        CancellationToken token) => new([.. entries.Others.Services], [.. entries.Others.Policies], [.. entries.Scenarios]);

    private static EquatableArray<string> FindClashes(CatalogEntries entries, CancellationToken token) =>
        HintNames.FindClashes(entries.All);

    private static CatalogModel? ParseCatalog((CatalogEntries Entries, string? RootNamespace) input, CancellationToken token) =>
        CatalogParser.Parse(input.Entries, input.RootNamespace);

    private static void AddService(SourceProductionContext context, (ServiceModel Service, EquatableArray<string> Clashes) input) =>
        Add(context, HintNames.For(input.Service.Type.MetadataName, input.Clashes), ServiceEmitter.Emit(input.Service));

    private static void AddPolicy(SourceProductionContext context, (PolicyModel Policy, EquatableArray<string> Clashes) input) =>
        Add(context, HintNames.For(input.Policy.Type.MetadataName, input.Clashes), PolicyEmitter.Emit(input.Policy));

    private static void AddScenario(SourceProductionContext context, (ScenarioModel Scenario, EquatableArray<string> Clashes) input) =>
        Add(context, HintNames.For(input.Scenario.Type.MetadataName, input.Clashes), ScenarioEmitter.Emit(input.Scenario));

    private static void AddCatalog(SourceProductionContext context, CatalogModel? catalog)
    {
        if (catalog is not null) Add(context, $"{catalog.Namespace}.{catalog.Name}.g.cs", CatalogEmitter.Emit(catalog));
    }

    private static void Add(SourceProductionContext context, string hintName, string text) =>
        context.AddSource(hintName, SourceText.From(text, Encoding.UTF8));
}
