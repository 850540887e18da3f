using System.CommandLine;
using Starface.Cli.Hosting;

namespace Starface.Cli.Commands;

/// <summary>A command: its syntax and its work.</summary>
internal abstract class CliCommand
{
    /// <summary>Makes a command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, for the help text.</param>
    protected CliCommand(string name, string description)
    {
        Syntax = new Command(name, description);
        Format = new Option<string>("--format")
        {
            Description = "The output format: table for people, json for programs.",
            HelpName = "table|json",
            DefaultValueFactory = static _ => "table",
        };
        OnlyAmong(Format, "table", "json");
    }

    /// <summary>The command's syntax.</summary>
    public Command Syntax { get; }

    /// <summary>The option for tables or JSON.</summary>
    protected Option<string> Format { get; }

    /// <summary>Runs the command.</summary>
    /// <param name="parsed">The arguments, whose syntax is valid.</param>
    /// <param name="context">What the command works with.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public abstract int Run(ParseResult parsed, CommandContext context);

    /// <summary>Whether the exit code says that all is well, and not only that the command did its work.</summary>
    /// <param name="parsed">The arguments.</param>
    public virtual bool IsVerdict(ParseResult parsed) => false;

    /// <summary>Whether the command builds the project of policies itself, and not the one of the work tree.</summary>
    public virtual bool BuildsPolicies => false;

    /// <summary>Whether the data is asked for as JSON.</summary>
    /// <param name="parsed">The arguments.</param>
    protected bool WantsJson(ParseResult parsed) => parsed.GetValue(Format) == "json";

    /// <summary>Restricts an option to some values.</summary>
    /// <param name="option">The option.</param>
    /// <param name="values">The values.</param>
    protected static void OnlyAmong(Option<string> option, params string[] values)
    {
        option.CompletionSources.Add(values);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var written }] && !values.Contains(written, StringComparer.Ordinal))
                result.AddError($"{option.Name}: '{written}' is not valid; use {string.Join(" or ", values)}");
        });
    }
}
