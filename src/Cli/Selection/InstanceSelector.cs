using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Drift.Fleet;
using Starface.Policy;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Selection;

/// <summary>Finds the instances a command is about and reads what is known about them, with all problems at once.</summary>
internal static class InstanceSelector
{
    private const string DemoPrefix = "demo-";
    /// <summary>The message about a folder without stacks.</summary>
    public const string NoStack = "The folder has no stacks: no file is named Pulumi.<stack>.yaml";

    /// <summary>The selected instances, in the order of the selection and of the files.</summary>
    /// <exception cref="UsageException">The selection or what it names has problems.</exception>
    public static ImmutableArray<SelectedInstance> Select(
        InstanceSelection selection, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var found = SelectReadable(selection, catalog, environment);
        return found.Problems.IsEmpty ? found.Instances : throw new UsageException(found.Problems);
    }

    /// <summary>
    /// The selected instances, for a command whose output takes effect: all that the program receives has to be known.
    /// </summary>
    /// <exception cref="UsageException">The selection or what it names has problems, or imports unknown environments.</exception>
    public static ImmutableArray<SelectedInstance> SelectKnown(
        InstanceSelection selection, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var instances = Select(selection, catalog, environment with { Note = Pass });
        ImmutableArray<Problem> unread = [.. instances.Select(instance => instance.Unread).OfType<Problem>().Distinct()];
        return unread.IsEmpty ? instances : throw new UsageException(unread);

        void Pass(Problem note)
        {
            if (note.Id != ProblemIds.EnvironmentNotRead) environment.Note(note);
        }
    }

    /// <summary>The selected instances of the files that can be read, and the problems of the others.</summary>
    /// <exception cref="UsageException">The selection itself has problems.</exception>
    public static SelectedInstances SelectReadable(InstanceSelection selection, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var found = Find(selection, catalog, environment);
        ImmutableArray<SelectedInstance> instances = [.. found.Instances.Select(instance => instance.On(environment.Today))];
        return selection.Shard is not { } shard
            ? found with { Instances = instances }
            : found with { Instances = shard.Of(instances), Part = shard.ToReportPart(instances) };
    }

    /// <summary>
    /// The problems of names that several instances have, each with the last of them: resources are named after the instance, and found
    /// again by its name.
    /// </summary>
    /// <param name="instances">The instances.</param>
    public static IEnumerable<(Problem Problem, SelectedInstance Last)> DoubleNames(IEnumerable<SelectedInstance> instances) =>
        from instance in instances
        group instance by instance.Config.Request.Name into same
        where same.Skip(1).Any()
        let sources = string.Join(" and ", same.Select(instance => instance.Source ?? instance.Stack).Distinct(StringComparer.Ordinal))
        select (
            Problem.Error(ProblemIds.Duplicate, $"'{same.Key}' is an instance of {sources}", "give each a different name"),
            same.Last());

    /// <summary>The groups and places that instances of several stacks claim, each with the later instance.</summary>
    /// <param name="instances">The instances.</param>
    public static IEnumerable<(SelectedInstance Instance, ConfigClaim Claim, Problem Problem)> FindDoubleClaims(
        IEnumerable<SelectedInstance> instances) => DoubleClaims.Find(
            instances, instance => instance.Config, instance => $"'{instance.Config.Request.Name}' of {instance.Source ?? instance.Stack}");

    private static SelectedInstances Find(InstanceSelection selection, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        if (selection.All && !selection.Stacks.IsEmpty)
            throw new UsageException(UsageProblem.Option("--all cannot be combined with --stack", "remove one of the two"));
        if (selection.Shard is not null && !selection.DescribingOptions.IsEmpty)
        {
            throw new UsageException(UsageProblem.Option(
                $"--shard cannot be combined with {string.Join(", ", selection.DescribingOptions)}, which describe one instance",
                "remove --shard"));
        }

        var byFile = selection.All ? "--all" : "--stack";
        if (selection.Stacks.IsEmpty && !selection.All && !selection.DescribingOptions.IsEmpty)
            return new SelectedInstances([DescribedInstance.Read(selection, catalog.Value, environment.Clouds)], []);
        if (!selection.DescribingOptions.IsEmpty)
        {
            throw new UsageException(UsageProblem.Option(
                $"{string.Join(", ", selection.DescribingOptions)} cannot be combined with {byFile}, because a stack is described by its "
                + "file",
                $"change the file, or remove {byFile}"));
        }

        var directory = StackDirectory.Find(selection.Directory, environment);
        var names = selection.All || !selection.Stacks.IsEmpty ? Named(selection.Stacks, directory) : DemoStacks(directory);
        var instances = new List<SelectedInstance>();
        var problems = ImmutableArray.CreateBuilder<Problem>();
        foreach (var file in OrderedParallel.Select(names, name => ReadFile(directory, name, catalog, environment)))
        {
            foreach (var note in file.Notes) environment.Note(note);
            instances.AddRange(file.Instances);
            problems.AddRange(file.Problems);
        }

        return new SelectedInstances(
            selection.Name is { } wanted ? Named(wanted, instances, isComplete: problems.Count == 0) : [.. instances],
            [.. problems.Distinct()]);
    }

    /// <summary>The instances of a stack's file, or what is wrong with it.</summary>
    /// <param name="directory">The folder of the stacks' files.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="catalog">The policies there are.</param>
    /// <param name="environment">The machine.</param>
    public static SelectedInstances ReadFile(
        StackDirectory directory, string stack, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var notes = new List<Problem>();
        try
        {
            return new SelectedInstances(StackFile.Read(directory, stack, catalog, environment, notes), []) { Notes = [.. notes] };
        }
        catch (UsageException usage)
        {
            return new SelectedInstances([], usage.Problems) { Notes = [.. notes] };
        }
    }

    /// <summary>The named stacks of a folder, or all where none is named.</summary>
    /// <exception cref="UsageException">There is none, or none of that name.</exception>
    public static ImmutableArray<string> Named(ImmutableArray<string> stacks, StackDirectory directory) =>
        stacks.IsEmpty ? AllStacks(directory) : Known(stacks, directory);

    private static ImmutableArray<string> AllStacks(StackDirectory directory) => directory.Stacks.IsEmpty
        ? throw new UsageException(UsageProblem.File(directory.Display, NoStack, "name another folder with --directory"))
        : directory.Stacks;

    private static ImmutableArray<string> DemoStacks(StackDirectory directory)
    {
        var demos = directory.Stacks.Where(stack => stack.StartsWith(DemoPrefix, StringComparison.Ordinal)).ToImmutableArray();
        if (!demos.IsEmpty) return demos;
        throw new UsageException(directory.Stacks.IsEmpty
            ? UsageProblem.File(
                directory.Display, NoStack, "name another folder with --directory, or describe an instance with --policy, --cloud and "
                    + "--peer")
            : UsageProblem.File(
                directory.Display, "The folder has no demo stacks", $"choose with --stack: {string.Join(", ", directory.Stacks)}"));
    }

    private static ImmutableArray<string> Known(ImmutableArray<string> wanted, StackDirectory directory)
    {
        var unknown = wanted.Where(stack => !directory.Stacks.Contains(stack)).ToList();
        if (unknown.Count > 0)
        {
            throw new UsageException(
                [
                    .. unknown.Select(stack => directory.FindOverlooked(stack) is { } overlooked
                        ? UsageProblem.File(
                            overlooked,
                            $"The file of stack '{stack}' is not read: beside Pulumi.yaml, Pulumi reads only "
                                + StackDirectory.NameOf(stack),
                            $"rename it to {StackDirectory.NameOf(stack)}")
                        : Unknown("--stack", $"There is no stack '{stack}' in {directory.Display}", stack, directory.Stacks)),
                ]);
        }
        return [.. wanted.Distinct(StringComparer.Ordinal)];
    }

    private static Problem Unknown(string option, string message, string written, IEnumerable<string> known) =>
        Problem.Error(ProblemIds.UnknownName, message, NearestName.Suggestion(written, known)) with { Place = new Place { Key = option } };

    /// <summary>The instances of a name. There may be none where a file cannot be read, which may hold it.</summary>
    private static ImmutableArray<SelectedInstance> Named(string name, List<SelectedInstance> instances, bool isComplete)
    {
        var named = instances.Where(instance => instance.Config.Request.Name == name).ToImmutableArray();
        if (named.IsEmpty && isComplete)
        {
            throw new UsageException(
                Unknown(
                    "--name",
                    $"There is no instance '{name}' in the stack",
                    name,
                    instances.Select(instance => instance.Config.Request.Name)));
        }
        return named;
    }
}
