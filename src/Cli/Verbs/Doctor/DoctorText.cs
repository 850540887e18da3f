using Starface.Cli.Screen;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What the doctor found out, for people.</summary>
internal static class DoctorText
{
    /// <summary>Writes it.</summary>
    /// <param name="run">What was found out.</param>
    /// <param name="screen">Receives the text.</param>
    public static void Write(DoctorRun run, TableScreen screen)
    {
        var table = new TextTable(
            new TextColumn("Verdict") { Narrowest = 16 },
            new TextColumn("Service") { Narrowest = 14 },
            new TextColumn("Remote side") { Narrowest = 24 },
            new TextColumn("Port"),
            new TextColumn("Said"),
            new TextColumn("Seen") { Narrowest = 20 });
        foreach (var result in run.Run.Results)
        {
            var (probe, outcome) = result;
            table.AddStyled(
                ProbeWords.StyleOf(outcome.Verdict),
                run.IsDry && probe.Known is null ? "would be tried" : ProbeWords.For(outcome.Verdict),
                string.Join(", ", ProbeWords.ServicesOf(probe)),
                ProbeWords.RemoteOf(probe),
                ProbeWords.PortsOf(probe),
                outcome.Verdict == ProbeVerdict.NotProbed && probe.Known is not null ? "" : ProbeWords.For(probe.Method),
                run.IsDry && probe.Known is null ? DryText.For(probe) : Seen(outcome));
        }

        table.Write(screen);
        if (!run.IsDry) WriteSteps(run, screen);
        screen.EndLine();
        screen.WriteParagraph(Summary(run));
    }

    /// <summary>The whole in a sentence.</summary>
    /// <param name="run">What was found out.</param>
    public static string Summary(DoctorRun run)
    {
        var results = run.Run.Results;
        if (run.IsDry) return $"Nothing was sent. {Budget(run)}";
        var kinds = results.GroupBy(result => result.Outcome.Verdict).ToDictionary(kind => kind.Key, kind => kind.Count());
        var told = Enum.GetValues<ProbeVerdict>().Where(kinds.ContainsKey)
            .Select(verdict => FormattableString.Invariant($"{kinds[verdict]} {ProbeWords.For(verdict)}"));
        var whole = run.Run.Status switch
        {
            ProbeStatus.Works => "All rows that can be tried from here work",
            ProbeStatus.DoesNotWork => "Some rows do not work",
            _ => "It could not be found out whether all rows work",
        };
        return $"{whole}: {string.Join(", ", told)}.";
    }

    /// <summary>The most that is sent, in a sentence.</summary>
    /// <param name="run">The run.</param>
    public static string Budget(DoctorRun run)
    {
        var (probes, addresses, datagrams, connections) = run.Budget;
        return FormattableString.Invariant(
            $"{probes} probes of {addresses} addresses: at most {datagrams} datagrams and {connections} connections.");
    }

    private static void WriteSteps(DoctorRun run, TableScreen screen)
    {
        var steps =
            from result in run.Run.Results
            let step = NextStep.For(result.Probe, result.Outcome)
            where step is not null
            group result by (step, result.Outcome.Verdict);
        foreach (var step in steps)
        {
            screen.EndLine();
            var probes = step.Select(result => $"{ProbeWords.RemoteOf(result.Probe)} {ProbeWords.PortsOf(result.Probe)}");
            screen.WriteParagraph($"{ProbeWords.For(step.Key.Verdict)}: {string.Join(", ", probes)}", ProbeWords.StyleOf(step.Key.Verdict));
            screen.WriteParagraph(step.Key.step!);
        }
    }

    private static string Seen(ProbeOutcome outcome) => outcome.Time is { } time
        ? FormattableString.Invariant($"{outcome.Detail} ({time.TotalMilliseconds:0} ms)")
        : outcome.Detail;
}
