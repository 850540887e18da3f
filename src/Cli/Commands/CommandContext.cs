using Starface.Policy;

namespace Starface.Cli.Commands;

/// <summary>What a command works with.</summary>
/// <param name="Catalog">The services and policies there are; made when they are first needed, for which reading the command line is too early.</param>
/// <param name="Environment">The machine.</param>
/// <param name="Output">Takes the data.</param>
/// <param name="Error">Takes everything else.</param>
internal sealed record CommandContext(Lazy<PolicyCatalog> Catalog, CliEnvironment Environment, TextWriter Output, TextWriter Error);
