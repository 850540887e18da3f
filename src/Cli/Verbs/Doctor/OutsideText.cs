using Starface.Cli.Screen;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Outside.Probing;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What the doctor found out from outside beside the verdicts, for people.</summary>
internal static class OutsideText
{
    /// <summary>RFC 5626, section 4.4.2: how often a phone behind NAT speaks, in seconds.</summary>
    private const int UsualSilence = 30;

    /// <summary>Writes it.</summary>
    /// <param name="report">What was found out.</param>
    /// <param name="screen">Receives the text.</param>
    public static void Write(OutsideReport report, TableScreen screen)
    {
        foreach (var (probe, path) in report.Sip.Where(sip => sip.Path.IsRewritten))
        {
            screen.EndLine();
            screen.WriteParagraph(
                $"SIP to {probe.Remote} {ProbeWords.PortsOf(probe)} is rewritten on the way (SIP ALG):", TextStyle.Error);
            foreach (var line in path.There.Select(rewriting => Line("request", rewriting))) screen.WriteParagraph(line);
            foreach (var line in path.Back.Select(rewriting => Line("answer", rewriting))) screen.WriteParagraph(line);
        }

        foreach (var (target, lifetime) in report.Nat)
        {
            screen.EndLine();
            var isShort = lifetime.Lost is not null && lifetime.Kept < UsualSilence;
            screen.WriteParagraph(
                isShort
                    ? $"On the way to {target} {lifetime.Describe()}: phones have to speak more often than that, or they are not reached."
                    : $"On the way to {target} {lifetime.Describe()}.",
                isShort ? TextStyle.Warning : TextStyle.Plain);
        }

        if (report.Sources.IsEmpty) return;
        screen.EndLine();
        screen.WriteParagraph($"The rows are those that are open to {string.Join(" and ", report.Sources)}, this machine.");
    }

    private static string Line(string message, SipRewriting rewriting) => $"  {message}: {rewriting.Describe()}";
}
