using System.Text;
using Starface.Cli;

// The bytes do not depend on the machine: UTF-8 without a mark, LF.
if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected) Console.OutputEncoding = Encoding.UTF8;
var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var output = new StreamWriter(Console.OpenStandardOutput(), encoding, bufferSize: 16 * 1024) { NewLine = "\n" };
using var error = new StreamWriter(Console.OpenStandardError(), encoding) { NewLine = "\n" };

// The first Ctrl-C ends what is being read, so that what is known is still reported; the second ends the program.
using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
};
return CommandLineApp.Run(args, output, error, CliEnvironment.OfProcess() with { Cancellation = interrupt.Token }, Starface.Policies.Catalog.Instance);
