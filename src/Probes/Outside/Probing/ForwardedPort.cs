using Starface.Probes.Planning;

namespace Starface.Probes.Outside.Probing;

/// <summary>
/// A port that something on the way forwards to another one of the listener: a connection to it meets another service, so that the row
/// does not work.
/// </summary>
internal static class ForwardedPort
{
    /// <summary>The outcome of a probe that arrived at another port; null where it arrived where it was sent.</summary>
    /// <param name="sent">The port that was tried.</param>
    /// <param name="arrived">The port at which the listener saw it; null where that is not known.</param>
    public static ProbeOutcome? Find(int sent, int? arrived) => arrived is { } port && port != sent
        ? new(ProbeVerdict.OtherAnswer, FormattableString.Invariant($"something on the way forwards it to port {port} of the PBX"))
        {
            IsOpenAtListener = true,
        }
        : null;
}
