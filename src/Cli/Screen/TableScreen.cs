using Starface.Drift.Live;

namespace Starface.Cli.Screen;

/// <summary>Text for people: styled where the output is a terminal with colours, and wrapped to its width.</summary>
/// <param name="output">Receives the text.</param>
/// <param name="width">The columns there are.</param>
/// <param name="useColor">Whether styles are written as ANSI escape sequences; else they are left out.</param>
internal sealed class TableScreen(TextWriter output, int width, bool useColor)
{
    private const string Reset = "\u001b[0m";

    /// <summary>The columns there are.</summary>
    public int Width { get; } = width;

    /// <summary>Writes a piece of a line.</summary>
    /// <param name="text">The text, without line breaks.</param>
    /// <param name="style">How it looks.</param>
    public void Write(string text, TextStyle style = TextStyle.Plain)
    {
        // Names, values and files may be a stranger's: nothing in them may move the cursor or give a build service commands.
        var safe = SafeText.From(text);
        var sequence = useColor && safe.Length > 0 ? SequenceOf(style) : "";
        output.Write(sequence.Length == 0 ? safe : sequence + safe + Reset);
    }

    /// <summary>Ends the line.</summary>
    public void EndLine() => output.Write('\n');

    /// <summary>Writes a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">How it looks.</param>
    public void WriteLine(string text, TextStyle style = TextStyle.Plain)
    {
        Write(text, style);
        EndLine();
    }

    /// <summary>Writes a paragraph, wrapped to the width.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">How it looks.</param>
    public void WriteParagraph(string text, TextStyle style = TextStyle.Plain)
    {
        foreach (var line in TextWrap.Lines(text, Width)) WriteLine(line, style);
    }

    /// <summary>Only the basic colours, whose shades are the terminal's own, so that they can be read on every background.</summary>
    private static string SequenceOf(TextStyle style) => style switch
    {
        TextStyle.Heading => "\u001b[1m",
        TextStyle.Muted => "\u001b[2m",
        TextStyle.Good => "\u001b[1;32m",
        TextStyle.Warning => "\u001b[33m",
        TextStyle.Error => "\u001b[1;31m",
        _ => "",
    };
}
