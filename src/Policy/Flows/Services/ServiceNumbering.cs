namespace Starface.Policy.Flows.Services;

/// <summary>
/// Gives the service sets of a finished flow set their final numbers: branches are numbered in the order in which they are first
/// asked for, children before parents.
/// </summary>
/// <remarks>
/// When the sets are asked for in a fixed order (inbound before outbound, addresses ascending), the numbers depend on the flows alone
/// and not on how the set was computed. This makes the form of a flow set canonical. Branches that are not asked for are dropped.
/// </remarks>
internal sealed class ServiceNumbering(TrieNode[] nodes, int count)
{
    private readonly int[] _numbers = new int[count];
    private readonly List<TrieNode> _kept = [default];

    /// <summary>The final number of a set.</summary>
    public int NumberOf(int node)
    {
        // The empty set and leaves are their own numbers.
        if (node <= 0)
            return node;
        if (_numbers[node] == 0)
        {
            var branch = nodes[node];
            var (left, right) = (NumberOf(branch.Left), NumberOf(branch.Right));
            _numbers[node] = _kept.Count;
            _kept.Add(new(left, right, branch.Split, branch.Count));
        }

        return _numbers[node];
    }

    /// <summary>The pool of the sets that were asked for.</summary>
    public ServicePool ToPool() => _kept.Count == 1 ? ServicePool.Empty : new([.. _kept]);
}
