using System.Diagnostics;
using Starface.Cli.Hosting;

namespace Starface.Cli.Tests.Support;

/// <summary>A git repository of a test's own, whose commits have the same ids on every machine.</summary>
internal sealed class GitFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitFolder(bool isEmpty = false)
    {
        Assert.SkipUnless(HasGit, "git is not on PATH.");
        if (!isEmpty) Git("init", "--quiet", "--initial-branch=main", ".");
    }

    public string Path => _folder.Path;

    public CliEnvironment Environment => _folder.Environment;

    public void Write(string name, string text) => _folder.Write(name, text);

    public void Delete(string name) => File.Delete(System.IO.Path.Combine(Path, name));

    public void Move(string from, string to) =>
        File.Move(System.IO.Path.Combine(Path, from), System.IO.Path.Combine(Path, to));

    /// <summary>Commits everything in the work tree.</summary>
    public string Commit()
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "--message", "A commit");
        return Git("rev-parse", "HEAD").Trim();
    }

    public void Branch(string name) => Git("checkout", "--quiet", "-b", name);

    public CliResult Review(params string[] args) => Tool.RunIn(Environment, ["review", .. args]);

    public string Git(params string[] args)
    {
        var start = new ProcessStartInfo("git", args)
        {
            WorkingDirectory = Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var role in new[] { "AUTHOR", "COMMITTER" })
        {
            start.Environment[$"GIT_{role}_NAME"] = "A";
            start.Environment[$"GIT_{role}_EMAIL"] = "a@example.org";
            start.Environment[$"GIT_{role}_DATE"] = "2027-01-31T00:00:00Z";
        }

        start.Environment["GIT_CONFIG_GLOBAL"] = System.IO.Path.Combine(Path, ".no-such-file");
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', args)}: {error.Result}");
        return output;
    }

    public void Dispose()
    {
        // The files of git's objects are read-only.
        foreach (var file in new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        _folder.Dispose();
    }

    private static bool HasGit => (System.Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Any(folder => File.Exists(System.IO.Path.Combine(folder, OperatingSystem.IsWindows() ? "git.exe" : "git")));
}
