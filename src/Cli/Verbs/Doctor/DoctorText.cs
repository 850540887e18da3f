using Starface.Cli.Screen;
using Starface.Names;
using Starface.Policy;
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
            new TextColumn("Seen") { Narrowest = 24 });
        var rows = run.Run.Results.Where(result => !IsIdle(result)).ToList();
        foreach (var (probe, outcome) in rows)
        {
            var isOpen = run.IsDry && probe.Known is null;
            table.AddStyled(
                isOpen ? TextStyle.Plain : ProbeWords.StyleOf(outcome.Verdict),
                isOpen ? "would be tried" : ProbeWords.For(outcome.Verdict),
                string.Join(", ", ProbeWords.ServicesOf(probe)),
                ProbeWords.RemoteOf(probe),
                ProbeWords.PortsOf(probe),
                isOpen ? DryText.For(probe) : Seen(probe, outcome));
        }

        if (rows.Count > 0) table.Write(screen);
        if (!run.IsDry) WriteSteps(run, screen);
        WriteIdle(run, screen);
        foreach (var nat in run.Run.Nat) WriteNat(nat, screen);
        if (run.Outside is { } outside) OutsideText.Write(outside, screen);
        screen.EndLine();
        screen.WriteParagraph(Summary(run));
    }

    /// <summary>The whole in a sentence.</summary>
    /// <param name="run">What was found out.</param>
    public static string Summary(DoctorRun run)
    {
        var results = run.Run.Results;
        if (run.IsDry)
        {
            var names = run.Questions is { } questions ? Lookups(questions, isDry: true) + " " : "";
            return $"Nothing was sent. {names}{Budget(run)}";
        }

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
        var budget = $"{Count(probes, "probe", "probes")} of {Count(addresses, "address", "addresses")}: at most "
            + $"{Count(datagrams, "datagram", "datagrams")} and {Count(connections, "connection", "connections")}";
        return run.IsDry && run.Questions is not null ? $"{budget}, with one address for each name." : budget + ".";
    }

    /// <summary>What is asked of name servers, in a sentence.</summary>
    /// <param name="questions">The questions.</param>
    /// <param name="isDry">Whether they are not asked.</param>
    public static string Lookups(NameQuestions questions, bool isDry)
    {
        var verb = isDry ? "would be" : questions.Hosts.Length == 1 ? "is" : "are";
        return $"{Count(questions.Hosts.Length, "name", "names")} {verb} looked up first, with at most "
            + $"{Count(questions.MostDatagrams, "datagram", "datagrams")} to each name server, and connections where answers are cut off.";
    }

    private static string Count(int number, string one, string many) =>
        FormattableString.Invariant($"{number} {(number == 1 ? one : many)}");

    /// <summary>What is said once, below the table: rows that were not tried, of which there may be many.</summary>
    private static bool IsIdle(ProbeResult result) => result.Probe.Known is { Verdict: ProbeVerdict.NotProbed };

    private static void WriteSteps(DoctorRun run, TableScreen screen)
    {
        var steps =
            from joined in run.Joined
            where !IsIdle(joined.Result)
            let step = NextStep.For(joined)
            where step is not null
            group joined.Result by (step, joined.Result.Outcome.Verdict);
        foreach (var step in steps)
        {
            screen.EndLine();
            var probes = step.Select(result => $"{ProbeWords.RemoteOf(result.Probe)} {ProbeWords.PortsOf(result.Probe)}");
            screen.WriteParagraph($"{ProbeWords.For(step.Key.Verdict)}: {string.Join(", ", probes)}", ProbeWords.StyleOf(step.Key.Verdict));
            screen.WriteParagraph(step.Key.step!);
        }
    }

    private static void WriteIdle(DoctorRun run, TableScreen screen)
    {
        var reasons = run.Run.Results.Where(IsIdle).GroupBy(result => (result.Outcome.Detail, IsOpen: IsOpen(result)));
        foreach (var reason in reasons)
        {
            screen.EndLine();
            var rows = reason.GroupBy(result => result.Probe.Remote).Select(remote =>
                $"{remote.Key} ({string.Join(", ", remote.Select(result => ProbeWords.PortsOf(result.Probe)).Distinct())})");
            screen.WriteParagraph(
                $"not probed, because {reason.Key.Detail}: {string.Join("; ", rows)}",
                reason.Key.IsOpen ? TextStyle.Warning : TextStyle.Muted);
            if (reason.Key.IsOpen && NextStep.For(new JoinedResult(reason.First(), null, null)) is { } step) screen.WriteParagraph(step);
        }

        bool IsOpen(ProbeResult result) => run.Run.KindOf(result) == ProbeStatus.Unknown;
    }

    private static void WriteNat(NatFinding nat, TableScreen screen)
    {
        screen.EndLine();
        screen.WriteParagraph($"{RuleText.Describe(nat.Family)}: {nat.Describe()}.");
        if (nat.WhyNoMapping is { } mapping) screen.WriteParagraph($"Its mapping was not probed: {mapping}.", TextStyle.Muted);
        if (nat.WhyNoFiltering is { } filtering) screen.WriteParagraph($"Its filtering was not probed: {filtering}.", TextStyle.Muted);
    }

    private static string Seen(Probe probe, ProbeOutcome outcome)
    {
        if (probe.Known is not null || outcome.Verdict == ProbeVerdict.NotProbed) return outcome.Detail;
        var method = ProbeWords.For(probe.Method);
        return outcome.Detail.Length == 0 ? method : $"{method}: {outcome.Detail}";
    }
}
