using Starface.Policy.Flows;

namespace Starface.Probes.Outside.Pairing;

/// <summary>What arrived at a port of a listener in a session.</summary>
/// <param name="Family">The family of its address.</param>
/// <param name="Port">The port at which the prober aimed.</param>
/// <param name="LocalPort">The port at which it arrived.</param>
/// <param name="Count">The questions, each counted once.</param>
/// <param name="Repeated">Those that arrived again.</param>
/// <param name="Jitter">Their interarrival jitter, in microseconds.</param>
internal readonly record struct Arrival(AddressFamily Family, int Port, int LocalPort, uint Count, uint Repeated, uint Jitter);
