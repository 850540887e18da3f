using Starface.Policy.Problems;

namespace Starface.Drift.Files;

/// <summary>A stream that fails where more comes than is accepted.</summary>
/// <param name="inner">The stream that is read.</param>
/// <param name="limit">How much is accepted.</param>
internal sealed class LimitedStream(Stream inner, InputLimit limit) : Stream
{
    private const int BufferSize = 1 << 16;

    private long _count;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _count;
        set => throw new NotSupportedException();
    }

    /// <summary>Copies a stream to its end.</summary>
    /// <exception cref="BeyondLimitException">More comes than is accepted.</exception>
    public static void Copy(Stream from, Stream to, InputLimit limit)
    {
        using var limited = new LimitedStream(from, limit);
        limited.CopyTo(to, BufferSize);
    }

    /// <inheritdoc cref="Copy"/>
    public static async Task CopyAsync(Stream from, Stream to, InputLimit limit, CancellationToken token)
    {
        await using var limited = new LimitedStream(from, limit);
        await limited.CopyToAsync(to, BufferSize, token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer) => Counted(inner.Read(buffer));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int read)
    {
        _count += read;
        return _count <= limit.Most ? read : throw new BeyondLimitException(limit);
    }
}
