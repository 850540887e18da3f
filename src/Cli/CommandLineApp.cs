using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Assemblies;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Live;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli;

/// <summary>The command line as a function: arguments in, text and an exit code out. It touches no console.</summary>
internal static class CommandLineApp
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Receives the data.</param>
    /// <param name="error">Receives everything else; what it does not accept is lost, and changes nothing.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="catalog">The services and policies; created only for commands that need them.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, CliEnvironment environment, Lazy<PolicyCatalog> catalog)
    {
        var (data, messages) = (Gate(output, isEssential: true), Gate(error, isEssential: false));
        var tree = new CommandTree();
        var verbose = environment.Verbose;

        // Some commands read a stack twice.
        var notes = new HashSet<Problem>();
        environment = environment with { Note = note => messages.WriteNotes(notes.Add(note) ? [note] : []) };
        var exitCode = Guard(() =>
        {
            foreach (var command in tree.Commands) new ValueCompletions(catalog, environment).AddTo(command);
            if (OptionCompletion.Find(args, tree.Parse) is { } options)
            {
                foreach (var option in options) data.WriteLine(option);
                return ExitCode.Success;
            }

            var parsed = tree.Parse(OptionCompletion.Normalize(args));
            verbose |= tree.IsVerbose(parsed);
            if (parsed.Errors.Count > 0) return ReportUsage(tree, parsed, messages);
            if (tree.CommandOf(parsed) is not { } verb) return Answer(parsed, data);
            var source = tree.SourceOfPolicies(parsed);
            if (source.IsGiven && !PolicySource.CanLoad) return DotNetTool.Run(args, environment);
            if (verb is FullCommand && !environment.IsFullTool) return FullTool.Run(args, environment);
            environment = environment with { EnvironmentFiles = tree.EnvironmentFiles(parsed) };
            if (tree.ServiceTagsFile(parsed) is { } file)
                environment = environment with { PublishedMembers = ServiceTagsFile.Read(file, environment) };
            environment = environment with { LoadsPolicies = source.IsGiven };
            var isLoaded = source.IsGiven && !(verb.BuildsPolicies && source.Assembly is null);
            string? assembly = null;
            var policies = isLoaded ? Policies(source.Load(catalog.Value, environment, out assembly)) : catalog;
            var context = new CommandContext(policies, environment, data, messages) { Source = source, Assembly = assembly };
            var exitCode = verb.Run(parsed, context);

            // Nothing can be said about a configuration that is not all known.
            return verb.IsVerdict(parsed) && notes.Any(note => note.Id == ProblemIds.EnvironmentNotRead) ? ExitCode.Error : exitCode;
        });
        exitCode = Guard(() =>
        {
            data.Flush();
            return exitCode;
        });
        messages.Flush();
        return exitCode;

        static Lazy<PolicyCatalog> Policies(PolicyCatalog loaded) => new(loaded);

        int Guard(Func<int> run) => CommandLineApp.Guard(run, messages, () => verbose);
    }

    /// <summary>Runs a part of the work; whatever goes wrong in it ends in messages and exit code 1.</summary>
    private static int Guard(Func<int> run, OutputGate messages, Func<bool> isVerbose)
    {
        try
        {
            return run();
        }
        catch (UsageException usage)
        {
            return Report(usage.Problems, messages);
        }
        catch (PolicyException refusal)
        {
            return Report(refusal.Problems, messages);
        }
        catch (OutputLostException lost)
        {
            messages.WriteLine($"error: The output cannot be written: {Redaction.Redact(lost.InnerException!)}.");
            return ExitCode.Error;
        }
        // The outermost frame: whatever comes up here is a defect, and a person should read one line about it, not a trace.
#pragma warning disable CA1031
        catch (Exception defect)
#pragma warning restore CA1031
        {
            messages.WriteLine($"error: unexpected {defect.GetType().Name}: {Redaction.Redact(defect)}");
            messages.WriteLines(isVerbose()
                ? defect.ToString()
                : "This is a bug in starface-policy. Run the command again with --verbose and report the output.");
            return ExitCode.Error;
        }
    }

    private static OutputGate Gate(TextWriter stream, bool isEssential) => new(new GuardedWriter(stream, isEssential));

    /// <summary>What the parser answers itself: help and version.</summary>
    private static int Answer(ParseResult parsed, OutputGate output)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var exitCode = parsed.Invoke(new InvocationConfiguration { Output = text, Error = text, EnableDefaultExceptionHandler = false });
        if (text.ToString().Trim('\n') is { Length: > 0 } answer) output.WriteLines(answer);
        return exitCode;
    }

    private static int Report(ImmutableArray<Problem> problems, OutputGate error)
    {
        error.WriteProblems(problems);
        return ExitCode.Error;
    }

    private static int ReportUsage(CommandTree tree, ParseResult parsed, OutputGate error)
    {
        Report([.. tree.UsageProblems(parsed)], error);
        var command = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        error.WriteLine($"Run 'starface-policy {command}--help' for its arguments and options.");
        return ExitCode.Error;
    }
}
