using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;

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
        // Without the policies of the project, its files would be underlined.
        StackFile.RejectAssembly(StackDirectory.FindOrMake(null, context.Environment).Project, context.Environment);
        StackSchema.Write(context.Catalog.Value, context.Environment.Clouds, context.Output);
        return ExitCode.Success;
    }
}
