using System.CommandLine;
using Starface.Cli.Rendering;
using Starface.Cli.Selection;

namespace Starface.Cli.Commands;

/// <summary><c>preview</c>: the resources that <c>pulumi up</c> will register.</summary>
internal sealed class PreviewCommand : CliCommand
{
    private readonly SelectionOptions _selection;

    public PreviewCommand()
        : base("preview", "Shows the resources that 'pulumi up' will register. Without options: the demo stacks of both clouds.")
    {
        _selection = new SelectionOptions(Syntax);
        Syntax.Add(Format);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var plans = PlannedInstance.All(InstanceSelector.Select(_selection.Read(parsed), context.Catalog, context.Environment));
        if (WantsJson(parsed)) PreviewJson.Write(plans, context.Output);
        else PreviewTables.Write(plans, TableScreen.For(context));
        return plans.Any(planned => planned.Plan.HasErrors) ? ExitCode.Finding : ExitCode.Fine;
    }
}
