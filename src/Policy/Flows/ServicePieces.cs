namespace Starface.Policy.Flows;

/// <summary>
/// The runs of every service set of a pool, cut into pieces that a rectangle can hold: ports of one protocol, or whole protocols.
/// </summary>
internal sealed class ServicePieces
{
    private readonly ServicePool _pool;
    private readonly (int From, int End)[] _pieces;
    private readonly int[] _offsets;

    public ServicePieces(ServicePool pool)
    {
        _pool = pool;
        _offsets = new int[pool.Count + 1];
        var pieces = new List<(int, int)>();
        for (var set = 0; set < pool.Count; set++)
        {
            var toggles = pool[set];
            for (var i = 0; i < toggles.Length; i += 2)
            {
                for (int from = toggles[i], end; from < toggles[i + 1]; from = end)
                {
                    end = ServiceAxis.EndOfPiece(from, toggles[i + 1]);
                    pieces.Add((from, end));
                }
            }

            _offsets[set + 1] = pieces.Count;
        }

        _pieces = [.. pieces];
    }

    /// <summary>The pieces of a set, in order.</summary>
    public ArraySegment<(int From, int End)> this[int set] => new(_pieces, _offsets[set], _offsets[set + 1] - _offsets[set]);

    /// <summary>Whether a set holds all services of a piece. Logarithmic.</summary>
    public bool Holds(int set, (int From, int End) piece) => Toggles.Contains(_pool[set], piece.From, piece.End);
}
