using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policy;

var catalog = new Lazy<PolicyCatalog>(static () => Starface.Policies.Catalog.Instance);
var error = StandardStreams.Error();
var isDone = false;
AppDomain.CurrentDomain.ProcessExit += (_, _) =>
{
    // Code of an assembly that ends the process must not make a pipeline believe that all is well.
    if (isDone) return;
    error.WriteLine("error: The command was ended before it was done, by a signal or by code that it loaded.");
    error.Flush();
    Environment.ExitCode = ExitCode.Error;
};
int exitCode;
using (var interrupt = new Interrupt())
{
    exitCode = CommandLineApp.Run(
        args,
        StandardStreams.Output(),
        error,
        CliEnvironment.FromProcess() with { Cancellation = interrupt.Listen },
        catalog);
}

isDone = true;
// Not by returning: a thread that an assembly left behind would keep the process alive.
Environment.Exit(exitCode);
