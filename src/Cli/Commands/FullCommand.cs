using System.CommandLine;
using Starface.Cli.Hosting;

namespace Starface.Cli.Commands;

/// <summary>A command that not every program of the tool has (<see cref="FullTool"/>).</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, for the help text.</param>
internal abstract class FullCommand(string name, string description) : CliCommand(name, description)
{
    /// <inheritdoc/>
    public sealed override int Run(ParseResult parsed, CommandContext context) => FullTool.IsThis
        ? RunHere(parsed, context)
        : throw new InvalidOperationException("This program does not have the command.");

    /// <inheritdoc cref="CliCommand.Run"/>
    protected abstract int RunHere(ParseResult parsed, CommandContext context);
}
