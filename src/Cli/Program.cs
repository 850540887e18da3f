using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policy;

var catalog = new Lazy<PolicyCatalog>(static () => Starface.Policies.Catalog.Instance);
var markDone = StandardStreams.WatchEnd();
int exitCode;
using (var interrupt = new Interrupt())
{
    exitCode = CommandLineApp.Run(
        args,
        StandardStreams.Output(),
        StandardStreams.Error(),
        CliEnvironment.FromProcess() with { Cancellation = interrupt.Listen },
        catalog);
}

markDone();
// Not by returning: a thread that an assembly left behind would keep the process alive.
Environment.Exit(exitCode);
