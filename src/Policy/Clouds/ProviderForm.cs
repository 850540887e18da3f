using Starface.Policy.Planning;

namespace Starface.Policy.Clouds;

/// <summary>Another provider of a cloud, whose resources can hold the same plan.</summary>
/// <param name="Package">The provider's package.</param>
/// <param name="Version">The version that compiled programs are pinned to.</param>
/// <param name="Convert">A planned resource as one of this provider's, or null where it has no such resource.</param>
internal sealed record ProviderForm(string Package, string Version, Func<PlannedResource, PlannedResource?> Convert);
