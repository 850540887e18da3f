namespace Starface.Generators.Models;

/// <summary>A setting of a policy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">The first port by default.</param>
/// <param name="To">The last port by default.</param>
internal sealed record SettingModel(string Name, int From, int To);
