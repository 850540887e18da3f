using Starface.Cli.Commands;

namespace Starface.Cli.Rendering;

/// <summary>Where tables are written: text with tones, in a number of columns.</summary>
internal abstract class TableScreen(int width)
{
    /// <summary>The columns there are.</summary>
    public int Width { get; } = width;

    /// <summary>The screen for a command: colours only where they are wanted, so that a pipe never loads what draws them.</summary>
    /// <param name="context">What the command works with.</param>
    public static TableScreen For(CommandContext context) =>
        context.Environment.UseColor ? ColorScreen.On(context.Output, context.Environment.TableWidth) : new PlainScreen(context.Output, context.Environment.TableWidth);

    /// <summary>Writes a piece of a line.</summary>
    /// <param name="text">The text, without line breaks.</param>
    /// <param name="tone">What it is.</param>
    public abstract void Write(string text, Tone tone = Tone.Plain);

    /// <summary>Ends the line.</summary>
    public abstract void EndLine();

    /// <summary>Writes a line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tone">What it is.</param>
    public void WriteLine(string text, Tone tone = Tone.Plain)
    {
        Write(text, tone);
        EndLine();
    }

    /// <summary>Writes a paragraph, wrapped to the width.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tone">What it is.</param>
    public void WriteParagraph(string text, Tone tone = Tone.Plain)
    {
        foreach (var line in TextWrap.Lines(text, Width)) WriteLine(line, tone);
    }
}
