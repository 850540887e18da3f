using Starface.Drift.Output;

namespace Starface.Cli.Screen;

/// <summary>Text for people: styled where the output is a terminal with colours, and wrapped to its width.</summary>
/// <param name="output">Receives the text.</param>
/// <param name="width">The columns there are.</param>
/// <param name="useColor">Whether styles are written as ANSI escape sequences; else they are left out.</param>
internal sealed class TableScreen(OutputGate output, int width, bool useColor)
{
    /// <summary>The columns there are.</summary>
    public int Width { get; } = width;

    /// <summary>Writes a piece of a line.</summary>
    /// <param name="text">The text, without line breaks.</param>
    /// <param name="style">How it looks.</param>
    public void Write(string text, TextStyle style = TextStyle.Plain) => output.Write(text, useColor ? ParametersOf(style) : []);

    /// <summary>Writes spaces within a line.</summary>
    /// <param name="count">How many; none or less for none.</param>
    public void WriteSpaces(int count) => output.WriteSpaces(count);

    /// <summary>Ends the line.</summary>
    public void EndLine() => output.EndLine();

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
    private static ReadOnlySpan<int> ParametersOf(TextStyle style) => style switch
    {
        TextStyle.Heading => [1],
        TextStyle.Muted => [2],
        TextStyle.Good => [1, 32],
        TextStyle.Warning => [33],
        TextStyle.Error => [1, 31],
        _ => [],
    };
}
