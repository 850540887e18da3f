using Starface.Policy.Clouds;

namespace Starface.Policy.Comparison;

/// <summary>A place of an interface where a group of an instance is in force.</summary>
/// <param name="Interface">The interface.</param>
/// <param name="Configuration">Its place in a subnet.</param>
internal sealed record InterfacePlace(LiveInterface Interface, LiveIpConfiguration Configuration);
