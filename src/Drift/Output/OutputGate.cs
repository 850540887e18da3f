using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using Starface.Policy.Problems;

namespace Starface.Drift.Output;

/// <summary>
/// The only way to a stream. Every string may be a stranger's, and is written as one of its lines or a part of one; what has a syntax is
/// written in a medium, which escapes the strings in it.
/// </summary>
/// <param name="writer">The stream.</param>
internal sealed class OutputGate(TextWriter writer)
{
    private const string Spaces = "                                                                ";

    private static readonly XmlWriterSettings XmlSettings =
        new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = true };

    private bool _isAtStart = true;
    private char _last;
    private int _replaceable;

    /// <summary>Writes a piece of a line: nothing in it moves the cursor, begins a line, or is a command to a build service.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">The parameters of an ANSI sequence that selects how the text looks, or none for a plain one.</param>
    public void Write(string text, params ReadOnlySpan<int> style)
    {
        if (text.Length == 0) return;
        var safe = SafeText.From(text);
        if (_last == '#' && safe[0] == '#') safe = " " + safe;
        if (_isAtStart) safe = SafeText.AtStart(safe);
        _isAtStart &= string.IsNullOrWhiteSpace(safe);
        _last = safe[^1];
        if (style.IsEmpty) writer.Write(safe);
        else writer.Write($"\u001b[{Parameters(style)}m{safe}\u001b[0m");
    }

    /// <summary>Writes spaces within a line.</summary>
    /// <param name="count">How many; none or less for none.</param>
    public void WriteSpaces(int count)
    {
        for (var left = count; left > 0; left -= Spaces.Length) writer.Write(Spaces.AsSpan(0, Math.Min(left, Spaces.Length)));
        if (count > 0) _last = ' ';
    }

    /// <summary>Writes a line.</summary>
    /// <param name="text">The text.</param>
    public void WriteLine(string text)
    {
        Write(text);
        EndLine();
    }

    /// <summary>Writes a text of several lines, which ends with a line break or not.</summary>
    /// <param name="text">The text.</param>
    public void WriteLines(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n')) WriteLine(line.TrimEnd('\r'));
    }

    /// <summary>Ends the line.</summary>
    public void EndLine()
    {
        writer.Write("\n");
        (_isAtStart, _last) = (true, '\n');
    }

    /// <summary>Writes a line of a medium.</summary>
    public void WriteLine<TMedium>(MediumText<TMedium> line)
        where TMedium : IMedium
    {
        writer.Write(line.ToString());
        EndLine();
    }

    /// <summary>Writes one JSON value.</summary>
    /// <param name="write">Writes it.</param>
    public void WriteJson(Action<Utf8JsonWriter> write) => JsonText.Write(writer, write);

    /// <summary>Writes a document of XML.</summary>
    /// <param name="write">Writes its elements.</param>
    public void WriteXml(Action<XmlElements> write)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        using (var xml = XmlWriter.Create(text, XmlSettings)) write(new XmlElements(xml));
        writer.Write(text.Append('\n').ToString());
    }

    /// <summary>Shows a text in place of the one shown by this method before; the empty one removes it. For terminals only.</summary>
    /// <param name="text">The text.</param>
    public void Replace(string text)
    {
        var safe = SafeText.From(text);
        writer.Write('\r' + safe.PadRight(_replaceable));
        if (safe.Length == 0) writer.Write("\r");
        _replaceable = safe.Length;
        Flush();
    }

    /// <summary>Sends what was written on its way.</summary>
    public void Flush() => writer.Flush();

    private static string Parameters(ReadOnlySpan<int> style)
    {
        var text = new StringBuilder();
        foreach (var parameter in style) text.Append(text.Length == 0 ? "" : ";").Append(CultureInfo.InvariantCulture, $"{parameter}");
        return text.ToString();
    }
}
