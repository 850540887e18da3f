using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Parsing;

namespace Starface.Generators.Analyzers;

/// <summary>Reports requirements outside of services and allowances outside of policies, which would be ignored.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StrayAttributeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.AttributeWithoutEffect];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start => DeclarationAnalysis.Register(start, SupportedDiagnostics, Find));
    }

    private static void Find(INamedTypeSymbol type, ICollection<Mistake> mistakes, CancellationToken token)
    {
        var isService = AttributeNames.Find(type, DeclarationKind.Service) is not null;
        var isPolicy = AttributeNames.Find(type, DeclarationKind.Policy) is not null;
        foreach (var attribute in type.GetAttributes())
        {
            token.ThrowIfCancellationRequested();
            var missing = AttributeNames.KindOf(attribute) switch
            {
                DeclarationKind.Requirement or DeclarationKind.RemoteHost or DeclarationKind.Companion when !isService => "Service",
                DeclarationKind.Allowance when !isPolicy => "Policy",
                _ => null,
            };
            if (missing is not null)
                mistakes.Add(new(Descriptors.AttributeWithoutEffect, attribute, Place.Attribute, NameOf(attribute), type.Name, missing, missing.ToLowerInvariant()));
        }
    }

    private static string NameOf(AttributeData attribute)
    {
        const string Suffix = "Attribute";
        var name = attribute.AttributeClass!.Name;
        return name.Substring(0, name.Length - Suffix.Length);
    }
}
