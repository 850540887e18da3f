namespace Starface.Policy.Planning;

/// <summary>A resource that puts a group onto an interface or a subnet.</summary>
/// <param name="Name">Its logical name.</param>
/// <param name="Group">The logical name of the group.</param>
/// <param name="Target">The cloud's id of the interface or subnet.</param>
/// <param name="Key">The configuration key that names such targets.</param>
/// <param name="IsSubnet">Whether the target is a subnet, with all interfaces in it.</param>
internal sealed record PlacedAttachment(string Name, string Group, string Target, string Key, bool IsSubnet);
