using Starface.Cli.Assemblies;
using Starface.Cli.Commands;
using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Verbs.Check;
using Starface.Cli.Verbs.Compile;
using Starface.Cli.Verbs.Diff;
using Starface.Cli.Verbs.Doctor;
using Starface.Cli.Verbs.Drift;
using Starface.Cli.Verbs.Explain;
using Starface.Cli.Verbs.Export;
using Starface.Cli.Verbs.List;
using Starface.Cli.Verbs.Merge;
using Starface.Cli.Verbs.New;
using Starface.Cli.Verbs.Preview;
using Starface.Cli.Verbs.Report;
using Starface.Cli.Verbs.Resolve;
using Starface.Cli.Verbs.Review;
using Starface.Cli.Verbs.Schema;
using Starface.Cli.Verbs.Show;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli;

/// <summary>The syntax of the whole command line.</summary>
internal sealed class CommandTree
{
    private readonly RootCommand _root = new(
        "Firewall policies for STARFACE telephone systems: what AWS and Azure should permit, and why.");

    private readonly ImmutableArray<CliCommand> _commands =
    [
        new ListCommand(),
        new ShowCommand(),
        new PreviewCommand(),
        new CompileCommand(),
        new CheckCommand(),
        new ExplainCommand(),
        new DiffCommand(),
        new ReviewCommand(),
        new ResolveCommand(),
        new DoctorCommand(),
        new DriftCommand(),
        new MergeCommand(),
        new ReportCommand(),
        new ExportCommand(),
        new NewCommand(),
        new SchemaCommand(),
    ];

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Print the stack trace of an internal error.",
        Recursive = true,
    };

    private readonly Option<string[]> _environment = new("--environment")
    {
        HelpName = "[STACK=]FILE",
        Description = "What the environments (Pulumi ESC) of a stack add to its configuration: the output of 'pulumi config --json' or "
            + "'pulumi env open'. May be repeated.",
        Recursive = true,
    };

    private readonly Option<string> _serviceTags = new("--service-tags")
    {
        HelpName = "FILE",
        Description = "Azure: the published service tags and their addresses. Without it the names known here are used, and drift takes a "
            + "tag to have any members.",
        Recursive = true,
    };

    private readonly Option<string> _assembly = new(PolicySource.AssemblyOption)
    {
        HelpName = "FILE.dll",
        Description = "Policies of your own, beside the shipped ones: the assembly with them. Its code runs.",
        Recursive = true,
    };

    private readonly Option<string> _build = new(PolicySource.BuildOption)
    {
        HelpName = "PROJECT",
        Description = "As --assembly, with the project of the assembly, which is built first.",
        Recursive = true,
    };

    public CommandTree()
    {
        Option[] everywhere = [_verbose, _environment, _serviceTags, _assembly, _build];
        foreach (var option in everywhere) _root.Add(option);
        foreach (var command in _commands) _root.Add(command.Syntax);
        foreach (var version in _root.Options.OfType<VersionOption>())
            version.Action = new VersionAction();
    }

    /// <summary>The commands.</summary>
    public IEnumerable<Command> Commands => _commands.Select(command => command.Syntax);

    /// <summary>Parses without running anything.</summary>
    /// <param name="args">The arguments.</param>
    public ParseResult Parse(string[] args) => _root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The command that was asked for, or null where the parser answers itself: help and version.</summary>
    /// <param name="parsed">The arguments.</param>
    public CliCommand? CommandOf(ParseResult parsed) =>
        parsed.Action is null ? _commands.FirstOrDefault(command => command.Syntax == parsed.CommandResult.Command) : null;

    /// <summary>Whether a defect is to be reported with its trace.</summary>
    /// <param name="parsed">The arguments.</param>
    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(_verbose);

    /// <summary>The files with what the stacks' environments add.</summary>
    /// <param name="parsed">The arguments.</param>
    public ImmutableArray<string> EnvironmentFiles(ParseResult parsed) => [.. parsed.GetValue(_environment) ?? []];

    /// <summary>The file with the published service tags, or null.</summary>
    /// <param name="parsed">The arguments.</param>
    public string? ServiceTagsFile(ParseResult parsed) => parsed.GetValue(_serviceTags);

    /// <summary>Where policies are, beside the shipped ones.</summary>
    /// <param name="parsed">The arguments.</param>
    public PolicySource SourceOfPolicies(ParseResult parsed) => new(parsed.GetValue(_assembly), parsed.GetValue(_build));

    /// <summary>What is wrong with the syntax, with the nearest name that is known.</summary>
    /// <param name="parsed">The arguments.</param>
    public IEnumerable<Problem> UsageProblems(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens;
        if (command == _root)
        {
            var names = _commands.Select(known => known.Syntax.Name);
            return [unknown.Count == 0
                ? UsageProblem.Option("The command is missing", NearestName.Suggestion("", names))
                : UsageProblem.Option($"There is no command '{unknown[0]}'", NearestName.Suggestion(unknown[0], names))];
        }

        var option = unknown.FirstOrDefault(token => token.StartsWith("--", StringComparison.Ordinal));
        if (option is not null)
        {
            var options = command.Options.Select(known => known.Name);
            return [UsageProblem.Option($"'{command.Name}' has no option '{option}'", NearestName.Suggestion(option, options))];
        }

        return unknown.Count > 0
            ? unknown.Select(token => UsageProblem.Option($"'{command.Name}' does not accept '{token}'"))
            : parsed.Errors.Select(error => UsageProblem.Option(error.Message.ReplaceLineEndings(" ")));
    }
}
