using System.Collections.Immutable;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Files;
using Starface.Drift.Fleet;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Names;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Resolve;

/// <summary>What resolving the hosts of stacks makes of the lock and of the stacks' plans.</summary>
internal sealed class Resolution
{
    private readonly StackDirectory _folder;
    private readonly byte[]? _content;
    private readonly CliEnvironment _environment;

    private Resolution(StackDirectory folder, byte[]? content, CliEnvironment environment)
    {
        _folder = folder;
        _content = content;
        _environment = environment;
    }

    /// <summary>The hosts that were asked for.</summary>
    public required ImmutableArray<NeededHost> Needed { get; init; }

    /// <summary>How the questions ended.</summary>
    public required ImmutableArray<Lookup> Lookups { get; init; }

    /// <summary>The lock afterwards.</summary>
    public required LockUpdate Update { get; init; }

    /// <summary>What changes for the instances; only those for which something does.</summary>
    public required ImmutableArray<PolicyChange> Changes { get; init; }

    /// <summary>Why the lock must not be written: quotas, and flows that must never be cut.</summary>
    public required ImmutableArray<Problem> Refusals { get; init; }

    /// <summary>Everything that makes the command fail.</summary>
    public ImmutableArray<Problem> Errors =>
        [.. Update.Problems.Where(problem => problem.Severity == Severity.Error), .. Refusals];

    /// <summary>The file, for messages.</summary>
    public string File => DisplayPath.From(_folder.LockPath, _environment);

    /// <summary>Resolves the hosts that stacks need.</summary>
    /// <param name="selection">The stacks.</param>
    /// <param name="folder">Their folder.</param>
    /// <param name="context">What the command works with.</param>
    /// <param name="ask">Asks for hosts.</param>
    /// <param name="rules">Makes the new lock.</param>
    /// <param name="allowedCuts">The services whose flows may be cut.</param>
    /// <exception cref="UsageException">The selection, a stack's file or the lock has problems.</exception>
    public static Resolution Find(
        InstanceSelection selection,
        StackDirectory folder,
        CommandContext context,
        Func<ImmutableArray<string>, ImmutableArray<Lookup>> ask,
        LockRules rules,
        string[]? allowedCuts)
    {
        if (selection.All == !selection.Stacks.IsEmpty)
        {
            throw new UsageException(selection.All
                ? UsageProblem.Option("--all cannot be combined with --stack", "remove one of the two")
                : UsageProblem.Option(
                    "No stack is named",
                    $"name one with --stack ({string.Join(", ", folder.Stacks)}), or resolve the hosts of all with --all"));
        }

        var content = Read(folder);
        var names = folder.Names;
        var stacks = InstanceSelector.Named(selection.Stacks, folder);
        var policies = Instances(stacks, folder.With(null), context).Select(instance => instance.Config.Request.Policy);
        var needed = NeededHost.Of(policies);
        var lookups = needed.IsEmpty ? [] : ask([.. needed.Select(host => host.Name)]);
        var update = rules.Apply(names, needed, lookups, isAll: selection.All);
        var (changes, refusals) = update.Changes.IsEmpty
            ? ([], [])
            : Compare(stacks, folder, names, update.After, allowedCuts, context);
        return new Resolution(folder, content, context.Environment)
        {
            Needed = needed,
            Lookups = lookups,
            Update = update,
            Changes = changes,
            Refusals = refusals,
        };
    }

    /// <summary>Writes the lock.</summary>
    /// <exception cref="UsageException">It cannot be written, or somebody changed it meanwhile.</exception>
    public void Write()
    {
        try
        {
            var now = Read(_folder);
            if (!(now ?? []).AsSpan().SequenceEqual(_content) || now is null != _content is null)
            {
                throw new UsageException(UsageProblem.File(
                    File, "The file was changed while the hosts were resolved, and is left as it is", "resolve again"));
            }

            WholeFiles.Write((_folder.LockPath, text => text.WriteLines(HostsLockWriter.Write(Update.After))));
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            throw new UsageException(UsageProblem.File(File, $"The file cannot be written: {ForeignText.ToPhrase(problem)}"));
        }
    }

    private static byte[]? Read(StackDirectory folder) =>
        System.IO.File.Exists(folder.LockPath) ? InputFile.ReadAllBytes(folder.LockPath, InputLimits.ConfigurationFile) : null;

    private static ImmutableArray<SelectedInstance> Instances(
        ImmutableArray<string> stacks, StackDirectory folder, CommandContext context)
    {
        ImmutableArray<SelectedInstances> files =
            [.. OrderedParallel.Select(stacks, stack => InstanceSelector.ReadFile(folder, stack, context.Catalog, context.Environment))];
        foreach (var note in files.SelectMany(file => file.Notes)) context.Environment.Note(note);
        ImmutableArray<Problem> problems = [.. files.SelectMany(file => file.Problems).Distinct()];
        return problems.IsEmpty ? [.. files.SelectMany(file => file.Instances)] : throw new UsageException(problems);
    }

    /// <summary>
    /// The plans with both locks, the later beside the earlier one: each rule stays in its group, and both must fit at once. Neither is as
    /// of a day, so that the age of a lock does not keep a new one from being written.
    /// </summary>
    private static (ImmutableArray<PolicyChange> Changes, ImmutableArray<Problem> Refusals) Compare(
        ImmutableArray<string> stacks,
        StackDirectory folder,
        HostsLock? names,
        HostsLock after,
        string[]? allowedCuts,
        CommandContext context)
    {
        var changes = ImmutableArray.CreateBuilder<PolicyChange>();
        var refusals = ImmutableArray.CreateBuilder<Problem>();
        foreach (var stack in stacks)
        {
            ImmutableArray<Permissions> before =
                [.. PlannedInstance.All(Instances([stack], folder.With(names), context)).Select(planned => Permissions.From(planned.Plan))];
            var plans = PlannedInstance.All(
                AgainstOptions.Place(before, Instances([stack], folder.With(after), context), isPart: false));
            var ofStack = PolicyChange.Pair(
                before, [.. plans.Select(planned => Permissions.From(planned.Plan))], context.Environment.Clouds);
            foreach (var change in ofStack.Where(change => !change.IsNone))
            {
                changes.Add(change);
                var plan = plans.Single(planned => planned.Plan.Name == change.After.Name).Plan;
                var place = new Place { Key = change.After.Name };
                refusals.AddRange(plan.Findings.Concat(change.After.Obstacles)
                    .Where(finding => finding.Severity == Severity.Error)
                    .Distinct()
                    .Select(finding => finding with { Place = place }));
                refusals.AddRange(AgainstOptions.Refusals(ForbiddenCut.Find([change]), allowedCuts));
            }
        }

        return (changes.ToImmutable(), refusals.ToImmutable());
    }
}
