using Starface.Cli.Assemblies;
using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Cli.Commands;

/// <summary>What a command works with.</summary>
/// <param name="catalog">The known services and policies; created when they are first needed.</param>
/// <param name="environment">The machine.</param>
/// <param name="output">Receives the data.</param>
/// <param name="error">Receives everything else.</param>
internal sealed class CommandContext(Lazy<PolicyCatalog> catalog, CliEnvironment environment, OutputGate output, OutputGate error)
{
    /// <summary>The known services and policies; created when they are first needed.</summary>
    public Lazy<PolicyCatalog> Catalog => catalog;

    /// <summary>The machine.</summary>
    public CliEnvironment Environment => environment;

    /// <summary>Receives the data.</summary>
    public OutputGate Output => output;

    /// <summary>Receives everything else.</summary>
    public OutputGate Error => error;

    /// <summary>Where the command line says that policies are, beside the shipped ones.</summary>
    public PolicySource Source { get; init; } = new(null, null);

    /// <summary>The assembly with the policies that were loaded beside the shipped ones, or null.</summary>
    public string? Assembly { get; init; }

    /// <summary>The data for people: tables in the width and colours of the output.</summary>
    public TableScreen Screen { get; } = new(output, environment.TableWidth, environment.UseColor);
}
