using Starface.Policy.Rules;

namespace Starface.Policy.Clouds.Azure;

/// <summary>
/// Priorities of rules as a function of the set of their names: each name has its own slot, and only names that meet in a slot move on
/// to the next free one, in ordinal order. So an edit moves no other rule's priority except on a collision.
/// </summary>
internal static class AzurePriorities
{
    /// <summary>The first priority for allow rules.</summary>
    public const int First = 100;

    /// <summary>The number of slots; 4000 to 4096 are kept for the closing rules.</summary>
    public const int Slots = 3900;

    /// <summary>The priority of each name. Names must be distinct and at most <see cref="Slots"/>.</summary>
    public static Dictionary<string, int> Assign(IEnumerable<string> names)
    {
        var taken = new HashSet<int>();
        var priorities = new Dictionary<string, int>(StringComparer.Ordinal);
        var slots = new List<Wish>();
        foreach (var name in names) slots.Add(new Wish(name, SlotOf(name)));
        slots.Sort((one, other) => one.Slot != other.Slot ? one.Slot.CompareTo(other.Slot) : string.CompareOrdinal(one.Name, other.Name));
        var pending = new List<Wish>();
        foreach (var entry in slots)
        {
            // Every name that has its slot to itself keeps it; only the later ones of a collision look for another place.
            if (taken.Add(entry.Slot)) priorities[entry.Name] = First + entry.Slot;
            else pending.Add(entry);
        }

        foreach (var (name, start) in pending)
        {
            var slot = start;
            while (!taken.Add(slot)) slot = (slot + 1) % Slots;
            priorities[name] = First + slot;
        }

        return priorities;
    }

    /// <summary>Six hexadecimal digits that stand for a long id in a rule's name.</summary>
    public static string Hash(string text) => Fingerprint.Hex(text, bytes: 3);

    private static int SlotOf(string name)
    {
        var hash = Fingerprint.From(name);
        return (int)((((uint)hash[0] << 24) | ((uint)hash[1] << 16) | ((uint)hash[2] << 8) | hash[3]) % Slots);
    }

    /// <summary>The slot that a name would have if it were alone.</summary>
    private sealed record Wish(string Name, int Slot);
}
