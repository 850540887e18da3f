using System.Collections.Immutable;
using Starface.Policy.Clouds;
using Starface.Policy.Planning;

namespace Starface.Policy.Configuration;

/// <summary>An instance as its stack's configuration describes it.</summary>
/// <param name="Cloud">The cloud it runs on.</param>
/// <param name="Request">What the cloud's planner needs.</param>
internal sealed record InstanceConfig(CloudTarget Cloud, PlanRequest Request)
{
    /// <summary>What no other instance can have as well.</summary>
    public ImmutableArray<ConfigClaim> Claims { get; init; } = [];

    /// <summary>Where values are that a plan's findings may be about, by <see cref="Problem.ConfigKey"/>.</summary>
    public ImmutableDictionary<string, Place> Places { get; init; } = ImmutableDictionary<string, Place>.Empty;

    /// <summary>Where its description begins in the configuration, or null where that has no places.</summary>
    public Place? Place { get; init; }

    /// <summary>
    /// Where a problem of its plan is: in a file of its own, at the key that has to change, at the nearest one that is there, or where the
    /// description begins.
    /// </summary>
    /// <param name="problem">The problem.</param>
    public Place? PlaceOf(Problem problem)
    {
        if (problem.Place is { File: not null } own) return own;
        if (problem.ConfigKey is not { } key) return Place;
        if (Places.TryGetValue(key, out var place)) return place;
        var dot = key.IndexOf('.');
        if (dot > 0 && Places.TryGetValue(key[..dot], out place)) return place;
        return Places.GetValueOrDefault(ConfigKeys.Policy) ?? Place;
    }
}
