using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Probes.Outside.Pairing;

/// <summary>A port that a listener was to open.</summary>
/// <param name="Family">The family of the addresses at which.</param>
/// <param name="Protocol">The transport protocol.</param>
/// <param name="Port">The port.</param>
/// <param name="Outcome">Whether it is open.</param>
internal readonly record struct OpenedPort(AddressFamily Family, Protocol Protocol, int Port, OpenOutcome Outcome);
