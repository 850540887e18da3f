using System.Collections.Immutable;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Revisions;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Check;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Names;
using Starface.Policy.Problems;
using Starface.Policy.Scenarios;

namespace Starface.Cli.Verbs.Review;

/// <summary>The stacks of a commit: what they permit, and what is found in them.</summary>
internal sealed class ReviewedSide
{
    private readonly HashSet<string> _unread = new(StringComparer.Ordinal);

    private ReviewedSide(GitCommit commit) => Commit = commit;

    /// <summary>The commit.</summary>
    public GitCommit Commit { get; }

    /// <summary>The instances that were planned, by name.</summary>
    public ImmutableSortedDictionary<string, ReviewedInstance> Instances { get; private set; } =
        ImmutableSortedDictionary.Create<string, ReviewedInstance>(StringComparer.Ordinal);

    /// <summary>The policy of each instance, also of those that were not planned.</summary>
    public ImmutableSortedDictionary<string, PolicyDefinition> Policies { get; private set; } =
        ImmutableSortedDictionary.Create<string, PolicyDefinition>(StringComparer.Ordinal);

    /// <summary>The findings.</summary>
    public ImmutableArray<ReportItem> Findings { get; private set; } = [];

    /// <summary>Why not all of it is known.</summary>
    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Whether the project has its file.</summary>
    public bool HasProjectFile { get; private set; }

    /// <summary>Whether the project has a stack.</summary>
    public bool HasStacks { get; private set; }

    /// <summary>Whether the folder's stacks could not be looked at at all.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>Whether it is not known what all instances of a stack permit.</summary>
    /// <param name="stack">The stack.</param>
    public bool IsUnreadStack(string stack) => IsUnread || _unread.Contains(stack);

    /// <summary>The stacks of which it is not known what all instances permit; none of them where that is so of the whole folder.</summary>
    public IReadOnlySet<string> UnreadStacks => _unread;

    /// <summary>Reads the stacks of a commit.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="files">The files of the commit, with those of the project among the written ones.</param>
    /// <param name="folder">The project's folder in the repository; null where the commit has none.</param>
    /// <param name="acceptFile">The file with accepted findings; where it is null or missing, the one beside the stacks' files.</param>
    /// <param name="beside">What was there before, in whose groups rules stay; null for the first side.</param>
    /// <param name="planned">The stacks whose instances are planned; null for all of them.</param>
    /// <param name="catalog">The policies of the commit.</param>
    /// <param name="context">What the command works with.</param>
    /// <param name="progress">Shows the progress, or null.</param>
    public static ReviewedSide Read(
        GitCommit commit,
        RevisionFolder files,
        string? folder,
        string? acceptFile,
        ReviewedSide? beside,
        ImmutableHashSet<string>? planned,
        Func<PolicyCatalog> catalog,
        CommandContext context,
        ProgressLine? progress)
    {
        var side = new ReviewedSide(commit);
        if (folder is null) return side;
        side.HasProjectFile = files.Has(folder.Length == 0 ? "Pulumi.yaml" : folder + "/Pulumi.yaml");
        var problems = new List<Problem>();
        var environment = context.Environment with
        {
            CurrentDirectory = files.Path,
            ApplicationDirectory = files.Path,
            EnvironmentFiles = [.. context.Environment.EnvironmentFiles.Select(file => Absolute(file, context.Environment))],
            // What concerns a stack is among its findings.
            Note = static _ => { },
        };
        try
        {
            files.Write(folder, isWhole: false);
            if (acceptFile is not null && files.Has(acceptFile)) files.Write(acceptFile, isWhole: false);
            else acceptFile = null;
            RequireProject(files, folder, beside);
            var stacks = FindStacks(files, folder, environment);
            problems.AddRange(FindFolders(files, folder).Concat(stacks == folder ? [] : FindFolders(files, stacks)));
            side.IsUnread = problems.Count > 0;
            foreach (var (file, problem) in files.FindLeftOut(folder).Concat(stacks == folder ? [] : files.FindLeftOut(stacks)))
            {
                problems.Add(problem);
                if (StackDirectory.StackOf(file) is { } stack) side._unread.Add(stack);
                else if (IsOfAllStacks(file) || file == Path.GetFileName(acceptFile)) side.IsUnread = true;
            }

            var project = StackDirectory.Find(files.Local(folder), environment);
            side.HasStacks = !project.Stacks.IsEmpty || side._unread.Count > 0;
            var policies = new Lazy<PolicyCatalog>(catalog);
            if (stacks != folder) planned = null;
            if (!project.Stacks.IsEmpty)
                side.Check(folder, project.Project?.Name, acceptFile, beside, planned, policies, environment, progress, problems);
        }
        catch (UsageException usage)
        {
            side.IsUnread = true;
            problems.AddRange(usage.Problems);
        }

        // The folder has another name at every run.
        for (var i = 0; i < problems.Count; i++)
        {
            problems[i] = problems[i] with
            {
                Message = problems[i].Message.Replace(files.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal),
            };
        }

        side.Problems = [.. problems.Distinct()];
        return side;
    }

    /// <summary>Whether the plans or findings of all stacks may depend on a file of the project's folder.</summary>
    private static bool IsOfAllStacks(string file) =>
        Path.GetFileNameWithoutExtension(file) is "Pulumi" or "guardrails"
        || file == HostsLock.FileName
        || file == Checker.AcceptFile.UsualName;

    /// <summary>A file of <c>--environment</c>, which is named relative to the folder of the command.</summary>
    private static string Absolute(string named, CliEnvironment environment)
    {
        var file = named.IndexOf('=', StringComparison.Ordinal) + 1;
        return named[..file] + Path.GetFullPath(named[file..], environment.CurrentDirectory);
    }

    private void Check(
        string folder,
        string? project,
        string? acceptFile,
        ReviewedSide? beside,
        ImmutableHashSet<string>? planned,
        Lazy<PolicyCatalog> catalog,
        CliEnvironment environment,
        ProgressLine? progress,
        List<Problem> problems)
    {
        var instances = new Dictionary<string, ReviewedInstance>(StringComparer.Ordinal);
        var policies = new Dictionary<string, PolicyDefinition>(StringComparer.Ordinal);
        var request = new CheckRequest(new InstanceSelection { Directory = folder.Length == 0 ? "." : folder })
        {
            AcceptFile = acceptFile,
            Before = beside is null ? null : [.. beside.Instances.Values.Select(instance => instance.Permitted)],
            PlannedStacks = planned,
            Selected = selected => policies[selected.Config.Request.Name] = selected.Config.Request.Policy.Definition,
            Planned = (selected, plan) =>
            {
                var instance = new ReviewedInstance(
                    selected.Stack,
                    Permissions.From(plan) with { Scenarios = PlayedScenario.All(plan.Policy, catalog.Value.Scenarios) },
                    plan.Quotas,
                    InstanceSettings.From(selected, plan, project));
                return () => instances[plan.Name] = instance;
            },
        };
        var result = Checker.Check(request, catalog, environment, progress);
        Instances = instances.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Policies = policies.ToImmutableSortedDictionary(StringComparer.Ordinal);

        // What must not be cut is told with the change, in which it can be accepted.
        Findings = [.. result.Items.Where(item => !ForbiddenCut.Ids.Contains(item.Rule) && !result.Unchecked.Contains(item))];
        foreach (var item in result.Items.Where(result.Unchecked.Contains))
        {
            if (item.Instance is { } stack) _unread.Add(stack);
            problems.Add(item.Problem with
            {
                Place = item.Place is { } at
                    ? new Place { File = at.File, Line = at.Line, Column = at.Column, Key = item.Problem.Place?.Key }
                    : item.Problem.Place,
            });
        }
    }

    /// <summary>A project does not lose its file; one without it is read where it never had one.</summary>
    private static void RequireProject(RevisionFolder files, string folder, ReviewedSide? beside)
    {
        var file = folder.Length == 0 ? "Pulumi.yaml" : folder + "/Pulumi.yaml";
        if (beside is not { HasProjectFile: true } || files.Has(file)) return;
        throw new UsageException(Problem.Error(
            ProblemIds.RevisionNotRead,
            $"'{file}' is missing, which the base has",
            "put it back, or name the new folder with --directory"));
    }

    /// <summary>Folders that have the name of a file with configuration, which would be overlooked.</summary>
    private static IEnumerable<Problem> FindFolders(RevisionFolder files, string folder)
    {
        string[] endings = [".yaml", ".yml"];
        return Directory.GetDirectories(files.Local(folder))
            .Select(path => Path.GetFileName(path))
            .Where(name => endings.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(name => folder.Length == 0 ? name : $"{folder}/{name}")
            .Select(name => Problem.Error(ProblemIds.RevisionNotRead, $"'{name}' is a folder, and not a file", "remove it"));
    }

    /// <summary>The folder of the stacks' files, which the project may name and whose files are written then.</summary>
    private static string FindStacks(RevisionFolder files, string folder, CliEnvironment environment)
    {
        var path = StackDirectory.Find(files.Local(folder), environment).StacksPath;
        var stacks = Path.GetRelativePath(files.Path, path).Replace('\\', '/');
        if (stacks == ".") stacks = "";
        if (stacks == ".." || stacks.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(stacks))
        {
            throw new UsageException(Problem.Error(
                ProblemIds.RevisionNotRead,
                "The project keeps its stacks' files outside of the repository",
                "put them into the repository") with
            {
                Place = new Place { File = folder.Length == 0 ? "Pulumi.yaml" : folder + "/Pulumi.yaml" },
            });
        }

        if (stacks != folder && !files.Entries.Any(entry => entry.IsIn(stacks)))
        {
            throw new UsageException(Problem.Error(
                ProblemIds.RevisionNotRead,
                $"The folder of the stacks' files, '{stacks}', is not in the commit, or is a link or a submodule",
                "name the folder itself as stackConfigDir"));
        }

        files.Write(stacks, isWhole: false);
        return stacks;
    }
}
