using System.Runtime.CompilerServices;
using System.Text;

namespace Starface.Generators.Emission;

/// <summary>Writes C# with indentation; lines end with LF on every machine.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;
    private const int InitialCapacity = 8192;

    /// <summary>The buffer of the previous text of this thread, reused so that it need not grow again.</summary>
    [ThreadStatic]
    private static StringBuilder? t_spare;

    private readonly StringBuilder _text;
    private int _level;
    private bool _isLineStart = true;

    /// <summary>Starts an empty text.</summary>
    public SourceWriter()
    {
        _text = t_spare ?? new StringBuilder(InitialCapacity);
        t_spare = null;
    }

    /// <summary>Writes one or more lines, each with the current indentation before its own.</summary>
    /// <param name="lines">The lines.</param>
    public SourceWriter Write(string lines)
    {
        Append(lines);
        return EndLine();
    }

    /// <summary>Writes lines with arguments, without an intermediate string.</summary>
    /// <param name="lines">
    /// The lines, which are already written when this is called: their parts were appended as they were evaluated.
    /// </param>
    public SourceWriter Write([InterpolatedStringHandlerArgument("")] Lines lines)
    {
        _ = lines;
        return EndLine();
    }

    /// <summary>Writes a part of a line, which <see cref="EndLine"/> ends.</summary>
    /// <param name="text">The part.</param>
    public SourceWriter Part(string text)
    {
        Append(text);
        return this;
    }

    /// <summary>Writes a part of a line with arguments.</summary>
    /// <param name="text">The part, which is already written when this is called.</param>
    public SourceWriter Part([InterpolatedStringHandlerArgument("")] Lines text)
    {
        _ = text;
        return this;
    }

    /// <summary>Writes a string literal, or <c>null</c>.</summary>
    /// <param name="text">The text.</param>
    public SourceWriter Literal(string? text) =>
        text is not null && Text.IsPlain(text) ? Part("\"").Part(text).Part("\"") : Part(Text.Literal(text));

    /// <summary>Writes spaces within a line.</summary>
    /// <param name="count">The number of spaces.</param>
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

    /// <summary>Ends a line that has nothing on it, which leaves an empty line.</summary>
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

    /// <summary>Ends the indentation; the caller writes the closing bracket next.</summary>
    public SourceWriter Unindent()
    {
        _level--;
        return this;
    }

    /// <summary>The text. Nothing can be written afterwards.</summary>
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

    /// <summary>An interpolated string, whose parts the compiler passes one by one.</summary>
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
