using Starface.Policy.Flows;

namespace Starface.Policy;

/// <summary>
/// The ports that an instance gives to a setting. A reference type, so that the map it stands in shares its code with every other map of
/// references: maps of value types would be compiled anew at each start of a program.
/// </summary>
/// <param name="Ports">The ports, from 1.</param>
public sealed record SettingValue(PortRange Ports);
