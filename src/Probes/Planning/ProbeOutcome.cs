namespace Starface.Probes.Planning;

/// <summary>How a probe ended, and by what it is known.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Detail">
/// What was seen, in words; it may quote an answer, which is a stranger's text. Empty where there is nothing to add.
/// </param>
internal sealed record ProbeOutcome(ProbeVerdict Verdict, string Detail = "")
{
    /// <summary>Why a probe was cut short by a person.</summary>
    public const string Interrupted = "interrupted";

    /// <summary>Why a probe was cut short by the limit of all.</summary>
    public const string TimeIsOver = "the time for all probes was over";

    /// <summary>The time from the first packet to the answer, or null.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>
    /// Whether nothing that a person changes here would decide it: the sound of calls has no server that answers. Such rows are told, and
    /// the others decide how the command ends.
    /// </summary>
    public bool IsByNature { get; init; }

    /// <summary>Whether this machine has no way to the address, since it has none to anyone over IPv6.</summary>
    public bool IsWithoutIPv6 { get; init; }

    /// <summary>From outside: whether the listener is known to be there, so that the way to its port is at fault.</summary>
    public bool IsOpenAtListener { get; init; }

    /// <summary>Whether the server works with a certificate that many clients refuse, since its keys or signatures are weak.</summary>
    public bool HasWeakCertificate { get; init; }

    /// <summary>Whether the probe was begun or due, and ended before anything was known.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>A row that is not probed.</summary>
    /// <param name="why">Why.</param>
    public static ProbeOutcome NotProbed(string why) => new(ProbeVerdict.NotProbed, why);

    /// <summary>A row whose probe ended before anything was known. Nobody has accepted that.</summary>
    /// <param name="why">Why.</param>
    public static ProbeOutcome CutShort(string why) => NotProbed(why) with { IsCutShort = true };

    /// <summary>A row that no run from here can decide.</summary>
    /// <param name="why">Why.</param>
    public static ProbeOutcome OutOfSight(string why) => NotProbed(why) with { IsByNature = true };
}
