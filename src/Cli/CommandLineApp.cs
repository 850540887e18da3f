using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Policy;

namespace Starface.Cli;

/// <summary>The command line as a function: arguments in, text and an exit code out. It touches no console.</summary>
internal static class CommandLineApp
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Receives the data.</param>
    /// <param name="error">Receives everything else.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="catalog">The services and policies; created only for commands that need them.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, CliEnvironment environment, Lazy<PolicyCatalog> catalog)
    {
        var tree = new CommandTree();
        var verbose = environment.Verbose;

        // Some commands read a stack twice.
        var notes = new HashSet<Problem>();
        environment = environment with { Note = note => error.WriteNotes(notes.Add(note) ? [note] : []) };
        try
        {
            var parsed = tree.Parse(args);
            verbose |= tree.IsVerbose(parsed);
            if (parsed.Errors.Count > 0)
                return ReportUsage(tree, parsed, error);
            return tree.CommandOf(parsed) is { } command
                ? command.Run(parsed, new CommandContext(catalog, environment, output, error))
                : parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (UsageException usage)
        {
            return Report(usage.Problems, error);
        }
        catch (PolicyException refusal)
        {
            return Report(refusal.Problems, error);
        }
        // The outermost frame: whatever comes up here is a defect, and a person should read one line about it, not a trace.
#pragma warning disable CA1031
        catch (Exception defect)
#pragma warning restore CA1031
        {
            error.WriteLine($"error: unexpected {defect.GetType().Name}: {defect.Message.ReplaceLineEndings(" ")}");
            error.WriteLine(verbose ? defect.ToString() : "This is a bug in starface-policy. Run the command again with --verbose and "
                + "report the output.");
            return ExitCode.Error;
        }
        finally
        {
            output.Flush();
            error.Flush();
        }
    }

    private static int Report(ImmutableArray<Problem> problems, TextWriter error)
    {
        error.WriteProblems(problems);
        return ExitCode.Error;
    }

    private static int ReportUsage(CommandTree tree, ParseResult parsed, TextWriter error)
    {
        Report([.. tree.UsageProblems(parsed)], error);
        var command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        error.WriteLine($"Run 'starface-policy {command}--help' for its arguments and options.");
        return ExitCode.Error;
    }
}
