using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>A setting of a policy: ports that an instance may change.</summary>
/// <param name="Name">The name, such as <c>WebPort</c>.</param>
/// <param name="Default">The documented ports. If they are a single port, the setting accepts a single port.</param>
public sealed record SettingDefinition(string Name, PortRange Default);
