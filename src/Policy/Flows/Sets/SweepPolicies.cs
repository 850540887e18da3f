using Starface.Policy.Flows.Services;

namespace Starface.Policy.Flows.Sets;

// The small types that decide what a plane's values mean. Planes, sweeps and walks are generic over them as structs, so that the
// compiler makes a version without indirect calls for each.

/// <summary>
/// The state of a sweep over the ends of address ranges: it is told which ranges begin and end, and gives the value of the plane at
/// the current address.
/// </summary>
internal interface ISweepState
{
    /// <summary>A range with these services begins.</summary>
    void Open(ServiceRange services);

    /// <summary>A range with these services has ended.</summary>
    void Close(ServiceRange services);

    /// <summary>The value of the plane from the current address on.</summary>
    int Value();
}

/// <summary>Combines the values that two planes have at one address.</summary>
internal interface IValueCombiner
{
    int Combine(int left, int right);
}

/// <summary>Tests the values that two planes have at one address.</summary>
internal interface IValueTest
{
    bool Holds(int left, int right);
}

/// <summary>For sets of addresses: the value is 1 where any range is open, else 0.</summary>
internal struct CoverageSweep : ISweepState
{
    private int _open;

    public void Open(ServiceRange services) => _open++;

    public void Close(ServiceRange services) => _open--;

    public readonly int Value() => _open > 0 ? 1 : 0;
}

/// <summary>For sets of addresses: a set operation on the values 0 and 1.</summary>
internal readonly struct BooleanCombiner(SetOperation operation) : IValueCombiner
{
    public int Combine(int left, int right) => operation.Holds(left != 0, right != 0) ? 1 : 0;
}

/// <summary>For sets of flows: a set operation on service sets, and the question whether its result has any service.</summary>
internal readonly struct ServiceSetCombiner(ServiceCombiner combiner) : IValueCombiner, IValueTest
{
    public int Combine(int left, int right) => combiner.Combine(left, right);

    public bool Holds(int left, int right) => combiner.Combine(left, right) != 0;
}

/// <summary>Selects addresses by their service set: 1 where the set meets the condition, else 0. The right plane is ignored.</summary>
internal readonly struct ServiceSetSelector(Func<int, bool> condition) : IValueCombiner
{
    public int Combine(int left, int right) => condition(left) ? 1 : 0;
}
