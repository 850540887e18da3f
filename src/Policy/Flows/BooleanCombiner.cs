namespace Starface.Policy.Flows;

/// <summary>A set operation on planes whose values are 0 and 1; also tests whether its result is 1.</summary>
internal readonly struct BooleanCombiner(SetOperation operation) : IValueCombiner, IValueTest
{
    public int Combine(int left, int right) => (int)operation >> (left | right << 1) & 1;

    public bool Holds(int left, int right) => Combine(left, right) != 0;
}
