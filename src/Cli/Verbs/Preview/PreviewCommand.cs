using Starface.Cli.Commands;
using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;
using Starface.Policy;

namespace Starface.Cli.Verbs.Preview;

/// <summary><c>preview</c>: the resources that <c>pulumi up</c> will register.</summary>
internal sealed class PreviewCommand : CliCommand
{
    private readonly SelectionOptions _selection;
    private readonly AgainstOptions _against;

    public PreviewCommand()
        : base("preview", "Shows the resources that 'pulumi up' will register. Without options: the demo stacks of both clouds.")
    {
        _selection = new SelectionOptions(Syntax, several: true);
        _against = new AgainstOptions(Syntax);
        Syntax.Add(Format);
    }

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var selection = _selection.Read(parsed);
        var selected = InstanceSelector.SelectReadable(selection, context.Catalog, context.Environment);

        // A state in the middle of an update does not say what would be cut, but it tells whether the next update can get on.
        var incomplete = new List<Problem>();
        var before = _against.Read(parsed, selection.Directory, incomplete, context);
        var (plans, unplannable) = Plan(AgainstOptions.Place(before, selected.Instances), context);
        var problems = selected.Problems.AddRange(unplannable);
        var comparison = incomplete.Count > 0 ? null : _against.Compare(parsed, before, plans, selection, problems.IsEmpty, context);

        // One bad file hides no other's plan, but the exit code says that something is missing.
        if (plans.IsEmpty && !problems.IsEmpty) throw new UsageException(problems);
        if (WantsJson(parsed)) PreviewJson.Write(plans, problems, comparison?.Cuts, context.Output);
        else PreviewTables.Write(plans, context.Screen);
        var errors = problems.AddRange(incomplete).AddRange(comparison?.Refusals ?? []);
        context.Error.WriteProblems(errors);
        return !errors.IsEmpty ? ExitCode.Error : plans.Any(planned => planned.Plan.HasErrors) ? ExitCode.Findings : ExitCode.Success;
    }

    private static (
        ImmutableArray<PlannedInstance> Plans,
        ImmutableArray<Problem> Problems) Plan(ImmutableArray<SelectedInstance> instances, CommandContext context)
    {
        using var progress = ProgressLine.Start(context.Environment, context.Error);
        return PlannedInstance.Plannable(instances, progress);
    }
}
