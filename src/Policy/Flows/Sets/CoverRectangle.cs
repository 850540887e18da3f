using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

/// <summary>A rectangle of a cover: a range of services over consecutive runs of a plane.</summary>
/// <param name="FirstRun">The first run.</param>
/// <param name="LastRun">The last run.</param>
/// <param name="Services">The services.</param>
/// <param name="Home">
/// A run in which the services cannot be extended; any other rectangle of the cover has fewer services there, or other ones.
/// </param>
internal sealed record CoverRectangle(int FirstRun, int LastRun, ServiceRange Services, int Home);
