using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Rules;

namespace Starface.Cli.Selection;

/// <summary>Finds the instances a command is about and reads what is known about them, with all mistakes at once.</summary>
internal static class InstanceSelector
{
    private const string DemoPrefix = "demo-";

    /// <summary>The selected instances, in the order of the selection and of the files.</summary>
    /// <exception cref="MistakeException">The selection or what it names has mistakes.</exception>
    public static ImmutableArray<SelectedInstance> Select(InstanceSelection selection, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var found = SelectReadable(selection, catalog, environment);
        return found.Mistakes.IsEmpty ? found.Instances : throw new MistakeException(found.Mistakes);
    }

    /// <summary>The selected instances of the files that can be read, and the mistakes of the others.</summary>
    /// <exception cref="MistakeException">The selection itself has mistakes.</exception>
    public static SelectedInstances SelectReadable(InstanceSelection selection, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        var found = Find(selection, catalog, environment);
        return found with { Instances = [.. found.Instances.Select(instance => instance.On(environment.Today))] };
    }

    /// <summary>
    /// The names that several instances have, each as a sentence without its end and with the last of them: resources are named after the
    /// instance, and found again by its name.
    /// </summary>
    /// <param name="instances">The instances.</param>
    public static IEnumerable<(string Sentence, SelectedInstance Last)> DoubleNames(IEnumerable<SelectedInstance> instances) =>
        from instance in instances
        group instance by instance.Config.Request.Name into same
        where same.Skip(1).Any()
        select ($"'{same.Key}' is an instance of {string.Join(" and ", same.Select(instance => instance.Source ?? instance.Stack).Distinct(StringComparer.Ordinal))}", same.Last());

    private static SelectedInstances Find(InstanceSelection selection, Lazy<PolicyCatalog> catalog, CliEnvironment environment)
    {
        if (selection.All && !selection.Stacks.IsEmpty)
            throw new MistakeException("--all cannot stand beside --stack: leave one of the two out.");
        var byFile = selection.All ? "--all" : "--stack";
        if (selection.Stacks.IsEmpty && !selection.All && !selection.DescribingOptions.IsEmpty)
            return new SelectedInstances([DescribedInstance.Read(selection, catalog.Value, environment.Clouds)], []);
        if (!selection.DescribingOptions.IsEmpty)
        {
            throw new MistakeException(
                $"{string.Join(", ", selection.DescribingOptions)} cannot stand beside {byFile}: what a stack is, its file says. Change the file, or leave {byFile} out.");
        }

        var directory = StackDirectory.Find(selection.Directory, environment);
        var names = selection.All || !selection.Stacks.IsEmpty ? Named(selection.Stacks, directory) : DemoStacks(directory);
        var instances = new List<SelectedInstance>();
        var mistakes = ImmutableArray.CreateBuilder<string>();
        foreach (var file in OrderedParallel.Select(names, ReadOrReasons))
        {
            instances.AddRange(file.Instances);
            mistakes.AddRange(file.Mistakes);
        }

        return new SelectedInstances(selection.Name is { } wanted ? Named(wanted, instances, isComplete: mistakes.Count == 0) : [.. instances], mistakes.ToImmutable());

        SelectedInstances ReadOrReasons(string name)
        {
            try
            {
                return new SelectedInstances(StackFile.Read(directory.FileOf(name), name, catalog, environment), []);
            }
            catch (MistakeException mistake)
            {
                return new SelectedInstances([], [.. mistake.Messages]);
            }
        }
    }

    /// <summary>The named stacks of a folder, or all where none is named.</summary>
    /// <exception cref="MistakeException">There is none, or none of that name.</exception>
    public static ImmutableArray<string> Named(ImmutableArray<string> stacks, StackDirectory directory) => stacks.IsEmpty ? AllStacks(directory) : Known(stacks, directory);

    private static ImmutableArray<string> AllStacks(StackDirectory directory) => directory.Stacks.IsEmpty
        ? throw new MistakeException($"{directory.Display} holds no stack: there is no Pulumi.<stack>.yaml. Name another folder with --directory.")
        : directory.Stacks;

    private static ImmutableArray<string> DemoStacks(StackDirectory directory)
    {
        var demos = directory.Stacks.Where(stack => stack.StartsWith(DemoPrefix, StringComparison.Ordinal)).ToImmutableArray();
        if (!demos.IsEmpty) return demos;
        throw new MistakeException(directory.Stacks.IsEmpty
            ? $"{directory.Display} holds no stack: there is no Pulumi.<stack>.yaml. Name another folder with --directory, or describe an instance with --policy, --cloud and --peer."
            : $"{directory.Display} holds no demo stack. Choose with --stack: {string.Join(", ", directory.Stacks)}.");
    }

    private static ImmutableArray<string> Known(ImmutableArray<string> wanted, StackDirectory directory)
    {
        var unknown = wanted.Where(stack => !directory.Stacks.Contains(stack)).ToList();
        if (unknown.Count > 0)
            throw new MistakeException([.. unknown.Select(stack => $"--stack: there is no stack '{stack}' in {directory.Display}.{NearestName.Hint(stack, directory.Stacks)}")]);
        return [.. wanted.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The instances of a name. There may be none where a file cannot be read, which may hold it.</summary>
    private static ImmutableArray<SelectedInstance> Named(string name, List<SelectedInstance> instances, bool isComplete)
    {
        var named = instances.Where(instance => instance.Config.Request.Name == name).ToImmutableArray();
        if (named.IsEmpty && isComplete)
            throw new MistakeException($"--name: there is no instance '{name}' in the stack.{NearestName.Hint(name, instances.Select(instance => instance.Config.Request.Name))}");
        return named;
    }
}
