using System.CommandLine;
using Starface.Policy.Rules;

namespace Starface.Cli.Commands;

/// <summary>The syntax of the whole command line.</summary>
internal sealed class CommandTree
{
    private static readonly (string Name, Func<CliCommand> Make)[] Known =
    [
        ("list", static () => new ListCommand()),
        ("show", static () => new ShowCommand()),
        ("preview", static () => new PreviewCommand()),
        ("compile", static () => new CompileCommand()),
        ("check", static () => new CheckCommand()),
        ("explain", static () => new ExplainCommand()),
        ("diff", static () => new DiffCommand()),
        ("drift", static () => new DriftCommand()),
        ("export", static () => new ExportCommand()),
    ];

    /// <summary>What the parser answers itself.</summary>
    private static readonly string[] AnsweredByParser = ["--help", "-h", "/h", "-?", "/?", "--version"];

    private readonly Command _root;
    private readonly CliCommand[] _commands;
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Report a defect of the program with its trace.", Recursive = true };

    /// <summary>
    /// The syntax that some arguments need: the command they begin with alone, since the other commands, and the parser's texts for help,
    /// cost a noticeable part of a start; all of it where help may be wanted.
    /// </summary>
    /// <param name="args">The arguments.</param>
    public CommandTree(string[] args)
    {
        var wanted = args.Length > 0 ? Array.Find(Known, known => known.Name == args[0]).Make : null;
        _commands = wanted is null ? Array.ConvertAll(Known, static known => known.Make()) : [wanted()];
        _root = wanted is null || args.Any(arg => AnsweredByParser.Contains(arg))
            ? new RootCommand("Firewall policies of STARFACE telephone systems: what AWS and Azure are to permit, and why.")
            : new Command("starface-policy");
        _root.Add(_verbose);
        foreach (var command in _commands)
            _root.Add(command.Syntax);
        foreach (var version in _root.Options.OfType<VersionOption>())
            version.Action = new VersionAction();
    }

    /// <summary>Parses without running anything.</summary>
    /// <param name="args">The arguments.</param>
    public ParseResult Parse(string[] args) => _root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The command that was asked for, or null where the parser answers itself: help and version.</summary>
    /// <param name="parsed">The arguments.</param>
    public CliCommand? CommandOf(ParseResult parsed) =>
        parsed.Action is null ? Array.Find(_commands, command => command.Syntax == parsed.CommandResult.Command) : null;

    /// <summary>Whether a defect is to be reported with its trace.</summary>
    /// <param name="parsed">The arguments.</param>
    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(_verbose);

    /// <summary>What is wrong with the syntax, with the nearest name that is known.</summary>
    /// <param name="parsed">The arguments.</param>
    public IEnumerable<string> UsageMistakes(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var unknown = parsed.UnmatchedTokens;
        if (command == _root)
        {
            var names = Known.Select(known => known.Name);
            return [unknown.Count == 0 ? $"the command is missing.{NearestName.Hint("", names)}" : $"there is no command '{unknown[0]}'.{NearestName.Hint(unknown[0], names)}"];
        }

        var option = unknown.FirstOrDefault(token => token.StartsWith("--", StringComparison.Ordinal));
        if (option is not null)
        {
            var options = command.Options.Select(known => known.Name);
            return [$"'{command.Name}' has no option '{option}'.{NearestName.Hint(option, options)}"];
        }

        return unknown.Count > 0
            ? unknown.Select(token => $"'{command.Name}' does not take '{token}'.")
            : parsed.Errors.Select(mistake => mistake.Message.ReplaceLineEndings(" "));
    }
}
