using System.Text;

namespace Starface.Cli.Hosting;

/// <summary>A writer to a stream that may be full or closed; after the first failure nothing is written any more.</summary>
/// <param name="stream">The writer to the stream.</param>
/// <param name="isEssential">Whether a failure ends the command; else what cannot be written is lost in silence.</param>
internal sealed class GuardedWriter(TextWriter stream, bool isEssential) : TextWriter
{
    private bool _isLost;

    /// <inheritdoc/>
    public override Encoding Encoding => stream.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    /// <exception cref="OutputLostException">It cannot be written, and the stream is essential.</exception>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (_isLost) return;
        try
        {
            stream.Write(buffer);
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            Lose(lost);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="OutputLostException">It cannot be written, and the stream is essential.</exception>
    public override void Flush()
    {
        if (_isLost) return;
        try
        {
            stream.Flush();
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            Lose(lost);
        }
    }

    private static bool IsLoss(Exception lost) => WholeFiles.IsFileProblem(lost) || lost is ObjectDisposedException;

    private void Lose(Exception lost)
    {
        _isLost = true;
        if (isEssential) throw new OutputLostException(lost);
    }
}
