using Microsoft.CodeAnalysis.Diagnostics;

namespace Starface.Generators.Analyzers;

/// <summary>An analyzer of code that makes instances of policies. It looks at nothing in a compilation without Starface.Policy.</summary>
public abstract class CodeAnalyzer : DiagnosticAnalyzer
{
    private protected CodeAnalyzer()
    {
    }

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.For(start.Compilation) is { } types) Start(start, types);
        });
    }

    /// <summary>Registers what is looked at.</summary>
    /// <param name="context">Where to register it.</param>
    /// <param name="types">The types of Starface.Policy.</param>
    private protected abstract void Start(CompilationStartAnalysisContext context, KnownTypes types);
}
