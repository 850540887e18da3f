using Starface.Policy;

namespace Starface.Pages.Model;

/// <summary>A day on which something of an instance ends or has to be looked at.</summary>
/// <param name="Day">The day.</param>
/// <param name="Kind">What happens then.</param>
/// <param name="Subject">What it is about: the title of a service, a lock file, a finding.</param>
/// <param name="Owner">Who answers for it, or null.</param>
internal sealed record DueDate(CalendarDate Day, DueKind Kind, string Subject, string? Owner)
{
    /// <summary>The peer group that a service is open to; null where it is about none.</summary>
    public string? PeerGroup { get; init; }
}
