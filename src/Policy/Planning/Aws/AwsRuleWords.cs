using System.Collections.Immutable;

namespace Starface.Policy.Planning.Aws;

/// <summary>The descriptions and tags of a plan's rules. Most rules serve the same rows as their neighbours, with another remote side.</summary>
internal sealed class AwsRuleWords
{
    private readonly List<(ImmutableArray<Origin> Origins, PropertyValue Description, PropertyMap Tags)> _known = [];

    /// <summary>What a rule with these origins says of them.</summary>
    /// <param name="origins">The origins.</param>
    public (PropertyValue Description, PropertyMap Tags) Of(ImmutableArray<Origin> origins)
    {
        foreach (var (known, description, tags) in _known)
        {
            if (Same(known, origins)) return (description, tags);
        }

        var made = (Origins: origins, Description: (PropertyValue)CloudText.Description(origins, AwsPlanner.DescriptionLength)!, Tags: PlanTags.OfRule(origins));
        _known.Add(made);
        return (made.Description, made.Tags);
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
}
