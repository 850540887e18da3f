using Starface.Cli.Commands;
using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Drift.Files;
using Starface.Drift.Fleet;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Drift.Reports;
using Starface.Policy;
using Starface.Policy.Clouds;
using Starface.Policy.Comparison;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Drift;

/// <summary><c>drift</c>: what the cloud permits, beside what the policies declare.</summary>
internal sealed class DriftCommand : FullCommand
{
    private const int DefaultTimeout = 60;
    private const int DefaultConcurrency = 8;
    private const string InterfaceScope = "interface";
    private const string GroupScope = "group";

    /// <summary>The file with accepted drift.</summary>
    public static readonly EntryFile<IgnoreList> IgnoreFile = new("drift-ignore.yaml", "ignore", IgnoreList.Read);

    private readonly Option<string[]> _stacks = new("--stack")
    {
        HelpName = "NAME",
        Description = "A stack, described by its file Pulumi.<NAME>.yaml. May be repeated.",
    };
    private readonly Option<bool> _all = new("--all")
    {
        Description = "Every instance of every stack in the folder, or of the named stacks.",
    };
    private readonly Option<string> _shard = ShardOption.Create();
    private readonly Option<string> _directory = new("--directory")
    {
        HelpName = "DIR",
        Description = "The folder with the stack files. Default: the nearest Pulumi project, or this checkout's src/Infra.",
    };
    private readonly Option<string> _name = new("--name") { HelpName = "NAME", Description = "One instance of the stack." };
    private readonly Option<string[]> _groups = new("--group")
    {
        HelpName = "ID",
        Description = "The group in the cloud; repeat it if several are on "
        + "one interface. Default: the groups of the state, otherwise those with the plan's tag."
    };
    private readonly Option<string> _state = new("--state")
    {
        HelpName = "FILE",
        Description = "The output of 'pulumi stack export', which names the groups.",
    };
    private readonly Option<string[]> _live = new("--live")
    {
        HelpName = "FILE",
        Description = "Instead of the cloud: output of 'aws ec2 describe-security-groups', 'az network nsg list', or 'pulumi stack "
            + "export', and of the calls for what lies around the groups (docs/drift.md lists them). May be repeated.",
    };
    private readonly Option<string> _scope = new("--scope")
    {
        HelpName = "interface|group",
        Description = "What is compared: everything that the interfaces of an instance let through, or its groups alone.",
        DefaultValueFactory = static _ => InterfaceScope,
    };
    private readonly Option<string> _region = new("--region")
    {
        HelpName = "R",
        Description = "AWS: the region of instances whose stack names none.",
    };
    private readonly Option<string[]> _profiles = new("--profile")
    {
        HelpName = "NAME",
        Description = "AWS: a profile of the shared configuration. Repeated for several accounts.",
    };
    private readonly Option<string[]> _roles = new("--role-arn")
    {
        HelpName = "ARN",
        Description = "AWS: a role to assume. Repeated for several accounts.",
    };
    private readonly Option<string[]> _subscriptions = new("--subscription")
    {
        HelpName = "ID",
        Description = "Azure: a subscription. May be repeated. Default: AZURE_SUBSCRIPTION_ID.",
    };
    private readonly Option<string> _endpoint = new("--endpoint-url")
    {
        HelpName = "URL",
        Description = "Another address of the cloud's service, such as an emulator or a sovereign cloud.",
    };
    private readonly Option<int> _timeout = new("--timeout")
    {
        HelpName = "SECONDS",
        Description = "How long reading one region or subscription may take.",
        DefaultValueFactory = static _ => DefaultTimeout,
    };
    private readonly Option<int> _concurrency = new("--concurrency")
    {
        HelpName = "N",
        Description = "Regions and subscriptions read at the same time.",
        DefaultValueFactory = static _ => DefaultConcurrency,
    };
    private readonly Option<string> _resume = new("--resume")
    {
        HelpName = "FILE",
        Description = "Record in this file which regions and subscriptions were read completely, so that the run after an "
            + "interrupted one reads only the others. Deleted once all are read; ignored after an hour.",
    };
    private readonly Option<string> _ignore = new("--ignore-file")
    {
        HelpName = "FILE",
        Description = "Accepted drift. Default: drift-ignore.yaml next to the stack files, if it exists.",
    };
    private readonly Option<string> _summary = new("--summary")
    {
        HelpName = "FILE",
        Description = "Append a Markdown summary to a file. Default on GitHub: GITHUB_STEP_SUMMARY.",
    };
    private readonly Option<bool> _quick = new("--quick")
    {
        Description = "Compare only the digests in the groups' tags. This trusts everyone who can write tags.",
    };
    private readonly Option<bool> _adopt = new("--adopt")
    {
        Description = "Print the C# that would make foreign rules part of the policy.",
    };
    private readonly Option<bool> _revert = new("--revert-plan")
    {
        Description = "Print what to remove and what to restore, and what that does to calls.",
    };
    private readonly Option<bool> _permissions = new("--permissions")
    {
        Description = "Print the permissions this command needs in the clouds for its scope, and do nothing else.",
    };
    private readonly Option<string> _driftFormat = new("--format")
    {
        HelpName = string.Join('|', ReportFormats.Names),
        Description = "The output format.",
        DefaultValueFactory = static _ => ReportFormats.Names[0],
    };

    public DriftCommand()
        : base("drift", "Checks whether the clouds permit exactly what the policies declare. Exit code 0: in sync; 2: drift; 1: "
            + "unknown.")
    {
        OnlyAmong(_scope, InterfaceScope, GroupScope);
        _driftFormat.AcceptOnlyFromAmong([.. ReportFormats.Names]);
        Option[] options =
        [
            _stacks, _all, _shard, _directory, _name, _groups, _state, _live, _scope, _region, _profiles, _roles,
            _subscriptions, _endpoint, _timeout, _concurrency, _resume, _ignore, _summary, _quick, _adopt, _revert, _permissions,
            _driftFormat,
        ];
        foreach (var option in options) Syntax.Add(option);
    }

    /// <inheritdoc/>
    protected override int RunHere(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_permissions))
        {
            PermissionsReport.Write(context.Environment.Connectors.Value, ScopeOf(parsed) == DriftScope.Interface, context.Output);
            return ExitCode.Success;
        }

        var settings = Settings(parsed, context);
        FleetSelection selected;
        ImmutableArray<FleetTarget>? targets = null;
        ImmutableArray<InstanceDrift> compared = [];
        if (parsed.GetValue(_live) is { Length: > 0 } live)
        {
            // Files are read while the stacks are. No plan is kept: those of a fleet would need most of the memory.
            var search = new GroupSearch(context.Environment.Connectors.Value, settings.Groups, settings.State);
            var comparer = new InstanceComparer(search, settings);
            var found = Task.Run(() => comparer.Index([Files(live, context)], []));
            (selected, compared) = Select(parsed, context, target => comparer.Compare(target, found.GetAwaiter().GetResult()).Drift);
        }
        else
        {
            (selected, targets) = Select(parsed, context, static target => target);
        }

        if (!settings.Groups.IsEmpty && selected.Instances.Length != 1 && selected.Unread.IsEmpty)
            throw new UsageException(UsageProblem.Option(
                FormattableString.Invariant($"The option applies to one instance, but {selected.Instances.Length} are selected"),
                "choose one with --stack and --name",
                "--group"));
        var ignoreFile = IgnoreFile.Find(parsed.GetValue(_ignore), selected.Directory, context.Environment);
        var ignored = ignoreFile is null ? IgnoreList.Empty : IgnoreFile.Read(ignoreFile, context.Environment);
        if (targets is { } all)
        {
            var fleet = new FleetComparer(context.Environment.Connectors.Value, settings, line => Progress(context, line));
            compared = fleet.CompareAsync(all, context.Environment.Cancellation()).GetAwaiter().GetResult();
        }

        var today = CalendarDate.FromDateTime(context.Environment.Time.GetUtcNow().UtcDateTime);
        var report = ignored.Apply(compared, today) with { UnreadStacks = selected.Unread, IsPart = selected.Part is not null };
        var unwritten = Write(parsed, context, report, ignoreFile, selected, settings.Sources.Region);
        if (unwritten is not null) throw new UsageException(unwritten);
        return ExitCodeOf(report);
    }

    private (FleetSelection Selected, ImmutableArray<TResult> Results) Select<TResult>(
        ParseResult parsed, CommandContext context, Func<FleetTarget, TResult> use) => FleetSelection.Select(
            [.. parsed.GetValue(_stacks) ?? []],
            parsed.GetValue(_all),
            parsed.GetValue(_directory),
            parsed.GetValue(_name),
            Shard.Parse(parsed.GetValue(_shard)),
            WritesDocument(parsed),
            context.Catalog,
            context.Environment,
            use);

    /// <summary>Whether a program reads what is written, which then has to be a whole report whatever could not be read.</summary>
    private bool WritesDocument(ParseResult parsed) =>
        !parsed.GetValue(_adopt) && !parsed.GetValue(_revert)
        && ReportFormats.For(parsed.GetValue(_driftFormat)!).Reader != ReportReader.Person;

    private FleetOptions Settings(ParseResult parsed, CommandContext context)
    {
        var problems = new List<Problem>();
        var timeout = parsed.GetValue(_timeout);
        if (timeout is < 1 or > 86400)
        {
            problems.Add(
                UsageProblem.Option(FormattableString.Invariant($"'{timeout}' is not within 1 to 86400 seconds"), option: "--timeout"));
        }
        var concurrency = parsed.GetValue(_concurrency);
        if (concurrency is < 1 or > 64)
        {
            problems.Add(
                UsageProblem.Option(FormattableString.Invariant($"'{concurrency}' is not within 1 to 64"), option: "--concurrency"));
        }
        var endpoint = parsed.GetValue(_endpoint);
        Uri? address = null;
        if (endpoint is not null
            && (
                !Uri.TryCreate(endpoint, UriKind.Absolute, out address)
                    || address.Scheme is not ("http" or "https")
                    || address.UserInfo.Length > 0))
            problems.Add(UsageProblem.Option(
                $"'{endpoint}' is not a valid service address", "write an address such as https://ec2.eu-central-1.amazonaws.com, without "
                    + "user or password", "--endpoint-url"));
        if (parsed.GetValue(_adopt) && parsed.GetValue(_revert))
            problems.Add(UsageProblem.Option("--adopt and --revert-plan cannot be combined", "use one at a time"));
        if (parsed.GetValue(_quick) && (parsed.GetValue(_adopt) || parsed.GetValue(_revert)))
        {
            problems.Add(UsageProblem.Option("It reads no rules, so it cannot be combined with --adopt or "
                + "--revert-plan", "remove --quick", "--quick"));
        }
        if (parsed.GetValue(_resume) is not null && parsed.GetValue(_live) is { Length: > 0 })
        {
            problems.Add(
                UsageProblem.Option(
                    "It has no effect with --live, because reading files cannot be resumed", "remove --resume or --live", "--resume"));
        }
        if (problems.Count > 0) throw new UsageException([.. problems]);

        StateSnapshot? state = null;
        if (parsed.GetValue(_state) is { } stateFile)
        {
            try
            {
                state = Reader(context).ReadState(FullPath(stateFile, context), stateFile);
            }
            catch (LiveFormatException malformed)
            {
                throw new UsageException(
                    malformed.Problem with { Place = (malformed.Problem.Place ?? new Place()) with { Key = "--state" } });
            }
        }

        var subscriptions = parsed.GetValue(_subscriptions) ?? [];
        if (subscriptions.Length == 0 && Environment.GetEnvironmentVariable("AZURE_SUBSCRIPTION_ID") is { Length: > 0 } usual)
            subscriptions = [usual];
        return new FleetOptions
        {
            Groups = [.. (parsed.GetValue(_groups) ?? []).Distinct(StringComparer.OrdinalIgnoreCase)],
            State = state,
            Sources = new SourceOptions
            {
                Region = parsed.GetValue(_region),
                Profiles = [.. parsed.GetValue(_profiles) ?? []],
                Roles = [.. parsed.GetValue(_roles) ?? []],
                Subscriptions = [.. subscriptions],
                Endpoint = address,
            },
            Timeout = TimeSpan.FromSeconds(timeout),
            Concurrency = concurrency,
            Time = context.Environment.Time,
            Quick = parsed.GetValue(_quick),
            Scope = ScopeOf(parsed),
            Members = context.Environment.PublishedMembers ?? LiveSurroundings.None.Members,
            Resume = Resume(parsed, context),
        };
    }

    private DriftScope ScopeOf(ParseResult parsed) =>
        parsed.GetValue(_scope) == GroupScope ? DriftScope.Group : DriftScope.Interface;

    private static LiveFileReader Reader(CommandContext context) =>
        new(context.Environment.Connectors.Value, context.Environment.Input);

    private static LiveSurvey Files(string[] files, CommandContext context) =>
        Reader(context).Read(files.Select(file => (FullPath(file, context), file)));

    private ResumeFile? Resume(ParseResult parsed, CommandContext context)
    {
        if (parsed.GetValue(_resume) is not { } file) return null;
        try
        {
            return ResumeFile.Open(FullPath(file, context), file, context.Environment.Time, context.Environment.Connectors.Value);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(UsageProblem.FileOf("--resume", $"'{file}' cannot be read: {ForeignText.ToPhrase(failed)}"));
        }
    }

    /// <returns>Why the summary could not be written, or null.</returns>
    private Problem? Write(
        ParseResult parsed, CommandContext context, DriftReport report, string? ignoreFile, FleetSelection selected, string? region)
    {
        var root = Repository.RootOf(context.Environment);
        var format = ReportFormats.For(parsed.GetValue(_driftFormat)!);
        var clouds = context.Environment.Connectors.Value;
        Problem? unwritten = null;
        if (parsed.GetValue(_adopt)) new AdoptReport(clouds, Sources(root), context.Output).Write(report);
        else if (parsed.GetValue(_revert)) new RevertReport(clouds, PlaceOf).Write(report, context.Output);
        else format.Write(
            new FoundDrift(report, Places(), ProgramVersion.Text)
            {
                Part = selected.Part,
                SummaryFile = Summary(parsed, context, report, format, out unwritten),
            },
            context.Output);

        WriteErrors(report, format, context);
        return unwritten;

        DriftPlaces Places()
        {
            var ignored = ignoreFile is null ? null : Repository.Relative(root, ignoreFile, context.Environment);
            return new DriftPlaces(() => Sources(root), name => FileOf(selected.StackOf(name)), FileOf, ignored);
        }

        string FileOf(string stack) => Repository.Relative(root, selected.Folder.FileOf(stack), context.Environment);

        (string Stack, string? Region) PlaceOf(string instance) =>
            (selected.StackOf(instance), selected.RegionOf(instance) ?? region);
    }

    /// <summary>Writes what could not be found out, unless the format shows it to a person.</summary>
    /// <param name="report">The report.</param>
    /// <param name="format">The format.</param>
    /// <param name="context">What the command works with.</param>
    public static void WriteErrors(DriftReport report, IReportFormat format, CommandContext context)
    {
        foreach (var stack in report.UnreadStacks)
            context.Error.WriteLine($"error: {DriftText.Stack(stack)}: {stack.Problems[0].Describe()}");
        foreach (var instance in report.Instances.Where(instance => !instance.Reasons.IsEmpty && format.Reader != ReportReader.Person))
            context.Error.WriteLine($"error: {instance.Name}: {instance.Reasons[0].Describe()}");
    }

    /// <summary>How a report ends the command.</summary>
    public static int ExitCodeOf(DriftReport report) => report.Status switch
    {
        DriftStatus.InSync => ExitCode.Success,
        DriftStatus.Drift => ExitCode.Findings,
        _ => ExitCode.Error,
    };

    /// <summary>Where the policies are declared, for the reports that lead there.</summary>
    /// <param name="root">The checkout, or null.</param>
    public static PolicySources Sources(string? root) =>
        root is null ? new PolicySources() : PolicySources.Scan(root, Path.Combine(root, "policies"));

    /// <summary>Appends the summary, so that several steps of a job share a page.</summary>
    private string? Summary(
        ParseResult parsed, CommandContext context, DriftReport report, IReportFormat format, out Problem? unwritten)
    {
        unwritten = null;
        var file = parsed.GetValue(_summary)
            ?? (format.SummaryVariable is { } variable ? Environment.GetEnvironmentVariable(variable) : null);
        if (string.IsNullOrEmpty(file)) return null;
        var path = FullPath(file, context);
        try
        {
            WholeFiles.Append(path, MarkdownSummary.From(report));
            return path;
        }
        catch (Exception failed) when (WholeFiles.IsFileProblem(failed))
        {
            unwritten = UsageProblem.FileOf("--summary", $"'{file}' cannot be written: {ForeignText.ToPhrase(failed)}");
            return null;
        }
    }

    private static string FullPath(string file, CommandContext context) => Path.GetFullPath(file, context.Environment.CurrentDirectory);

    private static void Progress(CommandContext context, string line)
    {
        lock (context.Error)
        {
            context.Error.WriteLine(line);
            context.Error.Flush();
        }
    }
}
