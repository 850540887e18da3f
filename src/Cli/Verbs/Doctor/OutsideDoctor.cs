using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using Starface.Cli.Commands;
using Starface.Cli.Hosting;
using Starface.Cli.Selection;
using Starface.Policy.Flows;
using Starface.Probes.Clients;
using Starface.Probes.Outside.Pairing;
using Starface.Probes.Outside.Planning;
using Starface.Probes.Outside.Probing;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>Tries an instance from a machine outside of it, alone or together with the listener on it.</summary>
/// <param name="instance">The instance.</param>
/// <param name="arguments">What the options say.</param>
/// <param name="context">What the command works with.</param>
internal sealed class OutsideDoctor(SelectedInstance instance, OutsideArguments arguments, CommandContext context)
{
    private readonly PairingKey? _key = arguments.Key();
    private ImmutableArray<Address> _sources = [];

    /// <summary>The services that are to be tried; empty for all.</summary>
    public ImmutableSortedSet<string> Services { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>How long one probe may take.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>How long all of them may take.</summary>
    public TimeSpan TotalLimit { get; init; }

    /// <summary>Whether rows that were not probed are passed over.</summary>
    public bool AcceptsNotProbed { get; init; }

    /// <summary>The address from which this machine tries a probe, as far as it is known.</summary>
    /// <param name="probe">The probe.</param>
    public Address? SourceOf(Probe probe) => _sources.Where(source => source.Family == probe.Address?.Family)
        .Select(source => (Address?)source)
        .FirstOrDefault();

    /// <summary>Tries it.</summary>
    /// <param name="isDry">Whether nothing is sent.</param>
    /// <param name="mostTime">How long it takes at most, in a sentence.</param>
    /// <exception cref="UsageException">What is asked for cannot be done.</exception>
    public DoctorRun Run(bool isDry, string mostTime)
    {
        var targets = arguments.Targets();
        var host = arguments.Host();
        var policy = instance.Config.Request.Policy;
        var plan = new OutsidePlan(
            policy,
            new OutsideChoice
            {
                Targets = targets,
                Services = Services,
                HasListener = _key is not null,
                HasEcho = arguments.HasEcho,
                Host = host,
            });
        if (plan.Rows.IsEmpty)
        {
            throw new UsageException(UsageProblem.Option(
                $"The policy '{policy.Definition.Id}' has no inbound rows of that kind", "name other services with --only", "--from"));
        }

        if (_key is not null && (arguments.HasEcho || host is not null))
        {
            throw new UsageException(UsageProblem.Option(
                "It has no effect with a listener, which answers in place of other programs",
                "remove it, or the key",
                host is null ? "--rtp-echo" : "--host"));
        }

        var sources = OwnSources(targets);
        _sources = sources;
        var silence = _key is null ? 0 : arguments.LongestSilence;
        var probes = plan.Probes(sources);
        var most = OutsideBudget.For(plan, sources, Limit, silence);
        var run = new DoctorRun(
            instance,
            ProbeViewpoint.Outside,
            most,
            ProbeRun.From([.. probes.Select(probe => new ProbeResult(probe, probe.Known ?? ProbeOutcome.NotProbed("")))], true))
        {
            IsDry = isDry,
        };
        if (isDry) return run;
        var more = silence == 0 ? "" : FormattableString.Invariant($" The silences take {silence} seconds more.");
        context.Error.WriteLine($"{DoctorText.Budget(run)} {mostTime}{more}");
        context.Error.Flush();
        var report = Try(plan, probes, sources, silence);
        _sources = report.Sources;
        foreach (var named in arguments.Sources())
        {
            foreach (var seen in report.Sources.Where(seen => seen.Family == named.Family && seen != named))
                context.Error.WriteLine($"The PBX sees this machine as {seen}, and not as --source {named}.");
        }

        return run with
        {
            Run = ProbeRun.From(
                report.Results,
                AcceptsNotProbed,
                isIncomplete: _key is not null && (!report.IsListenerKnown || report.WhyNoNat is not null)),
            Outside = report,
        };
    }

    private OutsideReport Try(OutsidePlan plan, ImmutableArray<Probe> probes, ImmutableArray<Address> sources, int silence)
    {
        var told = new Lock();
        using var progress = ProgressLine.Start(context.Environment, context.Error);
        var cancel = context.Environment.Cancellation();
        if (_key is null)
        {
            var sound = new SoundClient();
            var runner = new ProbeRunner
            {
                Limit = Limit,
                TotalLimit = TotalLimit,
                Sockets = context.Environment.ProbeSockets,
                Clock = context.Environment.Time,
                Roots = context.Environment.ProbeRoots,
                Sound = sound.TryAsync,
                Progress = Report,
            };
            var results = runner.RunAsync(probes, cancel).GetAwaiter().GetResult();
            return new OutsideReport(results) { Sources = sources, Sound = sound.Paths };
        }

        var prober = new OutsideProber(plan, _key)
        {
            Limit = Limit,
            TotalLimit = TotalLimit,
            ControlPort = arguments.ControlPort,
            LongestSilence = silence,
            OwnSources = sources,
            Notice = why =>
            {
                context.Error.WriteLine($"How long a UDP conversation is remembered will not be found out: {why}.");
                context.Error.Flush();
            },
            Sockets = context.Environment.ProbeSockets,
            Progress = Report,
        };
        return prober.RunAsync(cancel).GetAwaiter().GetResult();

        void Report(int done, int all)
        {
            lock (told) progress?.Report("tried", done, all, "probes");
        }
    }

    /// <summary>
    /// The addresses that are named, and for other families that from which this machine sends to the PBX: where it is one of the Internet,
    /// or the PBX is in a network of its own as well, nothing on the way replaces it, as far as can be known here. Nothing is sent.
    /// </summary>
    private ImmutableArray<Address> OwnSources(ImmutableArray<Address> targets)
    {
        var sources = arguments.Sources().ToList();
        var ranges = context.Environment.SpecialRanges;
        foreach (var target in targets.Where(target => sources.TrueForAll(source => source.Family != target.Family)))
        {
            try
            {
                const int discard = 9;
                using var socket = context.Environment.ProbeSockets.OpenUdp(ProbeSockets.EndPoint(target, discard));
                var local = Address.Parse(((IPEndPoint)socket.LocalEndPoint!).Address.ToString());
                if (ranges.Find(local) is null || ranges.Find(target) is not null) sources.Add(local);
            }
            catch (SocketException)
            {
                // This machine has no way there, which each probe says.
            }
        }

        return [.. sources];
    }
}
