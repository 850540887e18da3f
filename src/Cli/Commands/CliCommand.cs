using System.CommandLine;
using Starface.Cli.Hosting;

namespace Starface.Cli.Commands;

/// <summary>A command: its syntax, and what it does with what was parsed.</summary>
internal abstract class CliCommand
{
    /// <summary>A command with the option all commands have.</summary>
    /// <param name="name">The name people type.</param>
    /// <param name="description">What it does, for the help.</param>
    protected CliCommand(string name, string description)
    {
        Syntax = new Command(name, description);
        Format = new Option<string>("--format")
        {
            Description = "How the data is written: table for people, json for programs.",
            HelpName = "table|json",
            DefaultValueFactory = static _ => "table",
        };
        OnlyAmong(Format, "table", "json");
    }

    /// <summary>The command's syntax.</summary>
    public Command Syntax { get; }

    /// <summary>How the data is written.</summary>
    protected Option<string> Format { get; }

    /// <summary>Does what the command is for.</summary>
    /// <param name="parsed">The arguments, free of mistakes of syntax.</param>
    /// <param name="context">What the command works with.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public abstract int Run(ParseResult parsed, CommandContext context);

    /// <summary>Whether the data is asked for as JSON.</summary>
    /// <param name="parsed">The arguments.</param>
    protected bool WantsJson(ParseResult parsed) => parsed.GetValue(Format) == "json";

    /// <summary>Takes only some values for an option.</summary>
    /// <param name="option">The option.</param>
    /// <param name="values">The values.</param>
    protected static void OnlyAmong(Option<string> option, params string[] values) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var written }] && !values.Contains(written, StringComparer.Ordinal))
                result.AddError($"{option.Name}: '{written}' is not known: write {string.Join(" or ", values)}.");
        });
}
