using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Starface.Generators.Checks;
using Starface.Generators.Parsing;

namespace Starface.Generators.Analyzers;

/// <summary>Reports allowances that name no service or no peer group, do not fit their service or stand twice, and names in a policy that cannot be told apart.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AllowanceAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NoService,
        Descriptors.NoPeerGroup,
        Descriptors.PeerGroupsOfOneName,
        Descriptors.SettingWithTwoDefaults,
        Descriptors.PeerGroupMissing,
        Descriptors.PeerGroupWithoutUse,
        Descriptors.RepeatedAllowance,
    ];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(start => DeclarationAnalysis.Register(start, SupportedDiagnostics, Find));
    }

    private static void Find(INamedTypeSymbol type, ICollection<Mistake> mistakes, CancellationToken token)
    {
        // What stands outside of a service or policy is reported as such.
        var sound = true;
        var attributes = new DeclaredAttributes(type);
        if (attributes.First(DeclarationKind.Service) is not null) ServiceParser.ReadNeeds(attributes, mistakes, ref sound, token);
        if (attributes.First(DeclarationKind.Policy) is not null) AllowanceParser.Parse(type, attributes, mistakes, ref sound, token);
    }
}
