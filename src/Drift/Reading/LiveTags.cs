using System.Collections.Immutable;

namespace Starface.Drift.Reading;

/// <summary>Reads tags in the forms clouds write them.</summary>
internal static class LiveTags
{
    private static readonly JsonMembers PairMembers = new("Key", "Value");

    /// <summary>No tags.</summary>
    public static ImmutableSortedDictionary<string, string> Empty { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>AWS: a list of <c>Key</c> and <c>Value</c>.</summary>
    /// <param name="pairs">The list.</param>
    /// <param name="problems">Takes what a pair has beside them; null makes it a mistake of the list.</param>
    public static ImmutableSortedDictionary<string, string> FromPairs(IEnumerable<JsonPlace> pairs, ImmutableArray<string>.Builder? problems = null)
    {
        var tags = Empty.ToBuilder();
        foreach (var pair in pairs)
        {
            if (problems is null) pair.RejectUnknown(PairMembers);
            else if (PairMembers.ProblemOf(pair.Element) is { } unknown) problems.Add(pair.Mistake(unknown).Message);
            var key = pair.NeedText("Key");
            if (!tags.TryAdd(key, pair.Text("Value") ?? "")) throw pair.Mistake($"has the tag '{key}' a second time");
        }

        return tags.ToImmutable();
    }

    /// <summary>Azure and Pulumi: a map; none when it is absent.</summary>
    public static ImmutableSortedDictionary<string, string> FromMap(JsonPlace? map)
    {
        var tags = Empty.ToBuilder();
        foreach (var (name, value) in map?.Members() ?? [])
            tags[name] = value.AsText();
        return tags.ToImmutable();
    }
}
