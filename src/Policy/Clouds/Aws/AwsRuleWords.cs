using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Starface.Policy.Planning;

namespace Starface.Policy.Clouds.Aws;

/// <summary>
/// The descriptions and tags of rules. Most rules serve the same rows as their neighbours, with another remote side, and instances of one
/// policy differ in little else, so what is said of a row is made once for a policy.
/// </summary>
internal sealed class AwsRuleWords
{
    /// <summary>Far more than the sets of rows a policy's rules have; overlapping prefixes of odd instances could make ever more.</summary>
    private const int Most = 1_000;

    private static readonly ConditionalWeakTable<PolicyDefinition, AwsRuleWords> OfPolicies = new();

    private readonly object _adding = new();
    private ImmutableArray<Words> _known = [];

    /// <summary>The words of a policy's rules, for as long as somebody has the policy.</summary>
    /// <param name="policy">The policy.</param>
    public static AwsRuleWords For(PolicyDefinition policy) => OfPolicies.GetValue(policy, static _ => new AwsRuleWords());

    /// <summary>What a rule with these origins says of them.</summary>
    /// <param name="origins">The origins.</param>
    public Words For(ImmutableArray<Origin> origins)
    {
        // Others may add meanwhile; what they add stands behind, and saying the same twice is only slower.
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

    /// <summary>What rules say of their origins.</summary>
    /// <param name="Origins">The origins.</param>
    /// <param name="Description">Their description.</param>
    /// <param name="Tags">Their tags.</param>
    internal sealed record Words(ImmutableArray<Origin> Origins, PropertyValue? Description, PropertyMap Tags);
}
