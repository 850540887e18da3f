using System.Collections.Immutable;
using Starface.Policy;
using Starface.Policy.Rules;

namespace Starface.Cli.Selection;

/// <summary>Finds the instances a command is about and reads what is known about them, with all mistakes at once.</summary>
internal static class InstanceSelector
{
    private const string DemoPrefix = "demo-";

    /// <summary>The selected instances, in the order of the selection and of the files.</summary>
    /// <exception cref="MistakeException">The selection or what it names has mistakes.</exception>
    public static ImmutableArray<SelectedInstance> Select(InstanceSelection selection, PolicyCatalog catalog, CliEnvironment environment) =>
        [.. Find(selection, catalog, environment).Select(instance => instance.On(environment.Today))];

    private static ImmutableArray<SelectedInstance> Find(InstanceSelection selection, PolicyCatalog catalog, CliEnvironment environment)
    {
        if (selection.Stacks.IsEmpty && !selection.DescribingOptions.IsEmpty)
            return [DescribedInstance.Read(selection, catalog)];
        if (!selection.DescribingOptions.IsEmpty)
        {
            throw new MistakeException(
                $"{string.Join(", ", selection.DescribingOptions)} cannot stand beside --stack: what a stack is, its file says. Change the file, or leave --stack out.");
        }

        var directory = StackDirectory.Find(selection.Directory, environment);
        var names = selection.Stacks.IsEmpty ? DemoStacks(directory) : Known(selection.Stacks, directory);
        var instances = new List<SelectedInstance>();
        var mistakes = new List<string>();
        foreach (var name in names)
        {
            try
            {
                instances.AddRange(StackFile.Read(directory.FileOf(name), name, catalog, environment));
            }
            catch (MistakeException mistake)
            {
                mistakes.AddRange(mistake.Messages);
            }
        }

        if (mistakes.Count > 0) throw new MistakeException(mistakes);
        return selection.Name is { } wanted ? Named(wanted, instances) : [.. instances];
    }

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

    private static ImmutableArray<SelectedInstance> Named(string name, List<SelectedInstance> instances)
    {
        var named = instances.Where(instance => instance.Config.Request.Name == name).ToImmutableArray();
        if (named.IsEmpty)
            throw new MistakeException($"--name: there is no instance '{name}' in the stack.{NearestName.Hint(name, instances.Select(instance => instance.Config.Request.Name))}");
        return named;
    }
}
