using Starface.Cli.Commands;
using System.CommandLine;
using Starface.Cli.Hosting;

namespace Starface.Cli.Verbs.List;

/// <summary><c>list</c>: the services and policies.</summary>
internal sealed class ListCommand : CliCommand
{
    public ListCommand()
        : base("list", "Lists the services with what each needs, and the policies with what each allows.") => Syntax.Add(Format);

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        if (WantsJson(parsed)) ListJson.Write(context.Catalog.Value, context.Output);
        else ListTables.Write(context.Catalog.Value, context.Screen);
        return ExitCode.Success;
    }
}
