namespace Starface.Policy.Flows;

/// <summary>A set operation on planes whose values are 0 and 1.</summary>
internal readonly struct BooleanCombiner(SetOperation operation) : IValueCombiner
{
    public int Combine(int left, int right) => (int)operation >> (left | right << 1) & 1;
}
