using System.Runtime.CompilerServices;
using Starface.Generators.Naming;

namespace Starface.Generators.Emission;

/// <summary>Writes C# with indentation; lines end with LF on every machine.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;
    private const int InitialCapacity = 16_384;
    private const int MostKept = 131_072;

    /// <summary>The buffer of the previous text of this thread, reused so that it need not grow again.</summary>
    [ThreadStatic]
    private static char[]? t_spare;

    private char[] _text;
    private int _length;
    private int _level;
    private bool _isLineStart = true;

    /// <summary>Starts an empty text.</summary>
    public SourceWriter()
    {
        _text = t_spare ?? new char[InitialCapacity];
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

    /// <summary>
    /// Writes text in a documentation comment: on one line, escaped, and without characters that are invisible, reorder the line, or that
    /// XML does not allow.
    /// </summary>
    /// <param name="text">The text.</param>
    public SourceWriter Xml(ReadOnlySpan<char> text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and <= '~' and not ('&' or '<' or '>')) continue;
            if (Text.XmlReplacement(text, i) is not { } replacement) continue;
            AppendInLine(text.Slice(start, i - start));
            Append(replacement);
            start = i + 1;
        }

        AppendInLine(text.Slice(start));
        return this;
    }

    /// <summary>Writes spaces within a line.</summary>
    /// <param name="count">The number of spaces.</param>
    public SourceWriter Spaces(int count)
    {
        Reserve(count).Fill(' ');
        return this;
    }

    /// <summary>Ends a line.</summary>
    public SourceWriter EndLine()
    {
        Reserve(1)[0] = '\n';
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
        var text = new string(_text, 0, _length);
        if (_text.Length <= MostKept) t_spare = _text;
        return text;
    }

    private void Append(string text)
    {
        var end = text.IndexOf('\n');
        if (end < 0)
        {
            AppendInLine(text.AsSpan());
            return;
        }

        for (var start = 0; start < text.Length;)
        {
            var stop = end < 0 ? text.Length : end;
            var length = end > start && text[end - 1] == '\r' ? stop - start - 1 : stop - start;
            AppendInLine(text.AsSpan(start, length));
            if (end >= 0) EndLine();
            start = stop + 1;
            end = start < text.Length ? text.IndexOf('\n', start) : -1;
        }
    }

    private void Append(int number)
    {
        Span<char> digits = stackalloc char[InvariantText.MostDigits];
        AppendInLine(digits.Slice(InvariantText.WriteDigits(number, digits)));
    }

    /// <summary>Appends text that has no line ends, after the indentation where it begins a line.</summary>
    private void AppendInLine(ReadOnlySpan<char> text)
    {
        if (text.Length == 0) return;
        if (_isLineStart) Spaces(_level * SpacesPerLevel);
        text.CopyTo(Reserve(text.Length));
        _isLineStart = false;
    }

    /// <summary>The place of the next characters, which count as written.</summary>
    private Span<char> Reserve(int length)
    {
        var start = _length;
        _length += length;
        if (_length > _text.Length) Array.Resize(ref _text, Math.Max(_length, _text.Length * 2));
        return _text.AsSpan(start, length);
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

        public void AppendFormatted(int number) => _writer.Append(number);

        public void AppendFormatted(LiteralText text) => _writer.Literal(text.Value);

        public void AppendFormatted(XmlText text) => _writer.Xml(text.Value.AsSpan());
    }
}
