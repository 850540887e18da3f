using Starface.Policy;
using Starface.Probes.Planning;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What a probe would send.</summary>
internal static class DryText
{
    /// <summary>What it would send.</summary>
    /// <param name="probe">The probe.</param>
    public static string For(Probe probe) => (probe.Protocol, probe.Method) switch
    {
        (Protocol.Udp, ProbeMethod.Stun) => "a Binding request",
        (Protocol.Udp, ProbeMethod.Ntp) => "a question for the time",
        (Protocol.Udp, _) => "an empty datagram",
        _ => "a connection, and nothing in it",
    };
}
