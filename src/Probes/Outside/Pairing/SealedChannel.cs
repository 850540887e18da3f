using System.Buffers.Binary;

namespace Starface.Probes.Outside.Pairing;

/// <summary>
/// Messages over a TCP connection between two who greeted each other. A message has a seal over its number, so that one that was changed,
/// left out, repeated or sent back is noticed, and the connection ends.
/// </summary>
internal sealed class SealedChannel
{
    /// <summary>The most bytes that a message has.</summary>
    public const int MostBytes = 16 * 1024;

    private const int NumberLength = sizeof(ulong);
    private const int HeaderLength = sizeof(ushort) + 1;
    private readonly Stream _stream;
    private readonly Seal _outgoing;
    private readonly Seal _incoming;
    private ulong _sent;
    private ulong _received;

    private SealedChannel(Stream stream, Seal outgoing, Seal incoming) => (_stream, _outgoing, _incoming) = (stream, outgoing, incoming);

    /// <summary>The channel of the one who began.</summary>
    public static SealedChannel OfProber(Stream stream, PairingKey key, Greeting greeting, GreetingAnswer answer)
    {
        var (prober, listener) = Seals(key, greeting, answer);
        return new SealedChannel(stream, prober, listener);
    }

    /// <summary>The channel of the one who answered.</summary>
    public static SealedChannel OfListener(Stream stream, PairingKey key, Greeting greeting, GreetingAnswer answer)
    {
        var (prober, listener) = Seals(key, greeting, answer);
        return new SealedChannel(stream, listener, prober);
    }

    /// <summary>Sends a message.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="body">What it says.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task SendAsync(ControlKind kind, ReadOnlyMemory<byte> body, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(body.Length, MostBytes);
        var bytes = new byte[NumberLength + HeaderLength + body.Length + Seal.Length];
        var writer = new WireWriter(bytes);
        writer.UInt64(_sent++);
        writer.UInt16(body.Length);
        writer.Byte((byte)kind);
        writer.Bytes(body.Span);
        writer.Seal(_outgoing);
        await _stream.WriteAsync(bytes.AsMemory(NumberLength), token).ConfigureAwait(false);
    }

    /// <summary>Receives a message; null where the other one has ended the connection between two messages.</summary>
    /// <param name="token">Cancels the operation.</param>
    /// <exception cref="InvalidDataException">What came is not the next message of the other one.</exception>
    /// <exception cref="EndOfStreamException">The connection ended within a message.</exception>
    public async Task<(ControlKind Kind, byte[] Body)?> ReceiveAsync(CancellationToken token)
    {
        var header = new byte[NumberLength + HeaderLength];
        if (await _stream.ReadAtLeastAsync(header.AsMemory(NumberLength), HeaderLength, throwOnEndOfStream: false, token)
            .ConfigureAwait(false) is var read and < HeaderLength)
            return read == 0 ? null : throw new EndOfStreamException();
        var length = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(NumberLength));
        if (length > MostBytes) throw new InvalidDataException();
        var message = new byte[header.Length + length + Seal.Length];
        header.CopyTo(message, 0);
        BinaryPrimitives.WriteUInt64BigEndian(message, _received++);
        await _stream.ReadExactlyAsync(message.AsMemory(header.Length), token).ConfigureAwait(false);
        var body = message.AsSpan(header.Length, length);
        return _incoming.IsOf(message.AsSpan(0, header.Length + length), message.AsSpan(header.Length + length))
            ? ((ControlKind)header[^1], body.ToArray())
            : throw new InvalidDataException();
    }

    private static (Seal Prober, Seal Listener) Seals(PairingKey key, Greeting greeting, GreetingAnswer answer)
    {
        var salt = new byte[32];
        var writer = new WireWriter(salt);
        writer.UInt128(greeting.Nonce);
        writer.UInt128(answer.Nonce);
        return (key.SealFor("messages of the prober", salt), key.SealFor("messages of the listener", salt));
    }
}
