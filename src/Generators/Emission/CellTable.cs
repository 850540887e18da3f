using Starface.Generators.Naming;

namespace Starface.Generators.Emission;

/// <summary>A table whose columns are aligned. Its cells are written into one buffer, which the next table uses again.</summary>
internal sealed class CellTable
{
    private const int ColumnGap = 2;
    private const int MostColumns = 6;
    private const int InitialCapacity = 4_096;

    private readonly int[] _widths = new int[MostColumns];

    /// <summary>The index after the last character of each cell, row by row.</summary>
    private readonly List<int> _ends = [];

    private char[] _text = new char[InitialCapacity];
    private int _length;
    private int _columns;

    /// <summary>Whether it has no rows.</summary>
    public bool IsEmpty => _ends.Count == 0;

    /// <summary>The number of characters in the cells.</summary>
    public int Length => _length;

    /// <summary>Removes all rows.</summary>
    /// <param name="columns">The number of columns of the new ones.</param>
    public void Clear(int columns)
    {
        Array.Clear(_widths, 0, _widths.Length);
        _ends.Clear();
        _length = 0;
        _columns = columns;
    }

    /// <summary>Adds text to the current cell.</summary>
    /// <param name="text">The text.</param>
    public CellTable Add(string text)
    {
        text.AsSpan().CopyTo(Reserve(text.Length));
        return this;
    }

    /// <summary>Adds a number to the current cell.</summary>
    /// <param name="number">The number.</param>
    public CellTable Add(int number)
    {
        Span<char> digits = stackalloc char[InvariantText.MostDigits];
        digits = digits.Slice(InvariantText.WriteDigits(number, digits));
        digits.CopyTo(Reserve(digits.Length));
        return this;
    }

    /// <summary>Removes the last character of the current cell.</summary>
    public void RemoveLast() => _length--;

    /// <summary>Ends a cell, and the row after its last one.</summary>
    public void EndCell()
    {
        var column = _ends.Count % _columns;
        _widths[column] = Math.Max(_widths[column], _length - Start(_ends.Count));
        _ends.Add(_length);
    }

    /// <summary>Writes the rows as lines of a documentation comment.</summary>
    /// <param name="writer">Receives the lines.</param>
    public void WriteTo(SourceWriter writer)
    {
        for (var first = 0; first < _ends.Count; first += _columns)
        {
            writer.Part("/// ");
            var last = first + _columns - 1;
            while (last > first && Trimmed(last).Length == 0) last--;
            for (var cell = first; cell < last; cell++)
            {
                var width = _widths[cell - first];
                if (width > 0) writer.Xml(Cell(cell)).Spaces(width - Cell(cell).Length + ColumnGap);
            }

            writer.Xml(Trimmed(last)).EndLine();
        }
    }

    private int Start(int cell) => cell == 0 ? 0 : _ends[cell - 1];

    private ReadOnlySpan<char> Cell(int cell) => _text.AsSpan(Start(cell), _ends[cell] - Start(cell));

    private ReadOnlySpan<char> Trimmed(int cell) => Cell(cell).TrimEnd(' ');

    private Span<char> Reserve(int length)
    {
        var start = _length;
        _length += length;
        if (_length > _text.Length) Array.Resize(ref _text, Math.Max(_length, _text.Length * 2));
        return _text.AsSpan(start, length);
    }
}
