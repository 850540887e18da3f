using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Generators.Diagnostics;

/// <summary>Roslyn's descriptors of the kinds of problems that the compiler reports.</summary>
internal static class Descriptors
{
    /// <summary>The address of the pages, which the project file gives.</summary>
    private static readonly string Pages = typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "DiagnosticPages").Value;

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById = ProblemTable.Kinds
        .Where(kind => kind.IsReportedByCompiler)
        .ToImmutableDictionary(kind => kind.Id, Create, StringComparer.Ordinal);

    /// <summary>The descriptor of a kind of problem.</summary>
    /// <param name="id">Its id.</param>
    public static DiagnosticDescriptor For(string id) => ById[id];

    /// <summary>The descriptors of several kinds of problems.</summary>
    /// <param name="ids">Their ids.</param>
    public static ImmutableArray<DiagnosticDescriptor> ForAll(params ReadOnlySpan<string> ids)
    {
        var descriptors = ImmutableArray.CreateBuilder<DiagnosticDescriptor>(ids.Length);
        foreach (var id in ids) descriptors.Add(For(id));
        return descriptors.MoveToImmutable();
    }

    private static DiagnosticDescriptor Create(ProblemKind kind) =>
        new(
            kind.Id,
            kind.Title,
            kind.Fix is null ? kind.Message! : $"{kind.Message}; {kind.Fix}",
            kind.Category,
            kind.Severity == Severity.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
            isEnabledByDefault: true,
            helpLinkUri: $"{Pages}/{kind.Id}.md",
            customTags: kind.Id switch
            {
                ProblemIds.DuplicateId or ProblemIds.RepeatedForbid => [WellKnownDiagnosticTags.CompilationEnd],
                // A guardrail that the author of a policy can switch off guards nothing: no pragma and no option suppresses it.
                ProblemIds.Forbidden => [WellKnownDiagnosticTags.NotConfigurable],
                _ => [],
            });
}
