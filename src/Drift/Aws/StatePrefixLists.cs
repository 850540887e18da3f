using System.Collections.Immutable;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Drift.Aws;

/// <summary>The managed prefix lists of a stack's state, with entries inline or beside them.</summary>
internal static class StatePrefixLists
{
    private const string ListType = "aws:ec2/managedPrefixList:ManagedPrefixList";
    private const string EntryType = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

    /// <summary>The entries by the list's id. A list that cannot be read is a problem of the whole state.</summary>
    /// <param name="deployment">The state's deployment.</param>
    /// <param name="problems">Receives what could not be read.</param>
    public static ImmutableSortedDictionary<string, ImmutableArray<Prefix>> Read(JsonCursor deployment, List<Problem> problems)
    {
        var lists = new SortedDictionary<string, HashSet<Prefix>>(StringComparer.Ordinal);
        var resources = deployment.Get("resources").Items().Where(resource => resource.Text("type") is ListType or EntryType).ToList();
        foreach (var resource in resources.OrderByDescending(resource => resource.Text("type") == ListType))
        {
            try
            {
                if (resource.Text("type") == ListType)
                {
                    if (resource.IsTrue("delete")) continue;
                    var outputs = Created(resource);
                    var entries = outputs.List("entries").Select(entry => PrefixListReader.Entry(entry, entry.NeedText("cidr")));
                    lists[resource.NeedText("id")] = [.. entries];
                }
                else
                {
                    var outputs = Created(resource);
                    // The entries of a list outside of the state would not be all of its entries.
                    if (!lists.TryGetValue(outputs.NeedText("prefixListId"), out var known)) continue;
                    if (resource.IsTrue("delete"))
                    {
                        throw resource.IncompleteError(
                            "is to be deleted and was not yet: the cloud may still have it", "run 'pulumi up' again");
                    }

                    known.Add(PrefixListReader.Entry(outputs, outputs.NeedText("cidr")));
                }
            }
            catch (LiveFormatException malformed)
            {
                problems.Add(malformed.Problem);
            }
        }

        return lists.ToImmutableSortedDictionary(list => list.Key, list => list.Value.ToImmutableArray(), StringComparer.Ordinal);
    }

    private static JsonCursor Created(JsonCursor resource) => resource.List("initErrors").Any()
        ? throw resource.IncompleteError("has initErrors: its creation failed half-way", "run 'pulumi up' again")
        : StateOutputs.Plain(resource.Get("outputs"));
}
