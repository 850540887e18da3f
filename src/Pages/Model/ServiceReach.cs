using System.Collections.Immutable;
using Starface.Policy.Review;

namespace Starface.Pages.Model;

/// <summary>How many public addresses reach a sensitive service.</summary>
/// <param name="Service">The service's id.</param>
/// <param name="Title">The service's name for people.</param>
/// <param name="Ports">Its sensitive ports, where the instance has them.</param>
/// <param name="Reach">How many addresses reach any of them.</param>
internal sealed record ServiceReach(string Service, string Title, ImmutableArray<Traffic> Ports, PublicReach Reach)
{
    /// <summary>The peer groups and hosts that have these addresses, in ordinal order.</summary>
    public ImmutableArray<string> From { get; init; } = [];
}
