using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>A rectangle of a cover: a range of services over consecutive runs of a plane.</summary>
/// <param name="services">The services.</param>
/// <param name="earlier">The rectangle with the same services that comes before this one.</param>
internal sealed class CoverRectangle(ServiceRange services, CoverRectangle? earlier)
{
    public ServiceRange Services => services;

    public CoverRectangle? Earlier => earlier;

    /// <summary>The first run.</summary>
    public int FirstRun { get; set; }

    /// <summary>The last run.</summary>
    public int LastRun { get; set; }

    /// <summary>
    /// The services of smaller rectangles that meet this one in the first run in which it cannot be extended, and come from runs before.
    /// </summary>
    public int WithinBefore { get; set; }

    /// <summary>Likewise, for the last such run and rectangles that come from runs after it. No other ones meet this one there.</summary>
    public int WithinAfter { get; set; }
}
