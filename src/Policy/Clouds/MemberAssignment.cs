using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Clouds;

/// <summary>
/// One possible answer to the question which names of a cloud contain an address. Under it, a rule for a name that contains the address
/// matches it, and a rule for another name does not.
/// </summary>
internal sealed class MemberAssignment
{
    private static readonly AddressRange[] Everywhere = [AddressRange.Any(AddressFamily.IPv4), AddressRange.Any(AddressFamily.IPv6)];

    private readonly IReadOnlyDictionary<string, PrefixSet> _known;
    private readonly HashSet<string> _members;

    /// <summary>An assignment.</summary>
    /// <param name="known">The names whose addresses are known.</param>
    /// <param name="members">The other names that contain the address.</param>
    public MemberAssignment(IReadOnlyDictionary<string, PrefixSet> known, IEnumerable<string> members)
    {
        _known = known;
        _members = new HashSet<string>(members, StringComparer.Ordinal);
    }

    /// <summary>The names, among those whose members are not known, that contain the address.</summary>
    public IReadOnlyCollection<string> Members => _members;

    /// <summary>Whether the name contains the address.</summary>
    public bool Contains(string name) => _members.Contains(name);

    /// <summary>The same with further names that contain the address.</summary>
    public MemberAssignment With(IEnumerable<string> names) => new(_known, _members.Concat(names));

    /// <summary>What a rectangle matches: all addresses or none for a name, and its own addresses where they are known.</summary>
    public IEnumerable<FlowRange> Expand(FlowRange match)
    {
        if (match.Remote.Group is not { } name) return [match];
        var addresses = _known.TryGetValue(name, out var members) ? members.Ranges : _members.Contains(name) ? Everywhere : [];
        return addresses.Select(range => new FlowRange(match.Direction, match.Protocols, range, match.Ports));
    }

    /// <summary>The flows of rectangles.</summary>
    public FlowSet Expand(IEnumerable<FlowRange> matches) => FlowSet.From(matches.SelectMany(Expand));
}
