using System.Runtime.CompilerServices;
using System.Text;

namespace Starface.Generators.Emission;

/// <summary>Writes C# line by line with indentation; lines end with LF on every machine.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;
    private const int UsualLength = 8192;

    /// <summary>One text is written after the other, and each would grow a buffer of its own.</summary>
    [ThreadStatic]
    private static StringBuilder? t_spare;

    private readonly StringBuilder _text;
    private int _level;
    private bool _isLineStart = true;

    public SourceWriter()
    {
        _text = t_spare ?? new StringBuilder(UsualLength);
        t_spare = null;
    }

    /// <summary>Writes lines; a raw string with several of them keeps its own indentation below the current one.</summary>
    /// <param name="lines">The lines.</param>
    public SourceWriter Write(string lines)
    {
        Append(lines);
        return EndLine();
    }

    /// <summary>Writes lines with holes, without making a string of them first.</summary>
    /// <param name="lines">The lines, which are written while they are put together.</param>
    public SourceWriter Write([InterpolatedStringHandlerArgument("")] Lines lines)
    {
        _ = lines;
        return EndLine();
    }

    /// <summary>Writes a part of a line; <see cref="EndLine"/> ends it.</summary>
    /// <param name="text">The part.</param>
    public SourceWriter Part(string text)
    {
        Append(text);
        return this;
    }

    /// <summary>Writes a part of a line with holes.</summary>
    /// <param name="text">The part, which is written while it is put together.</param>
    public SourceWriter Part([InterpolatedStringHandlerArgument("")] Lines text)
    {
        _ = text;
        return this;
    }

    /// <summary>Writes a string literal, or <c>null</c>.</summary>
    /// <param name="text">The text.</param>
    public SourceWriter Literal(string? text) => text is not null && Text.IsPlain(text) ? Part("\"").Part(text).Part("\"") : Part(Text.Literal(text));

    /// <summary>Writes spaces within a line.</summary>
    /// <param name="count">How many.</param>
    public SourceWriter Spaces(int count)
    {
        _text.Append(' ', count);
        return this;
    }

    /// <summary>Ends a line.</summary>
    public SourceWriter EndLine()
    {
        _text.Append('\n');
        _isLineStart = true;
        return this;
    }

    /// <summary>Writes an empty line.</summary>
    public SourceWriter Gap() => EndLine();

    /// <summary>Writes an opening bracket and indents what follows.</summary>
    /// <param name="bracket">The bracket.</param>
    public SourceWriter Open(string bracket = "{")
    {
        Write(bracket);
        _level++;
        return this;
    }

    /// <summary>Writes a closing bracket and ends the indentation.</summary>
    /// <param name="bracket">The bracket.</param>
    public SourceWriter Close(string bracket = "}") => Unindent().Write(bracket);

    /// <summary>Ends the indentation; what follows begins with the closing bracket.</summary>
    public SourceWriter Unindent()
    {
        _level--;
        return this;
    }

    /// <summary>What was written. It ends the writing.</summary>
    public override string ToString()
    {
        var text = _text.ToString();
        t_spare = _text.Clear();
        return text;
    }

    private void Append(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            var stop = end < 0 ? text.Length : end;
            var length = end > start && text[end - 1] == '\r' ? stop - start - 1 : stop - start;
            if (length > 0)
            {
                if (_isLineStart) _text.Append(' ', _level * SpacesPerLevel);
                _text.Append(text, start, length);
                _isLineStart = false;
            }

            if (end >= 0) EndLine();
            start = stop + 1;
        }
    }

    /// <summary>Lines with holes, as the compiler takes an interpolated string apart.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Lines
    {
        private readonly SourceWriter _writer;

        public Lines(int literalLength, int formattedCount, SourceWriter writer)
        {
            _ = (literalLength, formattedCount);
            _writer = writer;
        }

        public void AppendLiteral(string text) => _writer.Append(text);

        public void AppendFormatted(string? text) => _writer.Append(text ?? "");

        public void AppendFormatted(LiteralText text) => _writer.Literal(text.Value);
    }
}
