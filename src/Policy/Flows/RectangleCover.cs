namespace Starface.Policy.Flows;

/// <summary>Covers a plane of service sets with maximal rectangles, none of which can be left out.</summary>
/// <remarks>
/// Cost: the sum over the rectangles of the runs they span, times the rectangles that meet one of them in such a run where it might be
/// redundant, and the logarithm of those that meet in the run.
/// </remarks>
internal sealed class RectangleCover
{
    private readonly int[] _values;
    private readonly ServicePieces _pieces;

    private RectangleCover(ReadOnlySpan<int> values, ServicePieces pieces)
    {
        _values = values.ToArray();
        _pieces = pieces;
    }

    /// <summary>The rectangles, ordered by run and services.</summary>
    /// <param name="values">The service set of each run, 0 for nothing.</param>
    /// <param name="pieces">The pieces of the sets.</param>
    public static IReadOnlyList<Tile> Find(ReadOnlySpan<int> values, ServicePieces pieces)
    {
        var cover = new RectangleCover(values, pieces);
        var tiles = cover.FindMaximal();
        // In order of services, so that the tiles that meet in a run can be merged in one pass.
        tiles.Sort(static (left, right) => Order(left.Piece.From, right.Piece.From, left.Piece.End, right.Piece.End, left.FirstRun, right.FirstRun));
        var kept = cover.DropRedundant(tiles);
        kept.Sort(static (left, right) => Order(left.FirstRun, right.FirstRun, left.LastRun, right.LastRun, left.Piece.From, right.Piece.From));
        return kept;
    }

    /// <summary>The order of the first pair of numbers that differ.</summary>
    private static int Order(int left1, int right1, int left2, int right2, int left3, int right3) =>
        left1 != right1 ? left1.CompareTo(right1) : left2 != right2 ? left2.CompareTo(right2) : left3.CompareTo(right3);

    /// <summary>
    /// Every maximal rectangle that some run needs whole: each piece of each run, extended over the neighbouring runs
    /// that hold it too. Together they cover the plane, since every point lies in a piece.
    /// </summary>
    private List<Tile> FindMaximal()
    {
        var tiles = new List<Tile>();
        var open = new Dictionary<Piece, Tile>();
        var closing = new List<Piece>();
        for (var run = 0; run < _values.Length; run++)
        {
            closing.Clear();
            foreach (var piece in open.Keys)
            {
                if (!_pieces.Holds(_values[run], piece))
                    closing.Add(piece);
            }

            foreach (var piece in closing)
                Close(piece, run - 1);
            foreach (var piece in _pieces[_values[run]])
            {
                if (open.ContainsKey(piece))
                    continue;
                var first = run;
                while (first > 0 && _pieces.Holds(_values[first - 1], piece))
                    first--;
                open.Add(piece, new(first, run, piece, run));
            }
        }

        foreach (var piece in open.Keys.ToArray())
            Close(piece, _values.Length - 1);
        return tiles;

        void Close(Piece piece, int lastRun)
        {
            tiles.Add(open[piece] with { LastRun = lastRun });
            open.Remove(piece);
        }
    }

    private List<Tile> DropRedundant(List<Tile> tiles)
    {
        // With each tile the furthest end of it and those before it, which only grows.
        var tilesOfRun = new List<(int Tile, int Reach)>[_values.Length];
        for (var i = 0; i < tiles.Count; i++)
        {
            for (var run = tiles[i].FirstRun; run <= tiles[i].LastRun; run++)
            {
                var meeting = tilesOfRun[run] ??= [];
                meeting.Add((i, meeting.Count == 0 ? tiles[i].Piece.End : Math.Max(meeting[meeting.Count - 1].Reach, tiles[i].Piece.End)));
            }
        }

        var isDropped = new bool[tiles.Count];
        for (var i = 0; i < tiles.Count; i++)
        {
            var tile = tiles[i];
            // In its home run only smaller tiles can replace it; most often there are none and the question ends here.
            var isRedundant = IsCoveredIn(tile.Home);
            for (var run = tile.FirstRun; isRedundant && run <= tile.LastRun; run++)
                isRedundant = IsCoveredIn(run);
            isDropped[i] = isRedundant;

            bool IsCoveredIn(int run)
            {
                var reached = tile.Piece.From;
                var meeting = tilesOfRun[run];
                for (var next = FirstBeyond(meeting, reached); next < meeting.Count; next++)
                {
                    var other = meeting[next].Tile;
                    if (other == i || isDropped[other] || tiles[other].Piece.End <= reached)
                        continue;
                    if (tiles[other].Piece.From > reached)
                        return false;
                    reached = tiles[other].Piece.End;
                    if (reached >= tile.Piece.End)
                        return true;
                }

                return false;
            }
        }

        return [.. tiles.Where((_, i) => !isDropped[i])];
    }

    /// <summary>The first of the tiles of a run before which none ends beyond a service. Logarithmic.</summary>
    private static int FirstBeyond(List<(int Tile, int Reach)> meeting, int service)
    {
        int low = 0, high = meeting.Count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (meeting[middle].Reach <= service)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
