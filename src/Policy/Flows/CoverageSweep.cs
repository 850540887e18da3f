namespace Starface.Policy.Flows;

/// <summary>Whether any range covers the present point of a sweep: the value is 1 there, else 0.</summary>
internal struct CoverageSweep : ISweepState
{
    private int _open;

    public void Open(long item) => _open++;

    public void Close(long item) => _open--;

    public readonly int Value() => _open > 0 ? 1 : 0;
}
