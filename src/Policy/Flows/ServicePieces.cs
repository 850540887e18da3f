namespace Starface.Policy.Flows;

/// <summary>
/// The runs of the service sets of a pool, cut into pieces that a rectangle can hold: ports of one protocol, or whole protocols.
/// </summary>
internal sealed class ServicePieces(ServicePool pool)
{
    private readonly Dictionary<int, List<Piece>> _known = [];

    /// <summary>The pieces of a set, in order. Linear in their number.</summary>
    public List<Piece> this[int set]
    {
        get
        {
            // Many runs share a set.
            if (_known.TryGetValue(set, out var known)) return known;
            var toggles = pool.TogglesOf(set);
            var pieces = new List<Piece>(toggles.Length / 2);
            for (var i = 0; i < toggles.Length; i += 2)
            {
                for (int from = toggles[i], end; from < toggles[i + 1]; from = end)
                {
                    end = ServiceAxis.EndOfPiece(from, toggles[i + 1]);
                    pieces.Add(new(from, end));
                }
            }

            _known.Add(set, pieces);
            return pieces;
        }
    }

    /// <summary>Whether a set holds all services of a piece. Cost: the depth of a trie, at most 25.</summary>
    public bool Holds(int set, Piece piece) => pool.Contains(set, piece.From, piece.End);
}
