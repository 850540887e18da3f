using System.Collections.Immutable;
using Starface.Policy.Flows;
using Starface.Probes.Outside.Pairing;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>What the options of the two sides say. What one of them alone needs is read when it asks.</summary>
/// <param name="ListenTime">For how long the listener waits.</param>
/// <param name="ControlPort">The port that both sides open in addition, or null.</param>
/// <param name="LongestSilence">The longest silence in seconds, or 0.</param>
/// <param name="Host">The name by which clients reach the PBX, or null.</param>
/// <param name="HasEcho">Whether something at the PBX sends sound back.</param>
/// <param name="Targets">The addresses of the PBX.</param>
/// <param name="Sources">The addresses from which the PBX sees this machine.</param>
/// <param name="Key">The key, or null where none is given.</param>
internal sealed record OutsideArguments(
    TimeSpan ListenTime,
    int? ControlPort,
    int LongestSilence,
    Func<string?> Host,
    bool HasEcho,
    Func<ImmutableArray<Address>> Targets,
    Func<ImmutableArray<Address>> Sources,
    Func<PairingKey?> Key);
