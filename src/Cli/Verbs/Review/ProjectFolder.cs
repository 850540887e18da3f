using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Revisions;

namespace Starface.Cli.Verbs.Review;

/// <summary>Finds the folder of a Pulumi project in a commit, by the rules by which it is found on the disk.</summary>
internal static class ProjectFolder
{
    private const string File = "Pulumi.yaml";
    private const string Checkout = "Infra.sln";
    private const string OfCheckout = "src/Infra";

    /// <summary>The path of the project's folder in the repository; empty for the root.</summary>
    /// <param name="named">The folder as it was named, or null for the nearest project from the current folder upwards.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="after">The files of the commit with the change.</param>
    /// <param name="before">The files of the one before, where a folder may be that the change removes.</param>
    /// <param name="environment">The machine.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Find(
        string? named,
        GitRepository repository,
        ImmutableArray<TreeEntry> after,
        ImmutableArray<TreeEntry> before,
        CliEnvironment environment)
    {
        if (named is not null)
        {
            var folder = repository.PathOf(named, "--directory");
            if (after.Concat(before).Any(entry => entry.IsIn(folder))) return folder;
            var within = after.Concat(before).FirstOrDefault(
                entry => entry.Kind == TreeEntryKind.Submodule && IsOrIsIn(folder, entry.Path));
            throw new UsageException(within is null
                ? UsageProblem.FileOf("--directory", $"The commits have no folder '{named}'", "name the folder with the stacks' files")
                : UsageProblem.FileOf(
                    "--directory",
                    $"'{named}' is in the submodule '{within.Path}', whose files are not in this repository",
                    "run the command in the submodule, with the commits there"));
        }

        var paths = after.Concat(before).Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        for (var folder = repository.Current; ; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))])
        {
            if (paths.Contains(Join(folder, File))) return folder;
            var own = Join(folder, OfCheckout);
            if (paths.Contains(Join(folder, Checkout)) && paths.Any(path => IsOrIsIn(path, own))) return own;
            if (folder.Length == 0) break;
        }

        throw new UsageException(UsageProblem.Option(
            "The commits have no Pulumi.yaml in this folder or above it", "name the folder of the stacks with --directory"));
    }

    private static bool IsOrIsIn(string path, string folder) =>
        path == folder || path.StartsWith(folder + '/', StringComparison.Ordinal);

    private static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";
}
