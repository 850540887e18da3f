using System.Text;
using Starface.Cli;

// The bytes do not depend on the machine: UTF-8 without a mark, LF.
if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected) Console.OutputEncoding = Encoding.UTF8;
var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var output = new StreamWriter(Console.OpenStandardOutput(), encoding, bufferSize: 16 * 1024) { NewLine = "\n" };
using var error = new StreamWriter(Console.OpenStandardError(), encoding) { NewLine = "\n" };
return CommandLineApp.Run(args, output, error, CliEnvironment.OfProcess(), Starface.Policies.Catalog.Instance);
