using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy.Comparison;
using Starface.Policy.Flows;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>
/// Reads prefix lists as <c>aws ec2 describe-prefix-lists</c>, <c>describe-managed-prefix-lists</c> and
/// <c>get-managed-prefix-list-entries</c> print them.
/// </summary>
internal static partial class PrefixListReader
{
    private static readonly KnownMembers DocumentMembers = new("PrefixLists", "Entries", "NextToken", "ResponseMetadata");

    private static readonly KnownMembers ListMembers = new(
        "PrefixListId", "AddressFamily", "State", "StateMessage", "PrefixListArn", "PrefixListName", "MaxEntries", "Version", "Tags",
        "OwnerId", "IpamPrefixListResolverTargetId", "IpamPrefixListResolverSyncEnabled", "Cidrs");

    private static readonly KnownMembers EntryMembers = new("Cidr", "Description");

    /// <summary>Whether a document is the output of one of these calls.</summary>
    public static bool CanRead(JsonCursor root) => root.Find("PrefixLists") is not null || root.Find("Entries") is not null;

    /// <summary>The lists of a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="display">
    /// The file's name. The entries alone do not say which list they belong to, so their file carries the list's id.
    /// </param>
    public static LiveSurvey Read(JsonCursor root, string display)
    {
        root.RejectUnknown(DocumentMembers);
        if (root.Find("NextToken") is not null) throw AwsFiles.FurtherPages(root);
        var lists = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<Prefix>>(StringComparer.Ordinal);
        // A managed list is described without its entries, which another call tells.
        foreach (var list in root.List("PrefixLists"))
        {
            list.RejectUnknown(ListMembers);
            if (list.Find("Cidrs") is null) continue;
            if (!lists.TryAdd(list.NeedText("PrefixListId"), [.. list.Get("Cidrs").Items().Select(item => Entry(item, item.AsText()))]))
                throw list.Error("is listed twice");
        }

        if (root.Find("Entries") is { } entries)
        {
            var ids = ListId().Matches(Path.GetFileName(display)).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToList();
            if (ids.Count != 1)
            {
                throw root.Error(
                    "has the entries of a prefix list and does not say of which",
                    "name the file after the list, such as pl-0123456789abcdef0.json");
            }

            lists[ids[0]] = [.. entries.Items().Select(Entry)];
        }

        return new LiveSurvey([], []) { PrefixLists = lists.ToImmutable() };
    }

    /// <summary>An entry with its description.</summary>
    /// <exception cref="LiveFormatException">It is not a valid prefix, or has something beside it.</exception>
    public static Prefix Entry(JsonCursor item)
    {
        item.RejectUnknown(EntryMembers);
        return Entry(item, item.NeedText("Cidr"));
    }

    /// <summary>An entry.</summary>
    /// <exception cref="LiveFormatException">It is not a valid prefix.</exception>
    public static Prefix Entry(JsonCursor place, string text)
    {
        try
        {
            return LivePrefix.Parse(text);
        }
        catch (FormatException problem)
        {
            throw place.Error($"cannot be understood: {ForeignText.ToPhrase(problem)}");
        }
    }

    [GeneratedRegex("pl-[0-9a-f]{8,17}", RegexOptions.CultureInvariant)]
    private static partial Regex ListId();
}
