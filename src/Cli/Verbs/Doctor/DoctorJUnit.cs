using Starface.Drift.Output;
using Starface.Policy;
using Starface.Probes.Planning;
using Starface.Probes.Running;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>
/// JUnit XML of <c>doctor</c>: a test case for each probe; what does not work is a failure, what could not be found out an error, and what
/// no run from here can decide is skipped.
/// </summary>
internal static class DoctorJUnit
{
    /// <summary>Writes what was found out.</summary>
    /// <param name="run">What was found out.</param>
    /// <param name="output">Receives the XML.</param>
    public static void Write(DoctorRun run, OutputGate output) => output.WriteXml(xml =>
    {
        var gap = run.FindGap() ?? (IsUnknownWithoutError() ? ProbeWords.NothingWorks : null);
        var incomplete = gap is null ? 0 : 1;
        xml.Start("testsuites");
        xml.Start("testsuite");
        xml.Attribute("name", "starface-policy doctor");
        xml.Attribute("tests", run.Joined.Length + incomplete);
        xml.Attribute("failures", Count(ProbeStatus.DoesNotWork));
        xml.Attribute("errors", Count(ProbeStatus.Unknown) + incomplete);
        xml.Attribute("skipped", run.Joined.Count(joined => IsSkipped(joined.Result)));
        foreach (var joined in run.Joined) Write(xml, joined, run);
        if (gap is not null) WriteGap(xml, gap, run.Outside is null ? "doctor" : "listener");
        xml.End();
        xml.End();

        // A report in which nothing fails is a good one to most readers.
        bool IsUnknownWithoutError() => !run.IsDry
            && run.Run.Status == ProbeStatus.Unknown && run.Joined.All(joined => run.Run.KindOf(joined.Result) == ProbeStatus.Works);

        int Count(ProbeStatus status) => run.Joined.Count(joined => run.Run.KindOf(joined.Result) == status);

        bool IsSkipped(ProbeResult result) =>
            run.Run.KindOf(result) == ProbeStatus.Works && result.Outcome.Verdict == ProbeVerdict.NotProbed;
    });

    private static void WriteGap(XmlElements xml, Problem gap, string about)
    {
        xml.Start("testcase");
        xml.Attribute("classname", about);
        xml.Attribute("name", "what could not be found out");
        xml.Start("error");
        xml.Attribute("type", gap.Id);
        xml.Attribute("message", gap.Message);
        if (gap.Fix is { } fix) xml.Lines([fix]);
        xml.End();
        xml.End();
    }

    private static void Write(XmlElements xml, JoinedResult joined, DoctorRun run)
    {
        var (probe, outcome) = joined.Result;
        xml.Start("testcase");
        xml.Attribute("classname", string.Join(", ", ProbeWords.ServicesOf(probe)));
        xml.Attribute("name", $"{ProbeWords.RemoteOf(probe)} {ProbeWords.PortsOf(probe)}");
        var element = run.Run.KindOf(joined.Result) switch
        {
            ProbeStatus.DoesNotWork => "failure",
            ProbeStatus.Unknown => "error",
            _ => outcome.Verdict == ProbeVerdict.NotProbed ? "skipped" : null,
        };
        if (element is not null)
        {
            xml.Start(element);
            if (element != "skipped") xml.Attribute("type", ProbeWords.IdOf(outcome.Verdict));
            xml.Attribute("message", $"{ProbeWords.For(outcome.Verdict)}: {outcome.Detail}");
            if (NextStep.For(joined) is { } step) xml.Lines([step]);
            xml.End();
        }

        xml.End();
    }
}
