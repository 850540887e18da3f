using System.Buffers;

namespace Starface.Drift.Output;

/// <summary>A buffer that passes what is written to it on in whole lines, some at a time.</summary>
/// <param name="write">Receives lines.</param>
internal sealed class JsonLines(JsonLines.Receive write) : IBufferWriter<byte>
{
    private const int Enough = 1 << 16;

    private byte[] _buffer = new byte[2 * Enough];
    private int _count;
    private bool _isLost;

    /// <summary>Receives whole lines in UTF-8.</summary>
    internal delegate void Receive(ReadOnlySpan<byte> lines);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        // A JSON writer writes the same again where it is disposed of because that failed.
        if (_isLost) return;
        _count += count;
        if (_count < Enough) return;
        var end = _buffer.AsSpan(0, _count).LastIndexOf((byte)'\n') + 1;
        if (end == 0) return;
        _isLost = true;
        write(_buffer.AsSpan(0, end));
        _isLost = false;
        _buffer.AsSpan(end, _count - end).CopyTo(_buffer);
        _count -= end;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_buffer.Length - _count < Math.Max(sizeHint, 1))
            Array.Resize(ref _buffer, Math.Max(checked(_count + sizeHint), (int)Math.Min(2L * _buffer.Length, Array.MaxLength)));
        return _buffer.AsMemory(_count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Passes the rest on.</summary>
    public void Complete()
    {
        write(_buffer.AsSpan(0, _count));
        _count = 0;
    }
}
