using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy;
using Starface.Policy.Changes;

namespace Starface.Cli.Verbs.Diff;

/// <summary><c>diff</c>: what traffic becomes possible or impossible, and what that does to running calls.</summary>
internal sealed class DiffCommand : CliCommand
{
    private readonly Argument<string> _before = new("A")
    {
        Description = "What is permitted now: a stack, a policy, either with @VERSION "
        + "appended, or a file: of 'preview --format json', of 'pulumi stack export', or of the cloud's own command."
    };
    private readonly Argument<string> _after = new("B") { Description = "What will be permitted." };
    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder with the stack files.",
    };
    private readonly Option<string[]> _allowCut = AgainstOptions.AllowCutOption();

    public DiffCommand()
        : base("diff", "Shows which traffic becomes possible or impossible between A and B, and which calls are cut. Exit code 0: no "
            + "difference; 2: a difference; 1: an error, flows that must never be cut would be cut, or an update cannot get from A to B.")
    {
        Syntax.Add(_before);
        Syntax.Add(_after);
        Syntax.Add(_directory);
        Syntax.Add(_allowCut);
        Syntax.Add(Format);
    }

    /// <inheritdoc/>
    public override bool IsVerdict(ParseResult parsed) => true;

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, CommandContext context)
    {
        var selection = new InstanceSelection { Directory = parsed.GetValue(_directory) };
        var notes = new List<Problem>();
        var before = DiffSide.Read(parsed.GetRequiredValue(_before), selection, null, null, notes, context.Catalog, context.Environment);
        var after = DiffSide.Read(parsed.GetRequiredValue(_after), selection, before, null, notes, context.Catalog, context.Environment);

        // Two stacks are compared for what they permit; only of what was deployed, the other side is an update.
        before = [.. before.Select(side => side.IsDeployed ? side : side with { Placement = null })];
        if (DiffSide.StackOf(parsed.GetRequiredValue(_after), context.Catalog, context.Environment) is { } stack)
        {
            AgainstOptions.WarnOfOtherStack(parsed.GetRequiredValue(_before), before, [stack], context.Error);
            before = AgainstOptions.OfStacks(before, [stack], isWhole: false);
            after = [.. after.Select(side => AgainstOptions.OfStack(side, stack))];
        }

        var changes = PolicyChange.Pair(before, after, context.Environment.Clouds);

        if (WantsJson(parsed)) DiffJson.Write(changes, context.Output);
        else DiffText.Write(changes, context.Screen);

        context.Error.WriteNotes(notes.Distinct());
        var obstacles = after.SelectMany(
            side => side.Obstacles.Select(obstacle => obstacle with { Place = new Place { Key = side.Name } }));

        // A side with another name may be another instance that is only compared: that is told, and nothing to refuse.
        var all = ForbiddenCut.Find(changes);
        var renamed = all.Where(cut => cut.IsRenamed).Select(cut => cut.Instance).ToHashSet(StringComparer.Ordinal);
        var cuts = all.RemoveAll(cut => cut.Lost is null && renamed.Contains(cut.Instance));
        WarnOfOtherGroups(parsed, changes, context);
        AgainstOptions.WarnOfUnplaced(parsed.GetRequiredValue(_before), before, context.Error);
        AgainstOptions.WarnOfUnused(all, parsed.GetValue(_allowCut), context.Error);
        var refusals = AgainstOptions.Refusals(cuts, parsed.GetValue(_allowCut)).AddRange(obstacles);
        context.Error.WriteProblems(refusals);
        return !refusals.IsEmpty ? ExitCode.Error : changes.All(change => change.IsSame) ? ExitCode.Success : ExitCode.Findings;
    }

    /// <summary>Warns if two files have the same rules in different groups, as plans that were made independently do.</summary>
    private void WarnOfOtherGroups(ParseResult parsed, ImmutableArray<PolicyChange> changes, CommandContext context)
    {
        foreach (var change in changes)
        {
            if (change is not { Before.Recorded: { } was, After: { Recorded: { } now, IsDeployed: true } }) continue;
            var moved = now.Rules.Count(rule => was.Find(rule.Key).Any() && was.Find(rule.Key).All(old => old.Group != rule.Group));
            if (moved == 0) continue;
            context.Error.WriteLine(
                $"warning: {parsed.GetRequiredValue(_after)} does not have every rule of '{change.After.Name}' in the group that "
                    + $"{parsed.GetRequiredValue(_before)} has it in ({moved}), and 'pulumi up' leaves a rule in its group: plan it beside "
                    + "what is there, with preview --against.");
        }
    }
}
