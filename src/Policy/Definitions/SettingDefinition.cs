using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>A setting of a policy: ports that an instance may move away from the documented ones.</summary>
/// <param name="Name">The name, such as <c>WebPort</c>.</param>
/// <param name="Default">The documented ports. A setting whose default is one port takes one port.</param>
public sealed record SettingDefinition(string Name, PortRange Default);
