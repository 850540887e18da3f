using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Probing;

/// <summary>How sound fared at all samples of a range, in words.</summary>
internal static class SoundWords
{
    private const double MicrosecondsOfMillisecond = 1000;

    /// <summary>The part of all packets that may be lost, far above what a line for speech loses.</summary>
    private const double MostLoss = 0.1;

    /// <summary>The part that may be lost at one sample, whose packets are few.</summary>
    private const double MostLossOfSample = 0.25;

    /// <summary>One outcome for all samples: that of those that do not work, where some do not.</summary>
    /// <param name="samples">Each port, and how it ended.</param>
    /// <param name="paths">The packets of those that were tried.</param>
    public static ProbeOutcome Summarize(List<(int Port, ProbeOutcome Outcome)> samples, List<SoundPath> paths)
    {
        var groups = samples.GroupBy(sample => (sample.Outcome.Verdict, sample.Outcome.Detail))
            .OrderBy(group => group.Key.Verdict == ProbeVerdict.Works)

            // A machine does not tell of every closed port where there are many: what it tells decides, and not its silence.
            .ThenBy(group => group.Key.Verdict == ProbeVerdict.OpenOrFiltered)
            .ThenBy(group => group.Min(sample => sample.Port))
            .ToList();
        var first = groups[0].First().Outcome;
        if (first.Verdict == ProbeVerdict.Works)
        {
            var notes = groups.Select(group => group.Key.Detail).Where(detail => detail.Length > 0);
            return new(IsLossy(paths) ? ProbeVerdict.Lossy : ProbeVerdict.Works, string.Join("; ", notes.Prepend(Quality(paths))))
            {
                Time = samples.Min(sample => sample.Outcome.Time),
            };
        }

        if (groups.Count == 1) return first;
        var parts = groups.Select(group => group.Key.Verdict == ProbeVerdict.Works
            ? $"works at {Ports(group)}"
            : $"at {Ports(group)}: {group.Key.Detail}");
        return first with { Detail = string.Join("; ", parts) };
    }

    private static bool IsLossy(List<SoundPath> paths) =>
        LosesMore(paths, MostLoss) || paths.Exists(path => LosesMore([path], MostLossOfSample));

    /// <summary>Whether more than a part is lost on the way there, or on the way back; on both where the listener was not asked.</summary>
    private static bool LosesMore(List<SoundPath> paths, double part)
    {
        var (sent, returned) = (paths.Sum(path => path.Sent), paths.Sum(path => path.Returned));
        var arrived = paths.Sum(path => path.Arrived ?? path.Sent);
        return arrived < sent * (1 - part) || returned < arrived * (1 - part);
    }

    private static string Ports(IEnumerable<(int Port, ProbeOutcome Outcome)> samples) =>
        string.Join(", ", samples.Select(sample => FormattableString.Invariant($"{sample.Port}")));

    private static string Quality(List<SoundPath> paths)
    {
        var (sent, returned) = (paths.Sum(path => path.Sent), paths.Sum(path => path.Returned));
        var back = Milliseconds(paths.Max(path => path.JitterBack));
        if (paths.Exists(path => path.Arrived is null))
        {
            return FormattableString.Invariant(
                $"{paths.Count} samples: {sent - returned} of {sent} packets lost there and back, jitter {back}");
        }

        var arrived = paths.Sum(path => path.Arrived!.Value);
        var there = Milliseconds(paths.Max(path => path.JitterThere ?? 0));
        return FormattableString.Invariant(
            $"{paths.Count} samples: {sent - arrived} of {sent} packets lost on the way there, jitter {there}; ")
            + FormattableString.Invariant($"{arrived - returned} of {arrived} on the way back, jitter {back}");
    }

    private static string Milliseconds(double microseconds) =>
        FormattableString.Invariant($"{microseconds / MicrosecondsOfMillisecond:F1} ms");
}
