#if NET
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>The file that holds the list of instances instead of the configuration itself.</summary>
internal static class InstancesFile
{
    private const string Path = $"{ConfigKeys.Namespace}:{ConfigKeys.InstancesFile}";

    /// <summary>The configuration with the instances of the file that it names, or unchanged where it names none.</summary>
    /// <param name="root">The keys of the project's namespace, without it.</param>
    /// <param name="read">
    /// The content of a file that is named by a path in the project's folder, and the name that messages call it by; throws what
    /// <see cref="File.ReadAllBytes"/> throws.
    /// </param>
    /// <param name="problem">What is wrong with the file or its name; the result is not usable then.</param>
    public static ConfigMap Resolve(ConfigMap root, Func<string, (byte[] Content, string Name)> read, out Problem? problem)
    {
        problem = null;
        if (root.Entries.FirstOrDefault(entry => entry.Key == ConfigKeys.InstancesFile) is not { Value: { } node } entry) return root;
        if (root[ConfigKeys.Instances] is not null)
        {
            problem = Problem.Error(
                ProblemIds.Contradiction,
                $"The instances are given by '{ConfigKeys.Instances}' as well",
                "keep one of the two") with { Place = PlaceOf(node) };
            return root;
        }

        if (node is not ConfigScalar { Form: ScalarForm.Text, Text: { Length: > 0 } name } || !IsInFolder(name))
        {
            problem = Problem.Error(
                ProblemIds.InvalidValue,
                $"Expected a file in the project's folder, found {node.Kind}",
                "write a path such as instances.json") with { Place = PlaceOf(node) };
            return root;
        }

        if (ReadList(name, node, read, out problem) is not { } instances) return root;
        return root with
        {
            Entries = root.Entries.Replace(entry, new ConfigEntry(ConfigKeys.Instances, instances, entry.Place)),
        };
    }

    private static ConfigNode? ReadList(
        string path, ConfigNode node, Func<string, (byte[] Content, string Name)> read, out Problem? problem)
    {
        try
        {
            var (content, name) = read(path);
            return JsonConfigReader.ReadFile(content, name, out problem);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problem = Problem.Error(
                ProblemIds.UnusableFile,
                $"'{path}' cannot be read: {ForeignText.ToPhrase(unreadable)}",
                "name a file in the project's folder") with { Place = PlaceOf(node) };
            return null;
        }
    }

    /// <summary>A configuration is often a stranger's, whose file must not make others readable.</summary>
    private static bool IsInFolder(string name) =>
        name.IndexOfAny(['\\', ':', '\0']) < 0 && name.Split('/').All(part => part is not ("" or "." or ".."));

    private static Place PlaceOf(ConfigNode node) => (node.Place ?? new Place()) with { Key = Path };
}
#endif
