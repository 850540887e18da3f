namespace Starface.Policy.Flows;

/// <summary>
/// A set operation on planes whose values are service sets of two pools; the results go to a third. Each pair of sets is
/// worked out once.
/// </summary>
internal readonly struct ServiceCombiner(ServicePool left, ServicePool right, SetOperation operation, ServicePoolBuilder output) : IValueCombiner
{
    private readonly int[] _ofLeftAlone = new int[left.Count];
    private readonly int[] _ofRightAlone = new int[right.Count];
    private readonly PairMemo _ofBoth = new();

    public int Combine(int leftSet, int rightSet) =>
        rightSet == 0 ? Alone(left, leftSet, _ofLeftAlone, operation.Holds(inLeft: true, inRight: false))
        : leftSet == 0 ? Alone(right, rightSet, _ofRightAlone, operation.Holds(inLeft: false, inRight: true))
        : Both(leftSet, rightSet);

    private int Alone(ServicePool source, int set, int[] known, bool isKept)
    {
        if (set == 0 || !isKept)
            return 0;
        if (known[set] == 0)
            known[set] = output.Intern(source[set]);
        return known[set];
    }

    private int Both(int leftSet, int rightSet)
    {
        var slot = _ofBoth.Find(leftSet, rightSet);
        if (_ofBoth.ValueAt(slot) < 0)
        {
            var leftToggles = left[leftSet];
            var rightToggles = right[rightSet];
            var scratch = output.Scratch(leftToggles.Length + rightToggles.Length);
            _ofBoth.SetAt(slot, output.Commit(Toggles.Combine(leftToggles, rightToggles, operation, scratch)));
        }

        return _ofBoth.ValueAt(slot);
    }
}
