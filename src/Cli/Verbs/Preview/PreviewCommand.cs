using Starface.Cli.Commands;
using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;
using Starface.Policy;
using Starface.Policy.Changes;

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
    public override bool IsVerdict(ParseResult parsed) => _against.IsGiven(parsed);

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var selection = _selection.Read(parsed);
        var selected = InstanceSelector.SelectReadable(selection, context.Catalog, context.Environment);

        // A state in the middle of an update does not say what would be cut, but it tells whether the next update can get on.
        var incomplete = new List<Problem>();
        var before = _against.Read(parsed, selection.Directory, incomplete, context);
        var problems = selected.Problems.ToList();
        using var progress = context.Environment.TerminalWidth is not null ? null : ProgressLine.Start(context.Environment, context.Error);
        var plans = PlannedInstance.Each(
            AgainstOptions.Place(before, selected.Instances, isPart: selected.Part is not null), problems, progress);
        (ImmutableArray<ForbiddenCut> Cuts, ImmutableArray<Problem> Refusals)? comparison = null;
        if (before is not null)
        {
            ImmutableArray<PlannedInstance> all = [.. plans];
            if (incomplete.Count == 0) comparison = _against.Compare(parsed, before, all, selection, problems.Count == 0, context);
            plans = all;
        }

        // Every plan is written before the next is made, since those of a fleet are more than the machine can hold.
        var hasFindings = false;
        using var each = plans.Select(Seen).GetEnumerator();
        var isEmpty = !each.MoveNext();

        // One bad file hides no other's plan, but the exit code says that something is missing.
        if (isEmpty && problems.Count > 0) throw new UsageException([.. problems]);
        var written = isEmpty ? [] : From(each);
        var unread = selected.Instances.Select(instance => instance.Unread).OfType<Problem>().Distinct();
        if (WantsJson(parsed)) PreviewJson.Write(written, problems.Concat(unread), comparison?.Cuts, selected.Part, context.Output);
        else PreviewTables.Write(written, context.Screen);
        progress?.Dispose();
        ImmutableArray<Problem> errors = [.. problems, .. incomplete, .. comparison?.Refusals ?? []];
        context.Error.WriteProblems(errors);
        return !errors.IsEmpty ? ExitCode.Error : hasFindings ? ExitCode.Findings : ExitCode.Success;

        PlannedInstance Seen(PlannedInstance planned)
        {
            hasFindings |= planned.Plan.HasErrors;
            return planned;
        }
    }

    /// <summary>The items from the present one on.</summary>
    private static IEnumerable<T> From<T>(IEnumerator<T> each)
    {
        do yield return each.Current;
        while (each.MoveNext());
    }
}
