namespace Starface.Policy.Flows;

/// <summary>
/// The runs of the service sets of a pool, cut into pieces that a rectangle can hold: ports of one protocol, or whole protocols.
/// </summary>
internal sealed class ServicePieces(ServicePool pool)
{
    /// <summary>The pieces of a set, in order. Linear in their number.</summary>
    public List<(int From, int End)> this[int set]
    {
        get
        {
            var toggles = pool.TogglesOf(set);
            var pieces = new List<(int, int)>(toggles.Length / 2);
            for (var i = 0; i < toggles.Length; i += 2)
            {
                for (int from = toggles[i], end; from < toggles[i + 1]; from = end)
                {
                    end = ServiceAxis.EndOfPiece(from, toggles[i + 1]);
                    pieces.Add((from, end));
                }
            }

            return pieces;
        }
    }

    /// <summary>Whether a set holds all services of a piece. Cost: the depth of a trie, at most 25.</summary>
    public bool Holds(int set, (int From, int End) piece) => pool.Contains(set, piece.From, piece.End);
}
