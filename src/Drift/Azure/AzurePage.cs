using Starface.Drift.Json;

namespace Starface.Drift.Azure;

/// <summary>A page of a list of ARM.</summary>
internal static class AzurePage
{
    /// <summary>The members of a page.</summary>
    public static KnownMembers Members { get; } = new("value", "nextLink");
}
