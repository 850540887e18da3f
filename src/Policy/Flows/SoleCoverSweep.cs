namespace Starface.Policy.Flows;

/// <summary>
/// Finds who is alone with a flow: a sweep that counts, for the services between any two ends of open rectangles, how many are open
/// and whose they are. Items are the indexes of rectangles. The plane that comes out is of no use.
/// </summary>
/// <remarks>Every step costs the number of different ends within the rectangle's services, which moving an end may add to.</remarks>
/// <param name="services">The services of each rectangle: from the first number to before the second.</param>
/// <param name="owners">Who each rectangle belongs to. Rectangles of one owner share no flow.</param>
/// <param name="isAlone">Is set for every owner that has a flow nobody else has.</param>
internal struct SoleCoverSweep(IReadOnlyList<(int From, int End)> services, IReadOnlyList<int> owners, bool[] isAlone) : ISweepState
{
    private readonly List<Cell> _cells = [new Cell { From = -1 }];
    private readonly List<(int From, int End)> _changed = [];

    public readonly void Open(long item) => Change((int)item, 1);

    public readonly void Close(long item) => Change((int)item, -1);

    /// <summary>Only once all changes at a point are in: between them somebody may seem alone who is not.</summary>
    public readonly int Value()
    {
        foreach (var (from, end) in _changed)
        {
            // The cell may have begun before, where the rectangle that changed has closed and taken its end along.
            for (var i = IndexOf(from); i < _cells.Count && _cells[i].From < end; i++)
            {
                if (_cells[i].Open == 1)
                    isAlone[_cells[i].Owners] = true;
            }
        }

        _changed.Clear();
        return 0;
    }

    private readonly void Change(int item, int change)
    {
        var (from, end) = services[item];
        var first = IndexOfEnd(from);
        var last = IndexOfEnd(end);
        for (var i = first; i < last; i++)
        {
            _cells[i].Open += change;
            _cells[i].Owners += change * owners[item];
        }

        _cells[first].Ends += change;
        _cells[last].Ends += change;
        if (_cells[last].Ends == 0)
            _cells.RemoveAt(last);
        if (_cells[first].Ends == 0)
            _cells.RemoveAt(first);
        _changed.Add((from, end));
    }

    /// <summary>The cell that begins at an end, which is made where it is missing.</summary>
    private readonly int IndexOfEnd(int at)
    {
        var index = IndexOf(at);
        var cell = _cells[index];
        if (cell.From == at)
            return index;
        _cells.Insert(index + 1, new Cell { From = at, Open = cell.Open, Owners = cell.Owners });
        return index + 1;
    }

    /// <summary>The cell that holds a service. Logarithmic.</summary>
    private readonly int IndexOf(int service)
    {
        int low = 0, high = _cells.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >> 1;
            if (_cells[middle].From <= service)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    /// <summary>The services from one end to the next. A class, so that lists of cells are compiled ahead of time.</summary>
    private sealed class Cell
    {
        /// <summary>The first service.</summary>
        public int From { get; init; }

        /// <summary>How many open rectangles begin or end here. The cell lives as long as any does.</summary>
        public int Ends { get; set; }

        /// <summary>How many rectangles are open.</summary>
        public int Open { get; set; }

        /// <summary>The sum of the numbers of their owners: the owner itself where one is open.</summary>
        public int Owners { get; set; }
    }
}
