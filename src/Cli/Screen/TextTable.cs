namespace Starface.Cli.Screen;

/// <summary>
/// A table without vertical lines, whose columns fit the screen and wrap at words. A cell is a list of blocks; the first blocks of all
/// cells of a row begin on one line, then the second ones, and so on, so that a peer is beside its resource. Below the cells a row may have
/// notes, which use the whole width.
/// </summary>
internal sealed class TextTable(params TextColumn[] columns)
{
    private const int Gap = 2;
    private const string NoteIndent = "  ";
    private readonly List<Row> _rows = [];

    /// <summary>The header of the notes, or null when no row has any.</summary>
    public string? NoteHeader { get; init; }

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A cell for each column.</param>
    public void Add(params string[] cells) => AddBlocks([.. cells.Select(cell => new[] { cell })], []);

    /// <summary>Adds a row whose cells have blocks.</summary>
    /// <param name="cells">The blocks of each column.</param>
    /// <param name="notes">The notes below them.</param>
    public void AddBlocks(string[][] cells, string[] notes) => _rows.Add(new Row(cells, notes, null));

    /// <summary>Adds a row whose first cell has its own style.</summary>
    /// <param name="style">The style of the first cell.</param>
    /// <param name="cells">A cell for each column.</param>
    public void AddStyled(TextStyle style, params string[] cells) =>
        _rows.Add(new Row([.. cells.Select(cell => new[] { cell })], [], style));

    /// <summary>Writes the table.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="hasHeader">Whether the headers are written.</param>
    /// <param name="spaced">Whether an empty line separates rows of several lines.</param>
    public void Write(TableScreen screen, bool hasHeader = true, bool spaced = false)
    {
        var widths = Widths(screen.Width, hasHeader);
        if (hasHeader)
        {
            WriteLine(screen, widths, column => columns[column].Header, static _ => TextStyle.Heading);
            if (NoteHeader is { } notes) screen.WriteLine(NoteIndent + notes, TextStyle.Heading);
            WriteLine(screen, widths, column => new string('─', widths[column]), static _ => TextStyle.Muted);
        }

        var previousWasTall = false;
        for (var i = 0; i < _rows.Count; i++)
        {
            var row = _rows[i];
            var lines = Lines(row, widths);
            var isTall = row.Notes.Length > 0 || lines.Exists(column => column.Count > 1);
            if (spaced && i > 0 && (isTall || previousWasTall)) screen.EndLine();
            previousWasTall = isTall;
            var height = lines.Max(column => column.Count);
            var line = 0;
            Func<int, string> textOf = TextOf;
            Func<int, TextStyle> styleOf = StyleOf;
            for (; line < height; line++) WriteLine(screen, widths, textOf, styleOf);

            foreach (var note in row.Notes)
            {
                // Continuation lines are indented further than the first.
                var wrapped = TextWrap.Lines(note, screen.Width - (2 * NoteIndent.Length));
                for (var part = 0; part < wrapped.Count; part++)
                    screen.WriteLine((part == 0 ? NoteIndent : NoteIndent + NoteIndent) + wrapped[part], TextStyle.Muted);
            }

            string TextOf(int column) => line < lines[column].Count ? lines[column][line] : "";

            TextStyle StyleOf(int column) => column == 0 && row.Style is { } style ? style : columns[column].Style;
        }
    }

    private List<List<string>> Lines(Row row, int[] widths)
    {
        var blocks = row.Cells.Max(cell => cell.Length);
        List<List<string>> lines = [.. columns.Select(_ => new List<string>())];
        var top = 0;
        for (var block = 0; block < blocks; block++)
        {
            var bottom = top;
            for (var column = 0; column < columns.Length; column++)
            {
                if (block >= row.Cells[column].Length) continue;
                var cell = lines[column];
                while (cell.Count < top) cell.Add("");
                TextWrap.AddLines(row.Cells[column][block], widths[column], cell);
                bottom = Math.Max(bottom, cell.Count);
            }

            top = bottom;
        }

        return lines;
    }

    /// <summary>The natural widths, with the widest columns that may be wrapped narrowed until the table fits.</summary>
    private int[] Widths(int available, bool hasHeader)
    {
        var widths = new int[columns.Length];
        for (var column = 0; column < columns.Length; column++)
        {
            var width = hasHeader ? columns[column].Header.Length : 0;
            foreach (var row in _rows)
            {
                foreach (var block in row.Cells[column])
                {
                    foreach (var line in block.AsSpan().Split('\n')) width = Math.Max(width, line.GetOffsetAndLength(block.Length).Length);
                }
            }

            widths[column] = width;
        }

        for (var excess = widths.Sum() + (Gap * (columns.Length - 1)) - available; excess > 0; excess--)
        {
            var widest = -1;
            for (var column = 0; column < columns.Length; column++)
            {
                var canShrink = columns[column].Narrowest is { } narrowest && widths[column] > narrowest;
                if (canShrink && (widest < 0 || widths[column] > widths[widest])) widest = column;
            }

            if (widest < 0) break;
            widths[widest]--;
        }

        return widths;
    }

    private void WriteLine(TableScreen screen, int[] widths, Func<int, string> textOf, Func<int, TextStyle> styleOf)
    {
        var last = widths.Length - 1;
        while (last > 0 && textOf(last).Length == 0) last--;
        for (var column = 0; column <= last; column++)
        {
            var text = textOf(column);
            var padding = Math.Max(widths[column] - text.Length, 0);
            if (columns[column].IsNumber) screen.WriteSpaces(padding);
            screen.Write(text, styleOf(column));
            if (column < last) screen.WriteSpaces((columns[column].IsNumber ? 0 : padding) + Gap);
        }

        screen.EndLine();
    }

    private sealed record Row(string[][] Cells, string[] Notes, TextStyle? Style);
}
