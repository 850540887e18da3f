namespace Starface.Cli.Revisions;

/// <summary>The next bytes of a stream that others follow.</summary>
/// <param name="whole">The stream.</param>
/// <param name="length">How many bytes.</param>
internal sealed class PartOfStream(Stream whole, long length) : Stream
{
    private long _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <summary>Passes over what was not read.</summary>
    public void SkipRest() => CopyTo(Null);

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_read == length || buffer.IsEmpty) return 0;
        var read = whole.Read(buffer[..(int)Math.Min(buffer.Length, length - _read)]);
        if (read == 0) throw new EndOfStreamException();
        _read += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
