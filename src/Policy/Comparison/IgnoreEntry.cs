using Starface.Policy.Flows;

namespace Starface.Policy.Comparison;

/// <summary>An entry of the ignore file: drift that an owner accepts until a day.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Expires">The last day it holds.</param>
internal sealed record IgnoreEntry(string Reason, string Owner, CalendarDate Expires)
{
    /// <summary>The instance it is about, or null for all.</summary>
    public string? Instance { get; init; }

    /// <summary>The rule's id or name in the cloud, or null.</summary>
    public string? Rule { get; init; }

    /// <summary>
    /// The flows it was written for. A rule that permits more later is drift again, also where it keeps its name.
    /// </summary>
    public FlowSet Flows { get; init; } = FlowSet.Empty;

    /// <summary>Where it is, or null.</summary>
    public Place? Place { get; init; }

    /// <summary>What it covers, in words.</summary>
    public string Scope => string.Join(", ", new[]
    {
        Instance is null ? null : $"instance {Instance}",
        Rule is null ? null : $"rule {Rule}",
        Flows.IsEmpty ? null : $"flow {string.Join("; ", Flows.Ranges())}",
    }.OfType<string>());

    /// <summary>Whether it no longer holds.</summary>
    /// <param name="today">The day, in UTC.</param>
    public bool IsExpired(CalendarDate today) => today > Expires;
}
