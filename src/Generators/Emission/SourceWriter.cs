using System.Text;

namespace Starface.Generators.Emission;

/// <summary>Writes C# line by line with indentation; lines end with LF on every machine.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;
    private readonly StringBuilder _text = new(2048);
    private int _level;

    /// <summary>Writes lines; a raw string with several of them keeps its own indentation below the current one.</summary>
    /// <param name="lines">The lines.</param>
    public SourceWriter Write(string lines)
    {
        var start = 0;
        while (start <= lines.Length)
        {
            var end = lines.IndexOf('\n', start);
            if (end < 0) end = lines.Length;
            var length = end > start && lines[end - 1] == '\r' ? end - start - 1 : end - start;
            if (length > 0) _text.Append(' ', _level * SpacesPerLevel).Append(lines, start, length);
            _text.Append('\n');
            start = end + 1;
        }

        return this;
    }

    /// <summary>Writes an empty line.</summary>
    public SourceWriter Gap()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Writes an opening bracket and indents what follows.</summary>
    /// <param name="bracket">The bracket.</param>
    public SourceWriter Open(string bracket = "{")
    {
        Write(bracket);
        _level++;
        return this;
    }

    /// <summary>Ends the indentation and writes a closing bracket.</summary>
    /// <param name="bracket">The bracket.</param>
    public SourceWriter Close(string bracket = "}")
    {
        _level--;
        return Write(bracket);
    }

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();
}
