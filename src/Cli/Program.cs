using System.Text;
using Starface.Cli;
using Starface.Cli.Hosting;
using Starface.Policy;

var catalog = new Lazy<PolicyCatalog>(static () => Starface.Policies.Catalog.Instance);

// The bytes do not depend on the machine: UTF-8 without a byte order mark, LF.
if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected) Console.OutputEncoding = Encoding.UTF8;
var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var output = new StreamWriter(Console.OpenStandardOutput(), encoding, bufferSize: 16 * 1024) { NewLine = "\n" };
using var error = new StreamWriter(Console.OpenStandardError(), encoding) { NewLine = "\n" };

using var interrupt = new Interrupt();
return CommandLineApp.Run(args, output, error, CliEnvironment.FromProcess() with { Cancellation = interrupt.Listen }, catalog);
