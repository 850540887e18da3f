using Starface.Policy;

namespace Starface.Probes.Outside.Planning;

/// <summary>A port that a listener opens at each of its addresses.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">The port.</param>
internal readonly record struct ListenedPort(Protocol Protocol, int Port);
