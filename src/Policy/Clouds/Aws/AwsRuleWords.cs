using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// A cache of the descriptions and tags of rules. Most rules of a policy, and of its instances, serve the same rows with different remote
/// sides, so the text for a set of rows is made once for a policy.
/// </summary>
internal sealed class AwsRuleWords
{
    /// <summary>The limit of the cache, far above the number of sets of any real policy; odd instances could have any number.</summary>
    private const int Most = 1_000;

    private static readonly ConditionalWeakTable<PolicyDefinition, AwsRuleWords> OfPolicies = new();

    private readonly object _adding = new();
    private ImmutableArray<Words> _known = [];

    /// <summary>The cache of a policy, which lives as long as the policy.</summary>
    /// <param name="policy">The policy.</param>
    public static AwsRuleWords For(PolicyDefinition policy) => OfPolicies.GetValue(policy, static _ => new AwsRuleWords());

    /// <summary>The texts for a rule with these origins.</summary>
    /// <param name="origins">The origins.</param>
    public Words For(ImmutableArray<Origin> origins)
    {
        // Without a lock: threads that race only cause a value to be computed twice.
        var known = _known;
        foreach (var words in known)
        {
            if (Same(words.Origins, origins)) return words;
        }

        var made = new Words(origins, CloudText.Description(origins, AwsPlanner.DescriptionLength), PlanTags.ForRule(origins));
        lock (_adding)
        {
            if (_known.Length < Most) _known = _known.Add(made);
        }

        return made;
    }

    private static bool Same(ImmutableArray<Origin> left, ImmutableArray<Origin> right)
    {
        if (left == right) return true;
        if (left.Length != right.Length) return false;
        for (var i = 0; i < left.Length; i++)
        {
            if (!left[i].Equals(right[i])) return false;
        }

        return true;
    }

    /// <summary>The texts for a set of origins.</summary>
    /// <param name="Origins">The origins.</param>
    /// <param name="Description">Their description.</param>
    /// <param name="Tags">Their tags.</param>
    internal sealed record Words(ImmutableArray<Origin> Origins, PropertyValue? Description, PropertyMap Tags);
}
