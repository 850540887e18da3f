using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Clouds;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Diff;

/// <summary>
/// The options by which a command looks whether its plans cut what must never be cut, compared with what is permitted now.
/// </summary>
internal sealed class AgainstOptions
{
    private const string AllowCut = "--allow-cut";

    private readonly Option<string> _against = new("--against")
    {
        HelpName = "SIDE",
        Description = "What is permitted now, as for 'diff': a file of 'preview --format json', of 'pulumi stack export' or of the "
            + "cloud's own command. Plans that cut what must never be cut are refused.",
    };

    private readonly Option<string[]> _allowCut = AllowCutOption();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public AgainstOptions(Command command)
    {
        command.Add(_against);
        command.Add(_allowCut);
    }

    /// <summary>The option with the services whose flows may be cut.</summary>
    public Option<string[]> Accepted => _allowCut;

    /// <summary>The side that <c>--against</c> names, or null.</summary>
    /// <param name="parsed">The arguments.</param>
    public string? Side(ParseResult parsed) => parsed.GetValue(_against);

    /// <summary>Whether the plans are to be compared with what is permitted now.</summary>
    /// <param name="parsed">The arguments.</param>
    public bool IsGiven(ParseResult parsed) => Side(parsed) is not null;

    /// <summary>What is permitted now, or null when there is nothing to compare with.</summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="directory">The folder of the stacks' files, or null for the nearest.</param>
    /// <param name="incomplete">Receives what cannot be read in full of a state or of live groups; null refuses it.</param>
    /// <param name="context">What the command works with.</param>
    /// <exception cref="UsageException">There is no such side, or it has problems.</exception>
    public ImmutableArray<Permissions>? Read(
        ParseResult parsed, string? directory, List<Problem>? incomplete, CommandContext context)
    {
        if (Side(parsed) is { } side)
        {
            var read = DiffSide.Read(
                side, new InstanceSelection { Directory = directory }, null, incomplete, null, context.Catalog, context.Environment);
            WarnOfUnplaced(side, read, context.Error);
            return read;
        }

        return parsed.GetValue(_allowCut) is null or [] ? null : throw new UsageException(
            UsageProblem.Option($"{AllowCut} does nothing without --against", "add --against with what is permitted now"));
    }

    /// <summary>Says that a file of live groups does not show all that ends calls.</summary>
    /// <param name="side">The side as it was written.</param>
    /// <param name="permitted">What was read of it.</param>
    /// <param name="error">Receives the warning.</param>
    public static void WarnOfUnplaced(string side, ImmutableArray<Permissions> permitted, OutputGate error)
    {
        if (!permitted.Any(known => known is { IsDeployed: true, Placement: null })) return;
        error.WriteLine(
            $"warning: {side} does not show where its groups are, as a state of the program does: another VPC, region, resource group, "
                + "name or interface is not compared.");
    }

    /// <summary>Warns if an export belongs to another stack than the ones that are compared with it.</summary>
    /// <param name="side">The argument that names the export.</param>
    /// <param name="permitted">The instances of the export.</param>
    /// <param name="stacks">The compared stacks; none if they have no names.</param>
    /// <param name="error">Receives the warning.</param>
    public static void WarnOfOtherStack(
        string side, ImmutableArray<Permissions> permitted, ImmutableArray<string> stacks, OutputGate error)
    {
        var export = permitted.Select(known => known.Placement?.ExportOf).FirstOrDefault(stack => stack is not null);
        if (export is null || stacks.IsEmpty || stacks.Contains(export)) return;
        error.WriteLine(
            $"warning: {side} is the export of stack '{export}', and says nothing about '{stacks[0]}': give the export of that stack.");
    }

    /// <summary>Names what is accepted although nothing of that name would be cut, as where it is misspelt.</summary>
    /// <param name="cuts">All cuts.</param>
    /// <param name="allowed">What is accepted.</param>
    /// <param name="error">Receives the warnings.</param>
    public static void WarnOfUnused(ImmutableArray<ForbiddenCut> cuts, string[]? allowed, OutputGate error)
    {
        foreach (var unused in (allowed ?? []).Where(name => cuts.All(cut => cut.Accepted != name)))
        {
            var known = cuts.Select(cut => cut.Accepted).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
            var fix = known.Count == 0 ? "" : $"; {NearestName.Suggestion(unused, known)}";
            error.WriteLine($"warning: {AllowCut} {unused}: nothing of that name would be cut{fix}.");
        }
    }

    /// <summary>The instances beside what is there already.</summary>
    /// <param name="before">What is permitted now, or null.</param>
    /// <param name="instances">The instances.</param>
    /// <param name="isPart">Whether they are a part of a fleet.</param>
    public static ImmutableArray<SelectedInstance> Place(
        ImmutableArray<Permissions>? before, ImmutableArray<SelectedInstance> instances, bool isPart) => before is { } known
            ? [.. instances.Select(instance => instance.Beside(known, isAlone: !isPart && instances.Length == 1))]
            : instances;

    /// <summary>
    /// What the plans would cut, and the problems of those cuts that were not accepted; null when there is nothing to compare with.
    /// </summary>
    /// <param name="parsed">The arguments.</param>
    /// <param name="permitted">What is permitted now, or null.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="selection">What was selected. An instance that was not does not count as removed.</param>
    /// <param name="isComplete">Whether all that was selected has a plan; else what has none does not count as removed.</param>
    /// <param name="context">What the command works with.</param>
    /// <param name="permissionsOf">What a plan permits at the moment that is looked at; when it is reached if it is left out.</param>
    public (ImmutableArray<ForbiddenCut> Cuts, ImmutableArray<Problem> Refusals)? Compare(
        ParseResult parsed,
        ImmutableArray<Permissions>? permitted,
        ImmutableArray<PlannedInstance> plans,
        InstanceSelection selection,
        bool isComplete,
        CommandContext context,
        Func<Plan, Permissions>? permissionsOf = null)
    {
        if (permitted is not { } before) return null;
        var isDescribed = !selection.DescribingOptions.IsEmpty;
        if (!isDescribed)
            WarnOfOtherStack(Side(parsed)!, before, [.. plans.Select(planned => planned.Stack)], context.Error);
        if (isDescribed) before = [.. before.Select(known => known with { IsDeployed = false })];
        if (selection.Shard is { } shard) before = [.. before.Where(known => shard.Contains(known.Name))];
        if (!isComplete || (isDescribed ? before.Length > 1 : selection.Name is not null))
        {
            foreach (var plan in plans.Select(planned => planned.Plan).Where(plan => before.All(known => known.Name != plan.Name)))
            {
                context.Error.WriteLine(
                    $"warning: {Side(parsed)} has no instance '{plan.Name}', so its plan cannot cut anything.");
            }

            before = [.. before.Where(known => plans.Any(planned => planned.Plan.Name == known.Name))];
        }

        before = OfStacks(before, [.. plans.Select(planned => planned.Stack)], isWhole: selection.Stacks.IsEmpty);
        var cuts = ForbiddenCut.Find(
            PolicyChange.Pair(
                before,
                [.. plans.Select(planned => OfStack((permissionsOf ?? Permissions.From)(planned.Plan), planned.Stack))],
                context.Environment.Clouds,
                isPart: selection.Shard is not null));
        WarnOfUnused(cuts, parsed.GetValue(_allowCut), context.Error);
        return (cuts, Refusals(cuts, parsed.GetValue(_allowCut)));
    }

    /// <summary>
    /// Prepares the instances of a file with several stacks for a comparison with plans of some of them. An instance of a planned stack
    /// that has no plan is removed by the update; an instance of another stack is not affected.
    /// </summary>
    /// <param name="before">The instances before the update.</param>
    /// <param name="planned">The stacks that are planned.</param>
    /// <param name="isWhole">Whether all stacks are planned, so that a stack without a plan no longer exists.</param>
    public static ImmutableArray<Permissions> OfStacks(
        ImmutableArray<Permissions> before, ImmutableHashSet<string> planned, bool isWhole)
    {
        // Instances are matched by name, so the stack is compared only for names that are unique.
        var named = before.ToLookup(known => known.Name, StringComparer.Ordinal);
        return
        [
            .. from known in before
               let stack = known.Stack
               where stack is null || isWhole || planned.Contains(stack)
               let isUnique = !named[known.Name].Skip(1).Any()
               select stack is null ? known : (isUnique ? OfStack(known, stack) : known) with
               {
                   Stack = planned.Contains(stack) ? null : stack,
               },
        ];
    }

    /// <summary>An instance with its stack, for the comparison with a file of several stacks.</summary>
    /// <param name="side">The instance.</param>
    /// <param name="stack">The stack.</param>
    public static Permissions OfStack(Permissions side, string stack) =>
        side with { Placement = side.Placement is { } placement ? placement with { Home = stack } : null };

    /// <summary>The option that accepts cuts of what must never be cut.</summary>
    public static Option<string[]> AllowCutOption() =>
        new(AllowCut)
        {
            HelpName = "SERVICE",
            Description = "A service marked as never to be cut whose flows may be cut this time, or resource:NAME, an attachment or group "
                + "that may go. May be repeated.",
        };

    /// <summary>The problems of the cuts that are not accepted.</summary>
    /// <param name="cuts">The cuts.</param>
    /// <param name="allowed">The services whose flows may be cut.</param>
    public static ImmutableArray<Problem> Refusals(ImmutableArray<ForbiddenCut> cuts, string[]? allowed) =>
        [
            .. cuts
                .Where(cut => !cut.IsAccepted(allowed ?? []))
                .Select(cut => cut.ToProblem(accepted => $"use {AllowCut} {accepted}")),
        ];
}
