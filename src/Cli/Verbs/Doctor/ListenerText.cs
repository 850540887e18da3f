using System.Globalization;
using Starface.Cli.Screen;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Probes.Outside.Pairing;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What a listener says to people.</summary>
internal static class ListenerText
{
    /// <summary>What is said when it begins to listen.</summary>
    /// <param name="run">The listener.</param>
    /// <param name="key">The key.</param>
    /// <param name="isOwn">Whether it made the key.</param>
    /// <param name="time">How long it listens.</param>
    public static IEnumerable<string> Introduce(ListenerRun run, PairingKey key, bool isOwn, TimeSpan time)
    {
        foreach (var outcome in run.Ports.GroupBy(port => port.Outcome).OrderBy(group => group.Key))
            yield return $"{For(outcome.Key)}: {Describe(outcome)}.";
        yield return isOwn
            ? $"The key for the machine outside, for this run alone: {key.Describe()}"
            : "The key is the one that was given. Take a new one for each run: someone who recorded an earlier run could send it again.";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"There: starface-policy doctor --stack {run.Instance.Stack} --from outside --target ADDRESS --key-file FILE. This listens for "
                + $"{time.TotalSeconds} seconds; Ctrl-C ends it.");
    }

    /// <summary>Writes what it did.</summary>
    /// <param name="run">The listener.</param>
    /// <param name="screen">Receives the text.</param>
    public static void Write(ListenerRun run, TableScreen screen)
    {
        if (run.IsDry)
        {
            var ports = run.Planned.Select(port => (port.Protocol, port.Port));
            screen.WriteParagraph($"Nothing was opened. These ports would be: {Describe(ports)}.");
            return;
        }

        screen.WriteParagraph(
            run.IsFinished ? "A machine outside tried the rows; its verdicts are there."
            : run.WasUsed ? "A machine outside began to try the rows and did not finish."
            : "No machine outside that has the key connected.",
            run.IsFinished ? TextStyle.Good : TextStyle.Warning);
        if (run.Strange > 0)
        {
            screen.WriteParagraph(FormattableString.Invariant(
                $"{run.Strange} datagrams or connections came from others, or came again, and were not answered."));
        }
    }

    /// <summary>Whether a port is open, in words.</summary>
    private static string For(OpenOutcome outcome) => outcome switch
    {
        OpenOutcome.Open => "Open",
        OpenOutcome.InUse => "Not open, because another program has them",
        OpenOutcome.NotPermitted => "Not open, because ports below 1024 need the capability CAP_NET_BIND_SERVICE",
        _ => "Not open, because the system refuses",
    };

    private static string Describe(IEnumerable<OpenedPort> ports) => string.Join("; ", ports
        .GroupBy(port => port.Family)
        .Select(family => $"{RuleText.Describe(family.Key)} {Describe(family.Select(port => (port.Protocol, port.Port)))}"));

    private static string Describe(IEnumerable<(Protocol Protocol, int Port)> ports) => string.Join(", ", ports
        .GroupBy(port => port.Protocol)
        .OrderBy(protocol => protocol.Key)
        .Select(protocol => $"{RuleText.Describe(protocol.Key)} "
            + string.Join(", ", protocol.Select(port => new PortRange(port.Port)).Distinct().Order())));
}
