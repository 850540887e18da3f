using System.Numerics;
using System.Text;
using Starface.Policy.Flows.Services;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Flows;

/// <summary>
/// An exact, immutable set of flows: direction × remote side (IPv4, IPv6, named groups) × protocol × destination port or ICMP message.
/// </summary>
/// <remarks>
/// <para>
/// For each direction and address family the set is a sorted list of address runs, and each run points at a set of services (protocols
/// and ports). Service sets are tries that share equal parts, so sets that differ in one port share nearly everything. Each set of
/// flows has exactly one form, so equality is that of the arrays. The README of this folder has a drawing and an example.
/// </para>
/// <para>
/// In the costs, n is the number of address runs of all operands, at most twice the number of rectangles they were built from plus one.
/// s is the number of different trie nodes of their service sets. A rectangle that begins or ends adds a few dozen nodes at most, so s
/// stays in proportion to the number of rectangles, however many of them overlap.
/// </para>
/// </remarks>
public sealed class FlowSet : IEquatable<FlowSet>
{
    private static readonly Direction[] Directions = [Direction.Inbound, Direction.Outbound];

    private readonly ServicePool _pool;
    private readonly DirectionFlows _inbound;
    private readonly DirectionFlows _outbound;
    private int _hash;

    private FlowSet(ServicePool pool, DirectionFlows inbound, DirectionFlows outbound)
    {
        _pool = pool;
        _inbound = inbound;
        _outbound = outbound;
    }

    /// <summary>Receives a rectangle.</summary>
    internal delegate void RangeVisitor(in FlowRange range);

    /// <summary>The set that has no flows.</summary>
    public static FlowSet Empty { get; } = new(ServicePool.Empty, DirectionFlows.Empty, DirectionFlows.Empty);

    /// <summary>Whether the set has no flows. Constant cost.</summary>
    public bool IsEmpty => _inbound.IsEmpty && _outbound.IsEmpty;

    /// <summary>
    /// The number of flows in the set: addresses times ports. A group counts as one address, and a protocol without ports as one port.
    /// Cost: n + s.
    /// </summary>
    public BigInteger Count
    {
        get
        {
            var servicesOf = _pool.CountServices();
            return CountOf(_inbound, servicesOf) + CountOf(_outbound, servicesOf);
        }
    }

    /// <summary>The flows of all given rectangles, in any order, overlapping or not.</summary>
    /// <remarks>
    /// Order, repetition and splitting of the rectangles do not matter. Cost: sorting their ends, plus, at each end, a walk down a trie.
    /// </remarks>
    public static FlowSet From(params IEnumerable<FlowRange> ranges)
    {
        var inbound = new DirectionFlowsBuilder();
        var outbound = new DirectionFlowsBuilder();
        foreach (var range in ranges)
            (range.Direction == Direction.Inbound ? inbound : outbound).Add(in range);
        var pool = new ServicePoolBuilder();
        return Create(pool, inbound.Build(pool), outbound.Build(pool));
    }

    /// <summary>The flows in either set. Commutative, associative, idempotent; <see cref="Empty"/> is neutral. Cost: n + s.</summary>
    public FlowSet Union(FlowSet other) => IsEmpty ? other : other.IsEmpty ? this : Combine(other, SetOperation.Union);

    /// <summary>The flows in both sets. Commutative, associative, idempotent, and distributes over union. Cost: n + s.</summary>
    public FlowSet Intersect(FlowSet other) => IsEmpty || other.IsEmpty ? Empty : Combine(other, SetOperation.Intersect);

    /// <summary>The flows in this set and not in the other: <c>a.Except(b).Union(a.Intersect(b))</c> is <c>a</c>. Cost: n + s.</summary>
    public FlowSet Except(FlowSet other) => IsEmpty || other.IsEmpty ? this : Combine(other, SetOperation.Except);

    /// <summary>The flows of one direction. <c>a.Slice(Inbound).Union(a.Slice(Outbound))</c> is <c>a</c>. Cost: n + s.</summary>
    public FlowSet Slice(Direction direction)
    {
        // The canonical form numbers only the service sets in use; a union with nothing renumbers them.
        var slice = direction == Direction.Inbound
            ? new FlowSet(_pool, _inbound, DirectionFlows.Empty)
            : new FlowSet(_pool, DirectionFlows.Empty, FlowsOf(direction));
        return slice.Combine(Empty, SetOperation.Union);
    }

    /// <summary>Whether a flow is in the set. Cost: log n, plus the depth of a trie (at most 25).</summary>
    public bool Contains(Flow flow)
    {
        var flows = FlowsOf(flow.Direction);
        var set = flow.Group is null ? flows.At(flow.Address) : flows.Groups[flow.Group];
        return _pool.Contains(set, ServiceRange.ServiceOf(flow.Protocol, flow.Port));
    }

    /// <summary>Whether every flow of a rectangle is in the set. Cost: log n, plus the address runs within the rectangle.</summary>
    public bool Contains(FlowRange range)
    {
        var flows = FlowsOf(range.Direction);
        var services = ServiceRange.From(in range);
        var remote = range.Remote;
        if (remote.Group is { } group)
            return _pool.Contains(flows.Groups[group], services);
        return remote.Addresses.Family == AddressFamily.IPv4
            ? Contains(flows.IPv4, remote.Addresses, services)
            : Contains(flows.IPv6, remote.Addresses, services);
    }

    /// <summary>
    /// Whether any flow of a rectangle is in the set. Cost: log n, plus the address runs within the rectangle up to the first that has
    /// such a flow.
    /// </summary>
    public bool Overlaps(FlowRange range)
    {
        var flows = FlowsOf(range.Direction);
        var services = ServiceRange.From(in range);
        var remote = range.Remote;
        if (remote.Group is { } group)
            return _pool.Overlaps(flows.Groups[group], services);
        return remote.Addresses.Family == AddressFamily.IPv4
            ? Overlaps(flows.IPv4, remote.Addresses, services)
            : Overlaps(flows.IPv6, remote.Addresses, services);
    }

    /// <summary>
    /// Whether every flow of the other set is in this one: <c>other.Except(this)</c> is empty. Cost: n + s at most; stops at the first
    /// flow that is not.
    /// </summary>
    public bool IsSupersetOf(FlowSet other) => !other.Any(this, SetOperation.Except);

    /// <summary>Whether the sets share a flow: <c>Intersect</c> is not empty. Cost: n + s at most; stops at the first one.</summary>
    public bool Overlaps(FlowSet other) => Any(other, SetOperation.Intersect);

    /// <summary>
    /// The set as rectangles that are maximal (none can be extended within the set) and irredundant (none can be left out).
    /// They may overlap. The order is that of <see cref="FlowRange.CompareTo"/>; equal sets give equal lists.
    /// </summary>
    /// <remarks>
    /// <c>FlowSet.From(set.Ranges())</c> is <c>set</c>. Cost: n + s, and the logarithm of the number of rectangles for each of them, those
    /// that are left out included.
    /// </remarks>
    public IReadOnlyList<FlowRange> Ranges()
    {
        var cover = new RectangleCover(_pool);
        var ranges = new List<FlowRange>();
        foreach (var direction in Directions)
        {
            var flows = FlowsOf(direction);
            Add(direction, flows.IPv4);
            Add(direction, flows.IPv6);
            for (var i = 0; i < flows.Groups.Count; i++)
            {
                foreach (var rectangle in cover.Find([flows.Groups.ValueOf(i)]))
                    ranges.Add(ToRange(direction, RemoteScope.OfGroup(flows.Groups.NameOf(i)), rectangle.Services));
            }
        }

        return ranges;

        void Add<TKey>(Direction direction, AddressPlane<TKey> plane)
            where TKey : struct, IAddressKey<TKey>
        {
            foreach (var rectangle in cover.Find(plane.Values))
                ranges.Add(ToRange(direction, plane.RangeOf(rectangle.FirstRun, rectangle.LastRun), rectangle.Services));
        }
    }

    /// <summary>
    /// The set as rectangles that do not overlap: for each run of addresses with the same services, these services.
    /// The order is that of <see cref="FlowRange.CompareTo"/>; equal sets give equal lists.
    /// </summary>
    /// <remarks><c>FlowSet.From(set.DisjointRanges())</c> is <c>set</c>. Cost: the size of the result.</remarks>
    public IReadOnlyList<FlowRange> DisjointRanges()
    {
        var ranges = new List<FlowRange>();
        VisitDisjointRanges((in FlowRange range) => ranges.Add(range));
        return ranges;
    }

    /// <summary>Visits the rectangles of <see cref="DisjointRanges"/> in order, without making a list of them.</summary>
    internal void VisitDisjointRanges(RangeVisitor visit)
    {
        var servicesOf = new ServiceRanges(_pool);
        foreach (var direction in Directions)
        {
            var flows = FlowsOf(direction);
            VisitPlane(direction, flows.IPv4);
            VisitPlane(direction, flows.IPv6);
            for (var i = 0; i < flows.Groups.Count; i++)
                VisitServices(direction, RemoteScope.OfGroup(flows.Groups.NameOf(i)), flows.Groups.ValueOf(i));
        }

        void VisitPlane<TKey>(Direction direction, AddressPlane<TKey> plane)
            where TKey : struct, IAddressKey<TKey>
        {
            for (var run = 0; run < plane.Count; run++)
            {
                if (plane.Values[run] != 0)
                    VisitServices(direction, plane.RangeOf(run, run), plane.Values[run]);
            }
        }

        void VisitServices(Direction direction, RemoteScope remote, int set)
        {
            foreach (var services in servicesOf[set])
                visit(ToRange(direction, remote, services));
        }
    }

    /// <summary>Visits those of the rectangles of <see cref="DisjointRanges"/> that have a named group. Cost: their number.</summary>
    internal void VisitDisjointRanges(string group, RangeVisitor visit)
    {
        var servicesOf = new ServiceRanges(_pool);
        foreach (var direction in Directions)
        {
            foreach (var services in servicesOf[FlowsOf(direction).Groups[group]])
                visit(ToRange(direction, RemoteScope.OfGroup(group), services));
        }
    }

    /// <summary>
    /// The number of address runs and groups times ranges of services open there: at least a third of the number of
    /// <see cref="DisjointRanges"/>. Cost: n.
    /// </summary>
    internal long CountDisjointRanges()
    {
        var count = 0L;
        foreach (var direction in Directions)
        {
            var flows = FlowsOf(direction);
            foreach (var set in flows.IPv4.Values)
                count += Trie.CountOf(_pool.Nodes, set) / 2;
            foreach (var set in flows.IPv6.Values)
                count += Trie.CountOf(_pool.Nodes, set) / 2;
            for (var i = 0; i < flows.Groups.Count; i++)
                count += Trie.CountOf(_pool.Nodes, flows.Groups.ValueOf(i)) / 2;
        }

        return count;
    }

    /// <summary>
    /// The canonical form as text, the same exactly for equal sets: each address run and group with the number of its set of services, and
    /// the tries of these sets. Cost: n + s.
    /// </summary>
    internal string CanonicalText()
    {
        var text = new StringBuilder();
        foreach (var direction in Directions)
        {
            var flows = FlowsOf(direction);
            text.Append(direction == Direction.Inbound ? "inbound runs\n" : "outbound runs\n");
            AppendRuns(flows.IPv4);
            AppendRuns(flows.IPv6);
            for (var i = 0; i < flows.Groups.Count; i++)
                AppendRun(RemoteScope.OfGroup(flows.Groups.NameOf(i)), flows.Groups.ValueOf(i));
        }

        text.Append("services\n");
        foreach (var node in _pool.Nodes)
            text.Append(node.Left).Append(' ').Append(node.Right).Append('\n');
        return text.ToString();

        void AppendRuns<TKey>(AddressPlane<TKey> plane)
            where TKey : struct, IAddressKey<TKey>
        {
            for (var run = 0; run < plane.Count; run++)
                AppendRun(plane.FirstOf(run).ToAddress(), plane.Values[run]);
        }

        void AppendRun(object remote, int set) => text.Append(remote).Append(' ').Append(set).Append('\n');
    }

    /// <summary>The remote addresses that have any flow in a direction, without groups. Cost: n.</summary>
    internal PrefixSet Addresses(Direction direction) => Addresses(direction, static set => set != 0);

    /// <summary>The remote addresses that have all flows with these protocols and ports in the set, without groups. Cost: n + s.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="protocols">The protocols.</param>
    /// <param name="ports">The ports; ignored where the protocols have none.</param>
    internal PrefixSet Addresses(Direction direction, ProtocolRange protocols, PortRange ports)
    {
        var services = ServiceRange.From(protocols, protocols.HasPortsOrMessages ? ports : PortRange.All);
        return Addresses(direction, set => _pool.Contains(set, services));
    }

    /// <summary>The number of remote addresses that have any flow in a direction, without groups. Cost: n.</summary>
    public BigInteger CountAddresses(Direction direction) => Addresses(direction).Count;

    /// <summary>The named groups that have any flow in a direction, in ordinal order. Cost: their number.</summary>
    public IReadOnlyList<string> Groups(Direction direction)
    {
        var groups = FlowsOf(direction).Groups;
        return [.. Enumerable.Range(0, groups.Count).Select(groups.NameOf)];
    }

    /// <summary>Whether both sets have the same flows. Cost: n + s.</summary>
    public bool Equals(FlowSet? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (_pool.SameAs(other._pool) && _inbound.SameAs(other._inbound) && _outbound.SameAs(other._outbound)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FlowSet);

    /// <summary>A hash code of the flows. Cost: n + s, once.</summary>
    public override int GetHashCode()
    {
        if (_hash == 0)
            _hash = Hash.Combine(_pool.HashAll(), Hash.Combine(_inbound.HashAll(), _outbound.HashAll())) | 1;
        return _hash;
    }

    /// <summary>The rectangles of <see cref="Ranges"/>, one per line.</summary>
    public override string ToString() => string.Join("\n", Ranges());

    /// <summary>Whether both sets have the same flows.</summary>
    public static bool operator ==(FlowSet? left, FlowSet? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the sets differ.</summary>
    public static bool operator !=(FlowSet? left, FlowSet? right) => !(left == right);

    /// <summary>Numbers the service sets in the order of their first use, which makes the form canonical.</summary>
    private static FlowSet Create(ServicePoolBuilder pool, DirectionFlows inbound, DirectionFlows outbound)
    {
        var numbering = pool.StartNumbering();
        inbound.Renumber(numbering.NumberOf);
        outbound.Renumber(numbering.NumberOf);
        return new(numbering.ToPool(), inbound, outbound);
    }

    private static FlowRange ToRange(Direction direction, RemoteScope remote, ServiceRange services) =>
        new(direction, services.Protocols, remote, services.Ports);

    private DirectionFlows FlowsOf(Direction direction) => direction switch
    {
        Direction.Inbound => _inbound,
        Direction.Outbound => _outbound,
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "There are two directions: inbound and outbound."),
    };

    private FlowSet Combine(FlowSet other, SetOperation operation)
    {
        var pool = new ServicePoolBuilder();
        var combiner = new ServiceSetCombiner(new(_pool, other._pool, operation, pool));
        return Create(
            pool,
            DirectionFlows.Combine(_inbound, other._inbound, ref combiner),
            DirectionFlows.Combine(_outbound, other._outbound, ref combiner));
    }

    private bool Any(FlowSet other, SetOperation operation)
    {
        var test = new ServiceSetCombiner(new(_pool, other._pool, operation, new()));
        return DirectionFlows.Any(_inbound, other._inbound, ref test) || DirectionFlows.Any(_outbound, other._outbound, ref test);
    }

    private bool Contains<TKey>(AddressPlane<TKey> plane, AddressRange addresses, ServiceRange services)
        where TKey : struct, IAddressKey<TKey>
    {
        var last = plane.IndexOf(default(TKey).From(addresses.Last));
        for (var run = plane.IndexOf(default(TKey).From(addresses.First)); run <= last; run++)
        {
            if (!_pool.Contains(plane.Values[run], services))
                return false;
        }

        return true;
    }

    private bool Overlaps<TKey>(AddressPlane<TKey> plane, AddressRange addresses, ServiceRange services)
        where TKey : struct, IAddressKey<TKey>
    {
        var last = plane.IndexOf(default(TKey).From(addresses.Last));
        for (var run = plane.IndexOf(default(TKey).From(addresses.First)); run <= last; run++)
        {
            if (_pool.Overlaps(plane.Values[run], services))
                return true;
        }

        return false;
    }

    private static BigInteger CountOf(DirectionFlows flows, Func<int, long> servicesOf)
    {
        var count = CountOf(flows.IPv4, servicesOf) + CountOf(flows.IPv6, servicesOf);
        for (var i = 0; i < flows.Groups.Count; i++)
            count += servicesOf(flows.Groups.ValueOf(i));
        return count;
    }

    private static BigInteger CountOf<TKey>(AddressPlane<TKey> plane, Func<int, long> servicesOf)
        where TKey : struct, IAddressKey<TKey>
    {
        var count = BigInteger.Zero;
        for (var run = 0; run < plane.Count; run++)
        {
            if (plane.Values[run] != 0)
                count += plane.CountOf(run) * servicesOf(plane.Values[run]);
        }

        return count;
    }

    private PrefixSet Addresses(Direction direction, Func<int, bool> condition)
    {
        var flows = FlowsOf(direction);
        var selector = new ServiceSetSelector(condition);
        return new(
            AddressPlane<Bits32>.Combine(flows.IPv4, AddressPlane<Bits32>.Empty, ref selector),
            AddressPlane<Bits128>.Combine(flows.IPv6, AddressPlane<Bits128>.Empty, ref selector));
    }
}
