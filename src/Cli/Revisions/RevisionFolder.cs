using System.Collections.Immutable;
using System.Text;
using Starface.Cli.Hosting;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli.Revisions;

/// <summary>Files of a commit in a folder of their own, which is removed in the end.</summary>
internal sealed class RevisionFolder : IDisposable
{
    /// <summary>
    /// The most of a file that is written where only configuration is read: one byte more than is accepted of any, so that what is too
    /// large is refused with the usual words.
    /// </summary>
    private static readonly long MostOfFile = InputLimits.InstancesFile.Most + 1;

    /// <summary>The longest text of a link that systems accept.</summary>
    private const int LongestLink = 4096;

    private static readonly HashSet<string> Configuration = new([".yaml", ".yml", ".json"], StringComparer.OrdinalIgnoreCase);

    private readonly GitRepository _repository;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly List<(TreeEntry Entry, Problem Problem)> _left = [];
    private readonly List<string> _targets = [];

    /// <summary>An empty folder.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="entries">The files of the commit.</param>
    public RevisionFolder(GitRepository repository, ImmutableArray<TreeEntry> entries)
    {
        _repository = repository;
        Entries = entries;
        // Other users of the machine cannot read it.
        Path = Directory.CreateTempSubdirectory("starface-policy-").FullName;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The files of the commit.</summary>
    public ImmutableArray<TreeEntry> Entries { get; }

    /// <summary>What was not written of the files of a folder itself that may be configuration, and why.</summary>
    /// <param name="folder">The folder's path in the repository; empty for the root.</param>
    public IEnumerable<(string File, Problem Problem)> FindLeftOut(string folder) => _left
        .Where(left => left.Entry.Folder == folder && Configuration.Contains(System.IO.Path.GetExtension(left.Entry.Path)))
        .Select(left => (System.IO.Path.GetFileName(left.Entry.Path), left.Problem));

    /// <summary>What the commit has at a path, or null.</summary>
    /// <param name="path">The path in the repository.</param>
    public TreeEntry? Find(string? path) => Entries.FirstOrDefault(entry => entry.Path == path);

    /// <summary>Whether the commit has a file.</summary>
    /// <param name="path">Its path in the repository.</param>
    public bool Has(string path) => Find(path) is not null;

    /// <summary>Writes a file, or the files of a folder and of those below it, and the files that links among them lead to.</summary>
    /// <param name="path">Its path in the repository; empty for the root.</param>
    /// <param name="isWhole">Whether files are written whole, and not as far as configuration may be.</param>
    /// <exception cref="UsageException">A file cannot be read or written.</exception>
    public void Write(string path, bool isWhole)
    {
        if (!Has(path)) Directory.CreateDirectory(Local(path));
        List<TreeEntry> chosen = [.. Entries.Where(entry => (entry.IsIn(path) || entry.Path == path) && _written.Add(entry.Path))];
        foreach (var entry in chosen.Where(entry => !IsPlain(entry.Path)).ToList())
        {
            Leave(entry, "is not the path of a file");
            chosen.Remove(entry);
        }

        foreach (var entry in chosen.Where(entry => entry.Kind == TreeEntryKind.Submodule).ToList())
        {
            Leave(entry, "is a submodule, whose files are not in this repository");
            chosen.Remove(entry);
        }

        try
        {
            _repository.Read(chosen, (entry, content) =>
            {
                if (entry.Kind == TreeEntryKind.Link) WriteLink(entry, content);
                else WriteFile(entry, content, isWhole);
            });
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
            throw new UsageException(Problem.Error(
                ProblemIds.RevisionNotRead,
                $"The files of a commit cannot be written to the folder for temporary files: {ForeignText.ToPhrase(problem)}",
                "make room there, or set TMPDIR to another folder"));
        }

        // A link may lead to a file beside the folder. One to a folder is not followed there: it may be all of the repository.
        List<string> targets = [.. _targets.Where(Has)];
        _targets.Clear();
        foreach (var target in targets) Write(target, isWhole);
    }

    /// <summary>The place of a path of the repository in the folder.</summary>
    /// <param name="path">The path.</param>
    public string Local(string path) => System.IO.Path.Combine(Path, path);

    /// <inheritdoc/>
    public void Dispose()
    {
        // What is left in the folder for temporary files is not worth a failure.
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception problem) when (WholeFiles.IsFileProblem(problem))
        {
        }
    }

    private void WriteFile(TreeEntry entry, Stream content, bool isWhole)
    {
        using var file = File.Create(Prepare(entry));
        using var part = new PartOfStream(content, isWhole ? content.Length : Math.Min(content.Length, MostOfFile));
        part.CopyTo(file);
    }

    private void WriteLink(TreeEntry entry, Stream content)
    {
        if (content.Length > LongestLink)
        {
            Leave(entry, "is a link that leads nowhere");
            return;
        }

        using var text = new MemoryStream();
        content.CopyTo(text);
        var target = Encoding.UTF8.GetString(text.ToArray());
        if (FindFault(entry.Path, target) is { } why)
        {
            Leave(entry, why);
            return;
        }

        var path = Resolve(entry, target);
        if (!Has(path)
            && Entries.Any(other => other.Kind != TreeEntryKind.File && path.StartsWith(other.Path + '/', StringComparison.Ordinal)))
        {
            Leave(entry, "is a link that leads through another link, or into a submodule");
            return;
        }

        File.CreateSymbolicLink(Prepare(entry), target);
        _targets.Add(path);
    }

    /// <summary>The path in the repository that a link without a fault leads to.</summary>
    private static string Resolve(TreeEntry link, string target)
    {
        var parts = target.Split('/');
        var up = parts.TakeWhile(part => part == "..").Count();
        var folders = link.Folder.Length == 0 ? [] : link.Folder.Split('/');
        return string.Join('/', folders[..^up].Concat(parts[up..]));
    }

    /// <summary>The full path of an entry, whose folder exists.</summary>
    private string Prepare(TreeEntry entry)
    {
        var path = Local(entry.Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    private void Leave(TreeEntry entry, string why) => _left.Add((
        entry,
        Problem.Error(
            ProblemIds.RevisionNotRead, $"'{entry.Path}' {why}", "put the files of stacks into the repository itself")));

    /// <summary>Git does not write other paths, but a repository that a stranger made may have them.</summary>
    private static bool IsPlain(string path) =>
        path.Split('/').All(part => part is not ("" or "." or "..") && !part.Contains('\\', StringComparison.Ordinal));

    /// <summary>
    /// Why a link is not followed, or null where it leads to a place in the repository. Only its first parts may lead upwards: behind
    /// another link they would lead elsewhere than the text says.
    /// </summary>
    private static string? FindFault(string path, string target)
    {
        var depth = path.Count(c => c == '/');
        var parts = target.Split('/');
        var up = parts.TakeWhile(part => part == "..").Count();
        if (target.Length == 0 || target.AsSpan().ContainsAny('\0', ':', '\\')) return "is a link to what is not a plain path";
        if (parts[0].Length == 0 || up > depth) return "is a link that leads out of the repository";
        return IsPlain(string.Join('/', parts.Skip(up).DefaultIfEmpty("x")))
            ? null
            : "is a link with '.', '..' or nothing behind the name of a folder, which may lead elsewhere than it says";
    }
}
