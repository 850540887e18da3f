using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Drift.Output;
using Starface.Policy;

namespace Starface.Cli.Commands;

/// <summary>What a command works with.</summary>
/// <param name="Catalog">The known services and policies; created when they are first needed.</param>
/// <param name="Environment">The machine.</param>
/// <param name="Output">Receives the data.</param>
/// <param name="Error">Receives everything else.</param>
internal sealed record CommandContext(Lazy<PolicyCatalog> Catalog, CliEnvironment Environment, OutputGate Output, OutputGate Error)
{
    /// <summary>The data for people: tables in the width and colours of the output.</summary>
    public TableScreen Screen { get; } = new(Output, Environment.TableWidth, Environment.UseColor);
}
