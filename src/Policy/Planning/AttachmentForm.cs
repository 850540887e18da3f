namespace Starface.Policy.Planning;

/// <summary>How a type of resource says which group it puts onto what.</summary>
/// <param name="Group">The property with the group's id.</param>
/// <param name="Target">The property with the id of the interface or subnet.</param>
/// <param name="Key">The configuration key that names such targets.</param>
/// <param name="IsSubnet">Whether the target is a subnet.</param>
internal sealed record AttachmentForm(string Group, string Target, string Key, bool IsSubnet);
