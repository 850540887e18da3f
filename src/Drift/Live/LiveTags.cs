using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Policy;

namespace Starface.Drift.Live;

/// <summary>Reads tags in the forms clouds write them.</summary>
internal static class LiveTags
{
    private static readonly KnownMembers PairMembers = new("Key", "Value");

    /// <summary>No tags.</summary>
    public static ImmutableSortedDictionary<string, string> Empty { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>AWS: a list of <c>Key</c> and <c>Value</c>.</summary>
    /// <param name="pairs">The list.</param>
    /// <param name="problems">Receives what is wrong with a pair, which is left out then; null makes that an error of the list.</param>
    public static ImmutableSortedDictionary<string, string> FromPairs(
        IEnumerable<JsonCursor> pairs, ImmutableArray<Problem>.Builder? problems = null)
    {
        var tags = Empty.ToBuilder();
        foreach (var pair in pairs)
        {
            if (problems is null)
            {
                pair.RejectUnknown(PairMembers);
                Add(tags, pair);
                continue;
            }

            // What an unknown member means cannot be told, and the tag counts all the same.
            problems.Try(() => pair.RejectUnknown(PairMembers));
            problems.Try(() => Add(tags, pair));
        }

        return tags.ToImmutable();
    }

    /// <summary>Azure and Pulumi: a map; no tags when it is absent.</summary>
    public static ImmutableSortedDictionary<string, string> FromMap(JsonCursor? map)
    {
        var tags = Empty.ToBuilder();
        foreach (var (name, value) in map?.Members() ?? [])
            tags[name] = value.AsText();
        return tags.ToImmutable();
    }

    private static void Add(ImmutableSortedDictionary<string, string>.Builder tags, JsonCursor pair)
    {
        var key = pair.NeedText("Key");
        if (!tags.TryAdd(key, pair.Text("Value") ?? "")) throw pair.Error($"is a duplicate of the tag '{key}'");
    }
}
