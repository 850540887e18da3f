using System.Collections.Immutable;

namespace Starface.Policy.Planning.Aws;

/// <summary>The descriptions and tags of a plan's rules. Most rules serve the same rows as their neighbours, with another remote side.</summary>
internal sealed class AwsRuleWords
{
    private readonly List<Words> _known = [];

    /// <summary>What a rule with these origins says of them.</summary>
    /// <param name="origins">The origins.</param>
    public Words Of(ImmutableArray<Origin> origins)
    {
        foreach (var known in _known)
        {
            if (Same(known.Origins, origins)) return known;
        }

        var made = new Words(origins, CloudText.Description(origins, AwsPlanner.DescriptionLength), PlanTags.OfRule(origins));
        _known.Add(made);
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
