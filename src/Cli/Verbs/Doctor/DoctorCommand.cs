using System.Collections.Immutable;
using System.CommandLine;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Cli.Verbs.Explain;
using Starface.Drift.Files;
using Starface.Names;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Policy.Problems;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Cli.Verbs.Doctor;

/// <summary><c>doctor</c>: tries the rows of a policy for real, from where their connections begin.</summary>
internal sealed class DoctorCommand : FullCommand
{
    private const int LongestLimit = 60;
    private const int LongestTotal = 3600;

    /// <summary>Half as long as a probe: names are looked up before, and together they stay within the time that a person waits.</summary>
    private static readonly TimeSpan NameLimit = TimeSpan.FromSeconds(2);

    private readonly SelectionOptions _selection;

    private readonly Option<string> _from = new("--from")
    {
        HelpName = "pbx|phones|outside",
        Description = "Where this runs: on the PBX or beside it behind the same rules, in the phones' network, or on a machine outside, "
            + "from which the inbound rows are tried.",
        DefaultValueFactory = static _ => "pbx",
    };

    private readonly Option<string[]> _only = new("--only")
    {
        HelpName = "SERVICE",
        Description = "Only the rows of a service. May be repeated.",
    };

    private readonly Option<string[]> _servers = new("--server")
    {
        HelpName = "ADDRESS",
        Description = "A server in a network that a peer group names, which is tried for the rows that are open to the network. May be "
            + "repeated.",
    };

    private readonly Option<string[]> _resolvers = ResolverOption.Create("what one of them answers counts");
    private readonly Option<int> _limit =
        NumberOption.Create(
            "--timeout", "SECONDS", 5, 1, LongestLimit,
            "How long a question or a connection of a probe may take; a probe with TLS has several.");

    private readonly Option<int> _total =
        NumberOption.Create("--total-timeout", "SECONDS", 60, 1, LongestTotal, "How long all of it may take, with the look-ups of names.");

    private readonly Option<string[]> _live = new("--live")
    {
        HelpName = "FILE",
        Description = "Say which layer and rule of the cloud permits or denies each row, from the files that 'drift --live' reads. May be "
            + "repeated.",
    };

    private readonly Option<string[]> _groups = new("--group")
    {
        HelpName = "ID",
        Description = "With --live: the instance's group. Default: those that carry the plan's tag.",
    };

    private readonly Option<bool> _accept = new("--accept-not-probed")
    {
        Description = "Rows that were not probed, such as those of a network without a named server, do not fail the command.",
    };

    private readonly Option<string> _doctorFormat = new("--format")
    {
        HelpName = "table|json|junit",
        Description = "The output format: table for people, json and junit for programs.",
        DefaultValueFactory = static _ => "table",
    };

    private readonly OutsideOptions _outside = new();
    private readonly Option<bool> _dry = new("--dry-run") { Description = "Say what would be sent, and send nothing." };

    public DoctorCommand()
        : base("doctor", "Tries the rows of a policy for real, from where their connections begin: it asks each server in its protocol, "
            + "without credentials, and says which row does not work. Exit code 0: all rows work; 2: some do not; 1: it could not be found "
            + "out.")
    {
        OnlyAmong(_from, "pbx", "phones", "outside");
        Syntax.Add(_from);
        Option[] options = [_only, _servers, _resolvers, _limit, _total, _live, _groups, _accept, _dry];
        foreach (var option in options) Syntax.Add(option);
        _outside.AddTo(Syntax);
        _selection = new SelectionOptions(Syntax, several: false);
        OnlyAmong(_doctorFormat, "table", "json", "junit");
        Syntax.Add(_doctorFormat);
    }

    /// <inheritdoc/>
    public override bool IsVerdict(ParseResult parsed) => true;

    /// <inheritdoc/>
    protected override int RunHere(ParseResult parsed, CommandContext context)
    {
        var instance = Select(parsed, context);
        var request = instance.Config.Request;
        var isDry = parsed.GetValue(_dry);
        if (_outside.IsListener(parsed)) return Listen(instance, parsed, context);
        if (parsed.GetValue(_from) == "outside") return TryFromOutside(instance, parsed, context);
        _outside.RequireNone(parsed);
        var viewpoint = parsed.GetValue(_from) == "phones" ? ProbeViewpoint.Phones : ProbeViewpoint.Pbx;
        var choice = Choose(parsed, instance, context.Environment);
        var plan = ProbePlan.For(
            request.Policy, viewpoint == ProbeViewpoint.Phones ? Viewpoint.Phones : Viewpoint.Pbx, choice);
        RequireServices(choice.Services, request.Policy);
        RequireRows(plan, viewpoint, request.Policy);

        var live = ReadLive(parsed, instance, context);
        var time = new DoctorTime(
            TimeSpan.FromSeconds(parsed.GetValue(_total)), isDry ? CancellationToken.None : context.Environment.Cancellation());
        using var end = time.Begin();
        var questions = Questions(plan, parsed, isDry);
        var lookups = isDry || questions is null ? null : Ask(questions, parsed, context, time);
        var isUnasked = !isDry && questions is not null && lookups is null;
        var probes = plan.Probes(lookups, context.Environment.SpecialRanges);
        RequireUse(choice.Servers, probes);
        var limit = TimeSpan.FromSeconds(parsed.GetValue(_limit));
        var run = new DoctorRun(
            instance,
            viewpoint,
            ProbeBudget.For(probes, limit),
            ProbeRun.From([.. probes.Select(probe => new ProbeResult(probe, probe.Known ?? ProbeOutcome.NotProbed("")))], true))
        {
            IsDry = isDry,
            Questions = questions,
        };
        if (!isDry)
        {
            run = run with { Run = isUnasked ? CutShort(probes, time) : Try(run, probes, limit, parsed, context, time) };
        }

        run = run with { Joined = new FlowJoin(instance, Direction.Outbound, live).Join(run.Run.Results) };
        return Show(run, parsed, context);
    }

    private int Show(DoctorRun run, ParseResult parsed, CommandContext context)
    {
        switch (parsed.GetValue(_doctorFormat))
        {
            case "json":
                DoctorJson.Write(run, context.Output);
                break;
            case "junit":
                DoctorJUnit.Write(run, context.Output);
                break;
            default:
                DoctorText.Write(run, context.Screen);
                break;
        }

        return run.IsDry ? ExitCode.Success : run.Run.Status switch
        {
            ProbeStatus.Works => ExitCode.Success,
            ProbeStatus.DoesNotWork => ExitCode.Findings,
            _ => ExitCode.Error,
        };
    }

    private int Listen(SelectedInstance instance, ParseResult parsed, CommandContext context)
    {
        RejectIdle(parsed, "--listen", [_from, _servers, _resolvers, _live, _groups, _accept, _limit, _total, .. _outside.OfProber]);
        if (parsed.GetValue(_doctorFormat) == "junit")
        {
            throw new UsageException(UsageProblem.Option(
                "A listener tries nothing, so that it has no test cases", "use table or json", "--format"));
        }

        var services = Choose(parsed, instance, context.Environment).Services;
        RequireServices(services, instance.Config.Request.Policy);
        var run = new ListenerDoctor(instance, _outside.Read(parsed, context.Environment), context).Run(services, parsed.GetValue(_dry));
        if (parsed.GetValue(_doctorFormat) == "json") ListenerJson.Write(run, context.Output);
        else ListenerText.Write(run, context.Screen);
        return run.IsDry || run.IsFinished ? ExitCode.Success : ExitCode.Error;
    }

    private int TryFromOutside(SelectedInstance instance, ParseResult parsed, CommandContext context)
    {
        RejectIdle(parsed, "--from outside", [_servers, _resolvers, .. _outside.OfListener]);
        var services = Choose(parsed, instance, context.Environment).Services;
        RequireServices(services, instance.Config.Request.Policy);
        var doctor = new OutsideDoctor(instance, _outside.Read(parsed, context.Environment), context)
        {
            Services = services,
            Limit = TimeSpan.FromSeconds(parsed.GetValue(_limit)),
            TotalLimit = TimeSpan.FromSeconds(parsed.GetValue(_total)),
            AcceptsNotProbed = parsed.GetValue(_accept),
        };
        var live = ReadLive(parsed, instance, context);
        var run = doctor.Run(parsed.GetValue(_dry), MostTime(parsed));
        run = run with { Joined = new FlowJoin(instance, Direction.Inbound, live) { RemoteOf = doctor.SourceOf }.Join(run.Run.Results) };
        var exitCode = Show(run, parsed, context);
        if (run.FindGap() is { } gap) context.Error.WriteProblems([gap]);
        return exitCode;
    }

    private static void RejectIdle(ParseResult parsed, string where, Option[] idle)
    {
        if (Array.Find(idle, option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new UsageException(UsageProblem.Option($"It has no effect with {where}", "remove it", given.Name));
    }

    private SelectedInstance Select(ParseResult parsed, CommandContext context)
    {
        var instances = InstanceSelector.Select(_selection.Read(parsed), context.Catalog, context.Environment);
        if (instances is [var instance]) return instance;
        var names = string.Join(", ", instances.Select(candidate => $"--stack {candidate.Stack} --name {candidate.Config.Request.Name}"));
        throw new UsageException(UsageProblem.Option("'doctor' needs one instance", $"choose one of: {names}"));
    }

    private ProbeChoice Choose(ParseResult parsed, SelectedInstance instance, CliEnvironment environment) => new()
    {
        Services = [.. parsed.GetValue(_only) ?? []],
        Servers = [.. (parsed.GetValue(_servers) ?? []).Select(ReadServer)],
        FindOwnServers = instance.Config.Cloud.FindOwnServers,
        HasIPv6 = () => environment.ProbeSockets.HasIPv6,
    };

    private static Address ReadServer(string text) =>
        Address.TryParse(text, out var address, out var problem)
            ? address
            : throw new UsageException(problem with { Place = new Place { Key = "--server" } });

    private static void RequireRows(ProbePlan plan, ProbeViewpoint viewpoint, FirewallPolicy policy)
    {
        if (!plan.Rows.IsEmpty) return;
        var other = viewpoint == ProbeViewpoint.Phones ? "pbx" : "phones";
        throw new UsageException(UsageProblem.Option(
            $"The policy '{policy.Definition.Id}' has no outbound rows of that kind",
            $"name other services with --only, or run it with --from {other}",
            "--from"));
    }

    private static void RequireUse(ImmutableArray<Address> servers, ImmutableArray<Probe> probes)
    {
        foreach (var server in servers.Where(server => probes.All(probe => probe.Address != server)))
        {
            throw new UsageException(UsageProblem.Option(
                $"The server {server} is in no network that the rows are open to",
                "name one in a network that 'doctor --dry-run' shows without a server",
                "--server"));
        }
    }

    private static void RequireServices(ImmutableSortedSet<string> services, FirewallPolicy policy)
    {
        var known = policy.Definition.Services.Select(service => service.Id).ToList();
        ImmutableArray<Problem> unknown =
        [
            .. services.Where(service => !known.Contains(service)).Select(service => Problem.Error(
                ProblemIds.UnknownName, $"The policy has no service '{service}'", NearestName.Suggestion(service, known)) with
            {
                Place = new Place { Key = "--only" },
            }),
        ];
        if (!unknown.IsEmpty) throw new UsageException(unknown);
    }

    /// <summary>What is asked of name servers, or null where no host is to be looked up.</summary>
    /// <remarks>A trial run asks nobody, so that it need not know whom it would ask.</remarks>
    private NameQuestions? Questions(ProbePlan plan, ParseResult parsed, bool isDry) => plan.Hosts.IsEmpty ? null :
        new NameQuestions(
            [.. plan.Hosts.Select(host => host.Name)], isDry ? [] : ResolverOption.Read(parsed.GetValue(_resolvers)))
        {
            Rounds = 1,
            Timeout = NameLimit,
            FollowsAliases = false,
        };

    /// <summary>The addresses of names, or null where the run ended before they were known.</summary>
    private ImmutableArray<Lookup>? Ask(NameQuestions questions, ParseResult parsed, CommandContext context, DoctorTime time)
    {
        context.Error.WriteLine($"{DoctorText.Lookups(questions, isDry: false)} {MostTime(parsed)}");
        context.Error.Flush();
        try
        {
            var lookups = context.Environment.AskNames(questions, time.Token);
            var silent = lookups.Select(lookup => lookup.Resolver)
                .Except(lookups.Where(lookup => lookup.IsAnswer).Select(lookup => lookup.Resolver), StringComparer.Ordinal);
            foreach (var resolver in silent.Order(StringComparer.Ordinal))
                context.Error.WriteLine($"The name server {resolver} answered no question.");
            return lookups;
        }
        catch (OperationCanceledException)
        {
            context.Error.WriteProblems(
            [
                time.IsInterrupted
                    ? Problem.Error(ProblemIds.NameNotResolved, "Interrupted before all answers had come")
                    : Problem.Error(
                        ProblemIds.NameNotResolved, "The time was over before all answers had come", "give more with --total-timeout"),
            ]);
            return null;
        }
    }

    /// <summary>A run that ended before anything was tried.</summary>
    private static ProbeRun CutShort(ImmutableArray<Probe> probes, DoctorTime time)
    {
        var outcome = ProbeOutcome.CutShort(time.IsInterrupted ? ProbeOutcome.Interrupted : ProbeOutcome.TimeIsOver);
        return ProbeRun.From([.. probes.Select(probe => new ProbeResult(probe, probe.Known ?? outcome))], acceptsNotProbed: false);
    }

    private ProbeRun Try(
        DoctorRun run, ImmutableArray<Probe> probes, TimeSpan limit, ParseResult parsed, CommandContext context, DoctorTime time)
    {
        context.Error.WriteLine(run.Questions is null ? $"{DoctorText.Budget(run)} {MostTime(parsed)}" : DoctorText.Budget(run));
        context.Error.Flush();
        var told = new Lock();
        using var progress = ProgressLine.Start(context.Environment, context.Error);
        var runner = new ProbeRunner
        {
            Limit = limit,
            TotalLimit = time.Left,
            Sockets = context.Environment.ProbeSockets,
            Clock = context.Environment.Time,
            Roots = context.Environment.ProbeRoots,
            Progress = (done, all) =>
            {
                lock (told) progress?.Report("tried", done, all, "probes");
            },
        };
        var results = runner.RunAsync(probes, time.Interrupted).GetAwaiter().GetResult();
        var nat = new NatDiscovery(context.Environment.ProbeSockets).FindAsync(results, time.Token).GetAwaiter().GetResult();
        return ProbeRun.From(results, parsed.GetValue(_accept), nat);
    }

    private string MostTime(ParseResult parsed)
    {
        var total = parsed.GetValue(_total);
        var unit = total == 1 ? "second" : "seconds";
        return FormattableString.Invariant(
            $"All of it takes {total} {unit} at most, and {parsed.GetValue(_limit)} for a question that nothing answers.");
    }

    private LiveExplainer? ReadLive(ParseResult parsed, SelectedInstance instance, CommandContext context)
    {
        string[] groups = parsed.GetValue(_groups) ?? [];
        if (parsed.GetValue(_live) is not { Length: > 0 } files)
        {
            return groups.Length == 0
                ? null
                : throw new UsageException(UsageProblem.Option("It names a group in the files of --live", "add --live", "--group"));
        }

        var clouds = context.Environment.Connectors.Value;
        var survey = new LiveFileReader(clouds, context.Environment.Input).Read(
            files.Select(file => (Path.GetFullPath(file, context.Environment.CurrentDirectory), file)));
        // What can be read in part has its problems at its groups; here something says nothing at all.
        if (!survey.Problems.IsEmpty) throw new UsageException(survey.Problems);
        return new LiveExplainer(PlannedInstance.All([instance])[0].Plan, survey, [.. groups], clouds);
    }
}
