using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policy;

var catalog = new Lazy<PolicyCatalog>(static () => Starface.Policies.Catalog.Instance);
using var interrupt = new Interrupt();
return CommandLineApp.Run(
    args,
    StandardStreams.Output(),
    StandardStreams.Error(),
    CliEnvironment.FromProcess() with { Cancellation = interrupt.Listen },
    catalog);
