using System.Numerics;

namespace Starface.Policy.Flows;

/// <summary>
/// An exact, immutable set of flows: direction × remote side (IPv4, IPv6, named groups) × protocol × destination port or ICMP message.
/// </summary>
/// <remarks>
/// <para>
/// For each direction and address family the set is a sorted list of address runs; each run points at a service set (protocols
/// and ports). Service sets are tries whose equal parts are stored once, so that sets that differ in one port share nearly everything.
/// Neighbouring runs differ and the parts are numbered in order of first appearance, so there is one form for a set: equality is
/// that of the arrays.
/// </para>
/// <para>
/// Costs: n is the number of address runs of all operands, at most twice the number of rectangles they were built from plus one; s is the
/// number of different trie nodes of their service sets. A step from one run to the next adds a few dozen nodes at most for each rectangle
/// that begins or ends there, so that s stays in proportion to the number of rectangles, however many of them overlap.
/// </para>
/// </remarks>
public sealed class FlowSet : IEquatable<FlowSet>
{
    private readonly ServicePool _pool;
    private readonly FlowSide _inbound;
    private readonly FlowSide _outbound;
    private int _hash;

    private FlowSet(ServicePool pool, FlowSide inbound, FlowSide outbound)
    {
        _pool = pool;
        _inbound = inbound;
        _outbound = outbound;
    }

    /// <summary>The set without flows.</summary>
    public static FlowSet Empty { get; } = new(ServicePool.Empty, FlowSide.Empty, FlowSide.Empty);

    /// <summary>Whether the set has no flow. Constant cost.</summary>
    public bool IsEmpty => _inbound.IsEmpty && _outbound.IsEmpty;

    /// <summary>How many flows the set has: addresses times ports; a group counts as one address, a protocol without ports as one port. Cost: the sum, over the runs, of the port ranges open there.</summary>
    public BigInteger Count => CountOf(_inbound) + CountOf(_outbound);

    /// <summary>The set of the flows of all given rectangles, in any order, overlapping or not.</summary>
    /// <remarks>Order, repetition and splitting of the rectangles do not matter. Cost: sorting their ends, plus at each end a walk down a trie and over the ends, within its ports, of the port ranges open there.</remarks>
    public static FlowSet From(params IEnumerable<FlowRange> ranges)
    {
        var inbound = new FlowSideBuilder();
        var outbound = new FlowSideBuilder();
        foreach (var range in ranges)
            (range.Direction == Direction.Inbound ? inbound : outbound).Add(in range);
        var pool = new ServicePoolBuilder();
        var (inboundSide, outboundSide) = (inbound.Build(pool), outbound.Build(pool));
        return new(pool.Finish(inboundSide, outboundSide), inboundSide, outboundSide);
    }

    /// <summary>The flows in either set. Commutative, associative, idempotent; <see cref="Empty"/> is neutral. Cost: n + s.</summary>
    public FlowSet Union(FlowSet other) => Combine(other, SetOperation.Union);

    /// <summary>The flows in both sets. Commutative, associative, idempotent, and distributes over union. Cost: n + s.</summary>
    public FlowSet Intersect(FlowSet other) => Combine(other, SetOperation.Intersect);

    /// <summary>The flows in this set and not in the other: <c>a.Except(b).Union(a.Intersect(b))</c> is <c>a</c>. Cost: n + s.</summary>
    public FlowSet Except(FlowSet other) => Combine(other, SetOperation.Except);

    /// <summary>The flows of one direction. <c>a.Slice(Inbound).Union(a.Slice(Outbound))</c> is <c>a</c>. Cost: n + s.</summary>
    public FlowSet Slice(Direction direction)
    {
        // A union with nothing renumbers the service sets, which the canonical form asks for.
        var slice = direction == Direction.Inbound
            ? new FlowSet(_pool, _inbound, FlowSide.Empty)
            : new FlowSet(_pool, FlowSide.Empty, SideOf(direction));
        return slice.Union(Empty);
    }

    /// <summary>Whether a flow is in the set. Cost: log n, plus the depth of a trie (at most 25).</summary>
    public bool Contains(Flow flow)
    {
        var side = SideOf(flow.Direction);
        var set = flow.Group is null ? side.At(flow.Address) : side.Groups[flow.Group];
        return _pool.Contains(set, flow.Protocol * ServiceAxis.ProtocolWidth + flow.Port);
    }

    /// <summary>Whether every flow of a rectangle is in the set. Cost: log n, plus the address runs within the rectangle.</summary>
    public bool Contains(FlowRange range)
    {
        var side = SideOf(range.Direction);
        var services = ServiceAxis.Of(range);
        var remote = range.Remote;
        if (remote.Group is { } group)
            return _pool.Contains(side.Groups[group], services.From, services.End);
        return remote.Addresses.Family == AddressFamily.IPv4
            ? Contains(side.IPv4, remote.Addresses, services)
            : Contains(side.IPv6, remote.Addresses, services);
    }

    /// <summary>Whether any flow of a rectangle is in the set. Cost: log n, plus the address runs within the rectangle up to the first that has one.</summary>
    public bool Overlaps(FlowRange range)
    {
        var side = SideOf(range.Direction);
        var services = ServiceAxis.Of(range);
        var remote = range.Remote;
        if (remote.Group is { } group)
            return _pool.Overlaps(side.Groups[group], services.From, services.End);
        return remote.Addresses.Family == AddressFamily.IPv4
            ? Overlaps(side.IPv4, remote.Addresses, services)
            : Overlaps(side.IPv6, remote.Addresses, services);
    }

    /// <summary>Whether every flow of the other set is in this one: <c>other.Except(this)</c> is empty. Cost: n + s, and ends at the first flow that is not.</summary>
    public bool IsSupersetOf(FlowSet other) => !other.Any(this, SetOperation.Except);

    /// <summary>Whether the sets share a flow: <c>Intersect</c> is not empty. Cost: n + s, and ends at the first shared flow.</summary>
    public bool Overlaps(FlowSet other) => Any(other, SetOperation.Intersect);

    /// <summary>
    /// The set as rectangles that are maximal (none can be extended within the set) and irredundant (none can be left out).
    /// They may overlap. The order is that of <see cref="FlowRange.CompareTo"/>; equal sets give equal lists.
    /// </summary>
    /// <remarks>
    /// <c>FlowSet.From(set.Ranges())</c> is <c>set</c>. Cost: the sum over the rectangles of the address runs they span,
    /// times the rectangles that meet one of them in a run where it might be left out.
    /// </remarks>
    public IReadOnlyList<FlowRange> Ranges()
    {
        var pieces = new ServicePieces(_pool);
        var ranges = new List<FlowRange>();
        foreach (var direction in new[] { Direction.Inbound, Direction.Outbound })
        {
            var side = SideOf(direction);
            Add(direction, side.IPv4);
            Add(direction, side.IPv6);
            for (var i = 0; i < side.Groups.Count; i++)
            {
                foreach (var tile in RectangleCover.Find([side.Groups.ValueOf(i)], pieces))
                    ranges.Add(ToRange(direction, RemoteScope.OfGroup(side.Groups.NameOf(i)), tile.Piece));
            }
        }

        return ranges;

        void Add<TKey>(Direction direction, Plane<TKey> plane)
            where TKey : struct, IAddressKey<TKey>
        {
            foreach (var tile in RectangleCover.Find(plane.Values, pieces))
                ranges.Add(ToRange(direction, plane.RangeOf(tile.FirstRun, tile.LastRun), tile.Piece));
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

    /// <summary>Shows the rectangles of <see cref="DisjointRanges"/> one after the other, without a list of them.</summary>
    internal void VisitDisjointRanges(RangeVisitor visit)
    {
        var pieces = new ServicePieces(_pool);
        foreach (var direction in new[] { Direction.Inbound, Direction.Outbound })
        {
            var side = SideOf(direction);
            VisitPlane(direction, side.IPv4);
            VisitPlane(direction, side.IPv6);
            for (var i = 0; i < side.Groups.Count; i++)
                VisitPieces(direction, RemoteScope.OfGroup(side.Groups.NameOf(i)), side.Groups.ValueOf(i));
        }

        void VisitPlane<TKey>(Direction direction, Plane<TKey> plane)
            where TKey : struct, IAddressKey<TKey>
        {
            for (var run = 0; run < plane.Count; run++)
            {
                if (plane.Values[run] != 0)
                    VisitPieces(direction, plane.RangeOf(run, run), plane.Values[run]);
            }
        }

        void VisitPieces(Direction direction, RemoteScope remote, int services)
        {
            foreach (var piece in pieces[services])
                visit(ToRange(direction, remote, piece));
        }
    }

    /// <summary>The remote addresses that have any flow in a direction; groups are not among them. Cost: n.</summary>
    internal PrefixSet Addresses(Direction direction) => Addresses(direction, static set => set != 0);

    /// <summary>The remote addresses whose every flow with these protocols and ports is in the set. Cost: n + s.</summary>
    /// <param name="direction">The direction.</param>
    /// <param name="protocols">The protocols.</param>
    /// <param name="ports">The ports; ignored where the protocols have none.</param>
    internal PrefixSet Addresses(Direction direction, ProtocolRange protocols, PortRange ports)
    {
        var (from, end) = ServiceAxis.Of(protocols, protocols.HasPorts ? ports : PortRange.All);
        return Addresses(direction, set => _pool.Contains(set, from, end));
    }

    /// <summary>How many remote addresses have any flow in a direction; groups are not among them. Cost: n.</summary>
    public BigInteger CountAddresses(Direction direction) => Addresses(direction).Count;

    /// <summary>The named groups that have any flow in a direction, in ordinal order. Cost: their number.</summary>
    public IReadOnlyList<string> Groups(Direction direction)
    {
        var groups = SideOf(direction).Groups;
        return [.. Enumerable.Range(0, groups.Count).Select(groups.NameOf)];
    }

    /// <summary>Whether both sets have the same flows. Cost: n + s.</summary>
    public bool Equals(FlowSet? other) =>
        other is not null
        && (ReferenceEquals(this, other) || (_pool.SameAs(other._pool) && _inbound.SameAs(other._inbound) && _outbound.SameAs(other._outbound)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FlowSet);

    /// <summary>A hash code of the flows. Cost: n + s, once.</summary>
    public override int GetHashCode()
    {
        if (_hash == 0)
            _hash = Hash.Combine(_pool.HashAll(), Hash.Combine(_inbound.HashAll(), _outbound.HashAll())) | 1;
        return _hash;
    }

    /// <summary>The rectangles of <see cref="Ranges"/>, one a line.</summary>
    public override string ToString() => string.Join("\n", Ranges());

    /// <summary>Whether both sets have the same flows.</summary>
    public static bool operator ==(FlowSet? left, FlowSet? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the sets differ.</summary>
    public static bool operator !=(FlowSet? left, FlowSet? right) => !(left == right);

    /// <summary>Takes a rectangle.</summary>
    internal delegate void RangeVisitor(in FlowRange range);

    private FlowSide SideOf(Direction direction) => direction switch
    {
        Direction.Inbound => _inbound,
        Direction.Outbound => _outbound,
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "There are two directions: inbound and outbound."),
    };

    private FlowSet Combine(FlowSet other, SetOperation operation)
    {
        var pool = new ServicePoolBuilder();
        var combiner = new ServiceCombiner(_pool, other._pool, operation, pool);
        var inbound = FlowSide.Combine(_inbound, other._inbound, ref combiner);
        var outbound = FlowSide.Combine(_outbound, other._outbound, ref combiner);
        return new(pool.Finish(inbound, outbound), inbound, outbound);
    }

    private bool Any(FlowSet other, SetOperation operation)
    {
        var test = new ServiceCombiner(_pool, other._pool, operation, new());
        return FlowSide.Any(_inbound, other._inbound, ref test) || FlowSide.Any(_outbound, other._outbound, ref test);
    }

    private bool Contains<TKey>(Plane<TKey> plane, AddressRange addresses, (int From, int End) services)
        where TKey : struct, IAddressKey<TKey>
    {
        var last = plane.IndexOf(default(TKey).Of(addresses.Last));
        for (var run = plane.IndexOf(default(TKey).Of(addresses.First)); run <= last; run++)
        {
            if (!_pool.Contains(plane.Values[run], services.From, services.End))
                return false;
        }

        return true;
    }

    private bool Overlaps<TKey>(Plane<TKey> plane, AddressRange addresses, (int From, int End) services)
        where TKey : struct, IAddressKey<TKey>
    {
        var last = plane.IndexOf(default(TKey).Of(addresses.Last));
        for (var run = plane.IndexOf(default(TKey).Of(addresses.First)); run <= last; run++)
        {
            if (_pool.Overlaps(plane.Values[run], services.From, services.End))
                return true;
        }

        return false;
    }

    private BigInteger CountOf(FlowSide side)
    {
        var count = CountOf(side.IPv4) + CountOf(side.IPv6);
        for (var i = 0; i < side.Groups.Count; i++)
            count += ServiceAxis.Count(_pool.TogglesOf(side.Groups.ValueOf(i)));
        return count;
    }

    private BigInteger CountOf<TKey>(Plane<TKey> plane)
        where TKey : struct, IAddressKey<TKey>
    {
        var count = BigInteger.Zero;
        for (var run = 0; run < plane.Count; run++)
        {
            if (plane.Values[run] != 0)
                count += plane.CountOf(run) * ServiceAxis.Count(_pool.TogglesOf(plane.Values[run]));
        }

        return count;
    }

    private PrefixSet Addresses(Direction direction, Func<int, bool> isWanted)
    {
        var side = SideOf(direction);
        var selector = new Selector(isWanted);
        return new(
            Plane<Bits32>.Combine(side.IPv4, Plane<Bits32>.Empty, ref selector),
            Plane<Bits128>.Combine(side.IPv6, Plane<Bits128>.Empty, ref selector));
    }

    private static FlowRange ToRange(Direction direction, RemoteScope remote, Piece piece) => new(
        direction,
        ServiceAxis.ProtocolsOf(piece.From, piece.End),
        remote,
        ServiceAxis.PortsOf(piece.From, piece.End));

    /// <summary>Maps each service set to 1 or 0.</summary>
    private readonly struct Selector(Func<int, bool> isWanted) : IValueCombiner
    {
        public int Combine(int left, int right) => isWanted(left) ? 1 : 0;
    }
}
