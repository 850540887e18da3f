using Starface.Policy.Clouds;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>
/// Finds groups and places that two instances claim. Who adopts the same group revokes the other's rules, and of two groups for one place
/// the second silently replaces the first.
/// </summary>
internal static class DoubleClaims
{
    /// <summary>A problem for each claim of what an earlier instance has claimed; one for all instances that share a default.</summary>
    /// <typeparam name="T">What an instance belongs to.</typeparam>
    /// <param name="items">The instances, in their order.</param>
    /// <param name="configOf">An instance's configuration.</param>
    /// <param name="ownerOf">What messages call the earlier instance.</param>
    public static IEnumerable<(T Item, ConfigClaim Claim, Problem Problem)> Find<T>(
        IEnumerable<T> items, Func<T, InstanceConfig> configOf, Func<T, string> ownerOf)
    {
        var owners = new Dictionary<(CloudTarget Cloud, string Key), Dictionary<string, T>>();
        var told = new HashSet<(string Path, Place? Place)>();
        foreach (var item in items)
        {
            var config = configOf(item);
            foreach (var claim in config.Claims)
            {
                if (!owners.TryGetValue((config.Cloud, claim.Key), out var ofKey))
                    owners.Add((config.Cloud, claim.Key), ofKey = new Dictionary<string, T>(config.Cloud.NameComparer));
                if (!ofKey.TryGetValue(claim.Id, out var first)) ofKey.Add(claim.Id, item);
                else if (told.Add((claim.Path, claim.Place))) yield return (item, claim, ProblemOf(config, claim, ownerOf(first)));
            }
        }
    }

    private static Problem ProblemOf(InstanceConfig config, ConfigClaim claim, string owner) => claim.IsAdoption
        ? Problem.Error(
            ProblemIds.CannotAdopt,
            $"'{claim.Id}' is adopted by {owner} already, and '{config.Request.Name}' would adopt it as well",
            "adopt a group once")
        : Problem.Error(
            ProblemIds.Duplicate,
            $"'{claim.Id}' has the group of {owner} already, but {config.Cloud.Name} allows one group there",
            "keep one association");
}
