using System.Buffers;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Starface.Cli.Hosting;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli.Revisions;

/// <summary>
/// A repository, read by git itself. Only objects are read, so that the work tree, the index and the references stay as they are, no hook
/// or filter of the repository runs, and nothing is fetched.
/// </summary>
internal sealed class GitRepository
{
    private const string FileMode = "100";
    private const string LinkMode = "120";
    private const string SubmoduleMode = "160";

    private readonly string _folder;
    private readonly string _root;
    private readonly string _start;
    private readonly CancellationToken _token;

    private GitRepository(string folder, string root, string current, string start, CancellationToken token)
    {
        _folder = folder;
        _root = root;
        _start = start;
        _token = token;
        Current = current;
    }

    /// <summary>The path of the current folder, or of the named one, in the repository, with forward slashes; empty for the root.</summary>
    public string Current { get; }

    /// <summary>The folder by which the repository was found, as it was named; null where the current folder is in it.</summary>
    private string? Named { get; init; }

    /// <summary>The repository of the current folder; where that is in none, the one of the folder that was named.</summary>
    /// <param name="named">The folder that was named, or null.</param>
    /// <param name="environment">The machine.</param>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="UsageException">There is none, or git cannot be started.</exception>
    public static GitRepository Find(string? named, CliEnvironment environment, CancellationToken token)
    {
        var current = environment.CurrentDirectory;
        var (root, prefix, error) = Locate(current, token);
        if (root is not null) return new GitRepository(current, root, prefix, Path.Combine(root, prefix), token);
        if (named is not null && Path.GetFullPath(named, current) is var other && Directory.Exists(other))
        {
            (root, prefix, error) = Locate(other, token);
            if (root is not null) return new GitRepository(other, root, prefix, current, token) { Named = named };
        }

        throw Refusal(
            $"The folder is not in a git repository that can be read: {error}",
            "run the command in a clone of the stacks' repository, or name a folder of one with --directory");
    }

    private static (string? Root, string Prefix, string Error) Locate(string folder, CancellationToken token)
    {
        var (code, output, error) = new GitRepository(folder, "", "", "", token).Run(["rev-parse", "--show-toplevel", "--show-prefix"]);
        if (code != 0) return (null, "", error);
        var lines = TextOf(output).Split('\n');
        return (lines[0], lines[1].TrimEnd('/'), "");
    }

    /// <summary>The path in the repository of what an option names in the work tree.</summary>
    /// <param name="named">The path as it was named.</param>
    /// <param name="option">The option.</param>
    /// <exception cref="UsageException">It is outside of the repository.</exception>
    public string PathOf(string named, string option)
    {
        if (named == Named) return Current;
        // A relative path stays one: the root may be reached through links.
        var full = Path.IsPathRooted(named) ? Path.GetFullPath(named) : Path.GetFullPath(Path.Combine(_start, named));
        var path = Path.GetRelativePath(_root, full).Replace('\\', '/').TrimEnd('/');
        if (path == ".") return "";
        return !Path.IsPathRooted(path) && path != ".." && !path.StartsWith("../", StringComparison.Ordinal)
            ? path
            : throw new UsageException(UsageProblem.FileOf(
                option,
                $"'{named}' is outside of the repository",
                "name a path in it, or run the command in the other repository"));
    }

    /// <summary>The commit of a revision.</summary>
    /// <param name="revision">The revision as git accepts it: a branch, a tag, an id.</param>
    /// <param name="option">The option that names it.</param>
    /// <exception cref="UsageException">There is no such commit here.</exception>
    public GitCommit Resolve(string revision, string option)
    {
        if (revision.Length > 0 && !revision.Contains('\0', StringComparison.Ordinal))
        {
            var (code, output, _) = Run(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]);
            if (code == 0 && TextOf(output).Trim() is var id && id.All(char.IsAsciiHexDigit))
            {
                if (Has("refs/heads/" + revision) && Has("refs/tags/" + revision))
                {
                    throw Refusal(
                        $"{option}: '{revision}' is a branch and a tag", $"write 'refs/heads/{revision}' or 'refs/tags/{revision}'");
                }

                return new GitCommit(id, revision);
            }
        }

        throw Refusal(
            $"{option}: There is no commit '{revision}' in this clone",
            IsShallow
                ? "the clone is shallow: fetch the whole history first ('git fetch --unshallow', or fetch-depth: 0 in the pipeline)"
                : "fetch it first, or name a branch as 'origin/main'");
    }

    /// <summary>The commit from which two histories part, so that what one of them did since is not taken for the other's work.</summary>
    /// <param name="one">The one commit.</param>
    /// <param name="other">The other commit.</param>
    /// <exception cref="UsageException">There is none here.</exception>
    public GitCommit FindMergeBase(GitCommit one, GitCommit other)
    {
        var (code, output, error) = Run(["merge-base", one.Id, other.Id]);
        if (code == 0) return new GitCommit(TextOf(output).Trim(), one.Name);
        throw Refusal(
            error.Length > 0
                ? $"The commit from which '{one.Name}' and '{other.Name}' part cannot be found: {error}"
                : $"'{one.Name}' and '{other.Name}' have no commit in common in this clone",
            IsShallow
                ? "the clone is shallow: fetch the whole history first ('git fetch --unshallow', or fetch-depth: 0 in the pipeline)"
                : "name a base from which the work began");
    }

    /// <summary>The files of a commit, in ordinal order of their paths.</summary>
    /// <param name="commit">The commit.</param>
    /// <exception cref="UsageException">git cannot read it.</exception>
    public ImmutableArray<TreeEntry> List(GitCommit commit)
    {
        var output = Succeed(["ls-tree", "-r", "-z", "--full-tree", commit.Id], commit);
        var entries = ImmutableArray.CreateBuilder<TreeEntry>();
        foreach (var line in TextOf(output).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // Mode, type and id, a tabulator, the path.
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var parts = line[..tab].Split(' ');
            TreeEntryKind? kind = parts[0][..3] switch
            {
                FileMode => TreeEntryKind.File,
                LinkMode => TreeEntryKind.Link,
                SubmoduleMode => TreeEntryKind.Submodule,
                _ => null,
            };
            if (kind is { } known) entries.Add(new TreeEntry(line[(tab + 1)..], known, parts[2]));
        }

        entries.Sort(static (one, other) => string.CompareOrdinal(one.Path, other.Path));
        return entries.ToImmutable();
    }

    /// <summary>The files that have another path in the second commit, and much of their content still.</summary>
    /// <param name="before">The first commit.</param>
    /// <param name="after">The second commit.</param>
    /// <exception cref="UsageException">git cannot read the commits.</exception>
    public ImmutableArray<(string From, string To)> FindRenames(GitCommit before, GitCommit after)
    {
        var output = Succeed(
            ["diff-tree", "-r", "-z", "--find-renames", "--diff-filter=R", "--name-status", "--no-ext-diff", before.Id, after.Id], after);
        var parts = TextOf(output).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return [.. parts.Chunk(3).Where(chunk => chunk.Length == 3).Select(chunk => (chunk[1], chunk[2]))];
    }

    /// <summary>Reads the content of files.</summary>
    /// <param name="entries">The files.</param>
    /// <param name="read">Receives a file and its content, which it need not read to the end.</param>
    /// <exception cref="UsageException">A content is not in this clone.</exception>
    public void Read(IReadOnlyCollection<TreeEntry> entries, Action<TreeEntry, Stream> read)
    {
        if (entries.Count == 0) return;
        using var process = Start(["cat-file", "--batch"], isAsked: true);
        using var cancelled = _token.Register(static state => Kill((Process)state!), process);
        var asking = Task.Run(
            () =>
            {
                // A process that ended early does not read them; what it answered says why.
                try
                {
                    using var input = process.StandardInput;
                    foreach (var entry in entries) input.Write(entry.Id + "\n");
                }
                catch (IOException)
                {
                }
            },
            CancellationToken.None);
        var output = process.StandardOutput.BaseStream;
        using var answers = new BufferedStream(output, 1 << 16);
        foreach (var entry in entries)
        {
            var header = ReadLine(answers).Split(' ');
            if (header.Length != 3 || !long.TryParse(header[2], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                Kill(process);
                _token.ThrowIfCancellationRequested();
                throw Refusal(
                    $"The content of '{entry.Path}' is not in this clone", "fetch it first: the clone leaves out contents or is damaged");
            }

            using var content = new PartOfStream(answers, size);
            read(entry, content);
            content.SkipRest();
            answers.ReadByte();
        }

        asking.Wait(_token);
        process.WaitForExit();
    }

    private bool Has(string reference) => Run(["rev-parse", "--verify", "--quiet", "--end-of-options", reference]).Code == 0;

    private bool IsShallow => TextOf(Run(["rev-parse", "--is-shallow-repository"]).Output).Trim() == "true";

    private byte[] Succeed(string[] arguments, GitCommit commit)
    {
        var (code, output, error) = Run(arguments);
        return code == 0 ? output : throw Refusal($"git cannot read the commit {commit.ShortId}: {error}", "fetch it again");
    }

    private (int Code, byte[] Output, string Error) Run(string[] arguments)
    {
        using var process = Start(arguments, isAsked: false);
        using var cancelled = _token.Register(static state => Kill((Process)state!), process);
        using var output = new MemoryStream();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        _token.ThrowIfCancellationRequested();
        var said = errors.GetAwaiter().GetResult().Split('\n')
            .FirstOrDefault(line => line.Length > 0 && !line.StartsWith("hint:", StringComparison.Ordinal));
        return (process.ExitCode, output.ToArray(), Redaction.Redact(said?.Trim() ?? ""));
    }

    private Process Start(string[] arguments, bool isAsked)
    {
        var start = new ProcessStartInfo("git", ["--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = !isAsked,
            RedirectStandardInput = isAsked,
            StandardOutputEncoding = Encoding.UTF8,
            StandardInputEncoding = isAsked ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : null,
        };
        foreach (var (name, value) in new[]
        {
            ("GIT_TERMINAL_PROMPT", "0"), ("GIT_OPTIONAL_LOCKS", "0"), ("GIT_NO_LAZY_FETCH", "1"), ("GIT_NO_REPLACE_OBJECTS", "1"),
            ("GIT_TRACE", "0"), ("LC_ALL", "C"),
        })
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw Refusal($"'git' cannot be started: {Redaction.Redact(missing)}", "install git");
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static string ReadLine(Stream stream)
    {
        var line = new ArrayBufferWriter<byte>(128);
        for (var next = stream.ReadByte(); next is >= 0 and not '\n'; next = stream.ReadByte()) line.Write([(byte)next]);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static string TextOf(byte[] output) => Encoding.UTF8.GetString(output);

    private static UsageException Refusal(string message, string fix) => new(Problem.Error(ProblemIds.RevisionNotRead, message, fix));
}
