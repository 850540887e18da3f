using Starface.Policy;

namespace Starface.Cli.Commands;

/// <summary>What a command works with.</summary>
/// <param name="Catalog">The services and policies there are.</param>
/// <param name="Environment">The machine.</param>
/// <param name="Output">Takes the data.</param>
/// <param name="Error">Takes everything else.</param>
internal sealed record CommandContext(PolicyCatalog Catalog, CliEnvironment Environment, TextWriter Output, TextWriter Error);
