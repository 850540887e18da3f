using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Starface.Cli.Assemblies;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Revisions;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Diff;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Changes;
using Starface.Policy.Configuration;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Review;

/// <summary>Plans the stacks of two commits and compares them.</summary>
internal sealed class Reviewer : IDisposable
{
    /// <summary>What is part of a build, beside the files of the language.</summary>
    private static readonly HashSet<string> BuildFiles = new(
        ["global.json", "nuget.config", "packages.lock.json", ".editorconfig", ".globalconfig"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> BuildExtensions = new(
        [".cs", ".csproj", ".props", ".targets", ".sln", ".slnx", ".resx", ".projitems"], StringComparer.OrdinalIgnoreCase);

    private readonly CommandContext _context;
    private readonly GitRepository _repository;
    private readonly RevisionFolder _base;
    private readonly RevisionFolder _head;
    private readonly GitCommit _baseCommit;
    private readonly GitCommit _headCommit;
    private readonly string _folder;
    private readonly string? _acceptFile;
    private readonly ImmutableArray<string> _changedCode;

    private Reviewer(ReviewRequest request, CommandContext context)
    {
        _context = context;
        var environment = context.Environment;
        _repository = GitRepository.Find(request.Directory, environment, environment.Cancellation());
        _headCommit = _repository.Resolve(request.Head, "--head");
        _baseCommit = _repository.FindMergeBase(_repository.Resolve(request.Base, "--base"), _headCommit);
        var (before, after) = (_repository.List(_baseCommit), _repository.List(_headCommit));
        _changedCode = FindChangedCode(before, after);
        _folder = ProjectFolder.Find(request.Directory, _repository, after, before, environment);
        _acceptFile = request.AcceptFile is { } named ? FindAcceptFile(named, before, after) : null;
        _base = new RevisionFolder(_repository, before);
        _head = new RevisionFolder(_repository, after);
    }

    /// <summary>Reviews what a commit changes.</summary>
    /// <param name="request">The commits.</param>
    /// <param name="context">What the command works with.</param>
    /// <exception cref="UsageException">One of them cannot be read.</exception>
    public static ReviewResult Review(ReviewRequest request, CommandContext context)
    {
        using var progress = ProgressLine.Start(context.Environment, context.Error);
        using var reviewer = new Reviewer(request, context);
        return reviewer.Compare([.. request.AllowedCuts], progress);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _base.Dispose();
        _head.Dispose();
    }

    private ReviewResult Compare(ImmutableArray<string> allowedCuts, ProgressLine? progress)
    {
        var (policiesBefore, policiesAfter) = Policies();
        var planned = (_changedCode.IsEmpty || _context.Source.Project is null) && IsSame(_acceptFile)
            ? ChangedStacks.Find(_base.Entries, _head.Entries, _folder)
            : null;
        var before = ReviewedSide.Read(_baseCommit, _base, FolderOf(_base), _acceptFile, null, planned, policiesBefore, _context, progress);
        var after = ReviewedSide.Read(_headCommit, _head, _folder, _acceptFile, before, planned, policiesAfter, _context, progress);
        var renamed = FindRenamedStacks(before, after);
        RequireStacks(before, after);
        var (changes, notCompared) = before.IsUnread || after.IsUnread
            ? ([], [.. before.Policies.Keys.Union(after.Policies.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)])
            : Pair(before, after, renamed);
        var unbuilt = FindUnbuilt();
        return new ReviewResult(
            _baseCommit.Id, _baseCommit.Name, _headCommit.Id, after.Policies.Count, GroupAlike(changes))
        {
            NewFindings = FindingsBeyond(before, after, renamed, static (then, now) => then is null || (IsTold(now) && !IsTold(then))),
            GoneFindings = FindingsBeyond(after, before, renamed, static (now, _) => now is null),
            AcceptedFindings = FindingsBeyond(
                before, after, renamed, static (then, now) => then is not null && IsTold(then) && !IsTold(now)),
            Due = DueDate.Find(after, _context.Environment.Today),
            BaseProblems = before.Problems,
            HeadProblems = unbuilt is { Severity: Severity.Error } ? after.Problems.Add(unbuilt) : after.Problems,
            NotCompared = notCompared,
            Notes = [.. Notes(renamed, before, after, unbuilt)],
            AllowedCuts = allowedCuts,
        };
    }

    /// <summary>The path in the repository of the file with accepted findings, which a commit may lack.</summary>
    private string FindAcceptFile(string named, ImmutableArray<TreeEntry> before, ImmutableArray<TreeEntry> after)
    {
        var path = _repository.PathOf(named, "--accept-file");
        return after.Concat(before).Any(entry => entry.Path == path && entry.Kind == TreeEntryKind.File)
            ? path
            : throw new UsageException(UsageProblem.FileOf(
                "--accept-file", $"The commits have no file '{path}'", "name a file of the repository, and not a link to one"));
    }

    /// <summary>Whether a file is the same at both commits.</summary>
    private bool IsSame(string? path) => path is null || _base.Find(path) == _head.Find(path);

    /// <summary>
    /// The policies of both sides. They are built where the command line says so, both where the code changed; else both sides have those
    /// that the program knows.
    /// </summary>
    private (Func<PolicyCatalog> Before, Func<PolicyCatalog> After) Policies()
    {
        if (_context.Source.Project is not { } named) return (() => _context.Catalog.Value, () => _context.Catalog.Value);
        var project = _repository.PathOf(named, PolicySource.BuildOption);
        var after = new Lazy<PolicyCatalog>(() => Build(_head, project));
        if (_changedCode.IsEmpty) return (() => after.Value, () => after.Value);
        return (() => Build(_base, project), () => after.Value);
    }

    private PolicyCatalog Build(RevisionFolder files, string project)
    {
        // A project that is new has no policies on the other side, and what uses none of them can be planned there.
        if (!files.Entries.Any(entry => entry.Path == project || entry.IsIn(project))) return _context.Catalog.Value;
        files.Write("", isWhole: true);
        var environment = _context.Environment with { CurrentDirectory = files.Path, ApplicationDirectory = files.Path };
        return new PolicySource(null, project).Load(_context.Catalog.Value, environment, out _);
    }

    private string? FolderOf(RevisionFolder files) => files.Entries.Any(entry => entry.IsIn(_folder)) ? _folder : null;

    /// <summary>What is said where code changed and was not built: an error where the stacks' plans may come from it.</summary>
    private Problem? FindUnbuilt()
    {
        if (_changedCode.IsEmpty || _context.Source.Project is not null) return null;
        var files = _changedCode.Length == 1 ? "1 file" : FormattableString.Invariant($"{_changedCode.Length} files");
        var what = $"{files} of code or of its build changed and nothing was built ({RuleText.Few(_changedCode)})";
        var fix = $"use {PolicySource.BuildOption} PROJECT where a stranger's code may run: in a job without secrets";
        var project = _folder.Length == 0 ? "Pulumi.yaml" : _folder + "/Pulumi.yaml";
        var isOwn = _context.Source.Assembly is not null
            || IsOfShipped()
            || new[] { _base, _head }.Any(side => DeclaresAssembly(side.Local(project)));
        return isOwn
            ? Problem.Error(ProblemIds.CodeNotBuilt, $"{what}: what that changes in policies is not known", fix)
            : Problem.Info(ProblemIds.CodeNotBuilt, $"{what}: the plans are those of the shipped policies");
    }

    /// <summary>Whether the repository is that of the shipped policies, and they changed.</summary>
    private bool IsOfShipped() =>
        _head.Has("policies/Policies.csproj") && _head.Has("src/Policy/Policy.csproj") && _changedCode.Any(path =>
            path.StartsWith("policies/", StringComparison.Ordinal) || path.StartsWith("src/", StringComparison.Ordinal)
            || !path.Contains('/', StringComparison.Ordinal));

    private static bool DeclaresAssembly(string projectFile)
    {
        try
        {
            return File.Exists(projectFile)
                && ProjectFile.Read(StackFile.ReadText(projectFile, projectFile), projectFile).Keys.Any(
                    key => key.Name.EndsWith(":assembly", StringComparison.Ordinal));
        }
        catch (UsageException)
        {
            // The side that has it cannot be read, and says so.
            return false;
        }
    }

    private IEnumerable<Problem> Notes(
        Dictionary<string, string> renamed, ReviewedSide before, ReviewedSide after, Problem? unbuilt)
    {
        if (unbuilt is { Severity: Severity.Info }) yield return unbuilt;
        if (FolderOf(_base) is null)
        {
            yield return Problem.Info(
                ProblemIds.RevisionNotRead, $"The base has no folder '{_folder}', so that every stack in it is new");
        }

        foreach (var other in FindOtherProjects())
        {
            yield return Problem.Info(
                ProblemIds.RevisionNotRead,
                $"The project in '{other}' changed too, and its stacks are not looked at here",
                $"review it with --directory '{other}'");
        }

        foreach (var (to, from) in renamed.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var isNamedLikeIt =
                after.Instances.GetValueOrDefault(to)?.Stack == to && before.Instances.GetValueOrDefault(from)?.Stack == from;
            yield return Problem.Warning(
                ProblemIds.StackRenamed,
                $"The stack '{from}' is called '{to}' now, which Pulumi takes for another one: 'pulumi up' would make its groups again",
                (isNamedLikeIt
                    ? $"write '{ConfigKeys.Namespace}:{ConfigKeys.Name}: {from}' into it, so that the groups keep their names, and "
                    : "") + $"rename the stack itself first: 'pulumi stack rename {to} --stack {from}'");
        }
    }

    /// <summary>The folders of other projects of the repository in which a file differs.</summary>
    private IEnumerable<string> FindOtherProjects()
    {
        var changed = _base.Entries.Except(_head.Entries).Concat(_head.Entries.Except(_base.Entries)).ToList();
        return _base.Entries.Concat(_head.Entries)
            .Where(entry => entry.Path == "Pulumi.yaml" || entry.Path.EndsWith("/Pulumi.yaml", StringComparison.Ordinal))
            .Select(entry => entry.Folder)
            .Distinct(StringComparer.Ordinal)
            .Where(folder => folder != _folder && changed.Exists(entry => entry.Folder == folder))
            .Order(StringComparer.Ordinal)
            .Select(folder => folder.Length == 0 ? "." : folder);
    }

    /// <summary>The stacks that have another name, with the one they had.</summary>
    private Dictionary<string, string> FindRenamedStacks(ReviewedSide before, ReviewedSide after)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        var stacks = after.Instances.Values.Select(instance => instance.Stack).ToHashSet(StringComparer.Ordinal);
        // One that cannot be read has a name as well, and is not another stack for it.
        stacks.UnionWith(after.UnreadStacks);
        if (before.Instances.Values.Select(instance => instance.Stack).Concat(before.UnreadStacks).All(stacks.Contains)) return renamed;
        foreach (var (from, to) in _repository.FindRenames(_baseCommit, _headCommit))
        {
            if (StackDirectory.StackOf(Path.GetFileName(from)) is { } old && StackDirectory.StackOf(Path.GetFileName(to)) is { } now
                && old != now && stacks.Contains(now) && !stacks.Contains(old))
            {
                renamed[now] = old;
            }
        }

        return renamed;
    }

    private static bool IsTold(ReportItem item) => item.Accepted is null;

    /// <summary>
    /// The findings of one side that differ from the same of the other, or that it has not. A stack with another name has the same
    /// findings as before.
    /// </summary>
    private static ImmutableArray<ReportItem> FindingsBeyond(
        ReviewedSide than, ReviewedSide side, Dictionary<string, string> renamed, Func<ReportItem?, ReportItem, bool> differs)
    {
        var stacks = renamed.Values.ToHashSet(StringComparer.Ordinal);
        var others = than.Findings.ToLookup(Key, StringComparer.Ordinal);
        return
        [
            .. side.Findings
                .DistinctBy(Key, StringComparer.Ordinal)
                .Where(item => differs(others[Key(item)].FirstOrDefault(), item) && !than.IsUnreadStack(item.Instance ?? "")),
        ];

        string Key(ReportItem item) => item.Instance is { } stack && (stacks.Contains(stack) || renamed.ContainsKey(stack))
            ? $"{renamed.GetValueOrDefault(stack, stack)}\n{item.Rule}\n{item.Problem.Text}"
            : item.Fingerprint;
    }

    private (List<ReviewedChange> Changes, ImmutableArray<string> NotCompared) Pair(
        ReviewedSide before, ReviewedSide after, Dictionary<string, string> renamed)
    {
        var changes = new List<ReviewedChange>();
        var notCompared = ImmutableArray.CreateBuilder<string>();
        var matched = new HashSet<string>(StringComparer.Ordinal);
        var stacks = after.Instances.Values.Select(instance => instance.Stack).ToHashSet(StringComparer.Ordinal);
        var names = renamed.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
        foreach (var (name, now) in after.Instances)
        {
            var old = before.Instances.GetValueOrDefault(name);
            string? oldName = null;
            if (renamed.GetValueOrDefault(now.Stack) is { } stack)
            {
                if (old is null && name == now.Stack) (old, oldName) = (before.Instances.GetValueOrDefault(stack), stack);
                else if (old?.Stack == stack) oldName = name;
                if (old is null) oldName = null;
            }

            if (old is null && before.IsUnreadStack(renamed.GetValueOrDefault(now.Stack, now.Stack)))
            {
                notCompared.Add(name);
                continue;
            }

            matched.Add(oldName ?? name);
            var kind = old is null ? ChangeKind.Added : oldName is not null ? ChangeKind.Renamed : ChangeKind.Changed;
            Add(kind, name, old, now, oldName is null ? null : old!.Stack);
        }

        foreach (var (name, old) in before.Instances.Where(instance => !matched.Contains(instance.Key)))
        {
            if (after.IsUnreadStack(names.GetValueOrDefault(old.Stack, old.Stack))) notCompared.Add(name);
            else if (!after.Instances.ContainsKey(name)) Add(ChangeKind.Removed, name, old, null, null);
        }

        notCompared.Sort(StringComparer.Ordinal);
        return (changes, notCompared.ToImmutable());

        void Add(ChangeKind kind, string name, ReviewedInstance? old, ReviewedInstance? now, string? renamedFrom)
        {
            var isDeleted = now is null && stacks.Contains(old!.Stack);
            var was = Side(old, name, isSameStack: renamedFrom is not null) with { IsDeployed = true };
            var change = isDeleted
                ? PolicyChange.Removal(was, _context.Environment.Clouds)
                : PolicyChange.Between(was, Side(now, name, isSameStack: false), _context.Environment.Clouds);
            ImmutableArray<Problem> obstacles = [.. (now?.Permitted.Obstacles ?? []).Except(old?.Permitted.Obstacles ?? [])];
            ImmutableArray<SettingChange> settings = old is null || now is null
                ? []
                : InstanceSettings.Compare(old.Settings, now.Settings, change.Placement, isRenamed: renamedFrom is not null);
            if (kind == ChangeKind.Changed && change.IsNone && change.Placement.IsEmpty && obstacles.IsEmpty && settings.IsEmpty)
                return;
            changes.Add(new ReviewedChange(kind, [name], ToldChange.From(change))
            {
                RenamedFrom = renamedFrom,
                Settings = settings,
                Replaced = settings.Any(setting => setting.CutsCalls)
                    ? [.. old!.Permitted.NeverCut.Select(marked => marked.Service).Order(StringComparer.Ordinal)]
                    : [],
                IsDeletedByUpdate = isDeleted,
                Quotas = [.. QuotasOf(old, now)],
                Obstacles = obstacles,
            });
        }
    }

    /// <summary>What an instance permits, and where its groups are.</summary>
    private static Permissions Side(ReviewedInstance? instance, string name, bool isSameStack) => instance is null
        ? Permissions.None(name)
        : instance.Permitted with
        {
            Placement = instance.Permitted.Placement! with { Home = isSameStack ? null : InstanceSettings.HomeOf(instance.Settings) },
        };

    /// <summary>A folder without stacks at both commits is most likely the wrong one, and nothing would ever change in it.</summary>
    private void RequireStacks(ReviewedSide before, ReviewedSide after)
    {
        if (before.HasStacks || after.HasStacks || before.IsUnread || after.IsUnread) return;
        throw new UsageException(UsageProblem.File(
            _folder.Length == 0 ? "." : _folder, "The folder has no stack at either commit", "name another folder with --directory"));
    }

    private static IEnumerable<QuotaChange> QuotasOf(ReviewedInstance? old, ReviewedInstance? now)
    {
        var (before, after) = (old?.Quotas ?? [], now?.Quotas ?? []);
        foreach (var name in after.Concat(before).Select(quota => quota.Name).Distinct(StringComparer.Ordinal))
        {
            var (was, isNow) = (before.FirstOrDefault(quota => quota.Name == name), after.FirstOrDefault(quota => quota.Name == name));
            if (was?.Used == isNow?.Used && was?.Limit == isNow?.Limit) continue;
            yield return new QuotaChange(name, was?.Used, isNow?.Used, (isNow ?? was)!.Limit, isNow?.IsNearlyReached ?? false);
        }
    }

    /// <summary>Puts instances together that change alike. A renamed one stays by itself.</summary>
    private static ImmutableArray<ReviewedChange> GroupAlike(List<ReviewedChange> changes) =>
    [
        .. changes
            .GroupBy(
                change => change.Kind == ChangeKind.Renamed ? change.Instances[0] : $"\n{change.Kind}\n{Content(change)}",
                StringComparer.Ordinal)
            .Select(alike => alike.First() with
            {
                Instances = [.. alike.SelectMany(change => change.Instances).Order(StringComparer.Ordinal)],
            })
            .OrderByDescending(change => change.Weight)
            .ThenBy(change => change.Instances[0], StringComparer.Ordinal),
    ];

    private static string Content(ReviewedChange change)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            ReviewJson.WriteContent(json, change);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The files of code, and of its build, that one side has and the other has not so.</summary>
    private static ImmutableArray<string> FindChangedCode(ImmutableArray<TreeEntry> before, ImmutableArray<TreeEntry> after) =>
    [
        .. before.Except(after).Concat(after.Except(before))
            .Where(entry => entry.Kind == TreeEntryKind.Submodule || IsOfBuild(entry.Path))
            .Select(entry => entry.Path)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsOfBuild(string path) =>
        BuildExtensions.Contains(Path.GetExtension(path)) || BuildFiles.Contains(Path.GetFileName(path));
}
