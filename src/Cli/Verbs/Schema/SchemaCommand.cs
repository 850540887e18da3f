using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;

namespace Starface.Cli.Verbs.Schema;

/// <summary><c>schema</c>: the JSON Schema of stack files, for editors.</summary>
internal sealed class SchemaCommand : CliCommand
{
    public SchemaCommand()
        : base("schema", "Writes a JSON Schema of the stacks' files, by which editors complete and check them.")
    {
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        StackSchema.Write(context.Catalog.Value, context.Environment.Clouds, context.Output);
        return ExitCode.Success;
    }
}
