namespace Starface.Policy.Flows;

/// <summary>Tests whether the result of a set operation on service sets of two pools is not empty. Each pair is worked out once.</summary>
internal readonly struct ServiceTest(ServicePool left, ServicePool right, SetOperation operation) : IValueTest
{
    private readonly PairMemo _known = new();

    public bool Holds(int leftSet, int rightSet)
    {
        if (leftSet == 0 || rightSet == 0)
            return leftSet != rightSet && operation.Holds(leftSet != 0, rightSet != 0);
        var slot = _known.Find(leftSet, rightSet);
        if (_known.ValueAt(slot) < 0)
            _known.SetAt(slot, Toggles.Any(left[leftSet], right[rightSet], operation) ? 1 : 0);
        return _known.ValueAt(slot) != 0;
    }
}
