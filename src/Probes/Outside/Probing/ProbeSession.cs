using System.Buffers.Binary;
using System.Security.Cryptography;
using Starface.Probes.Outside.Datagrams;
using Starface.Probes.Outside.Pairing;

namespace Starface.Probes.Outside.Probing;

/// <summary>One run of a prober: its key, and the numbers that it has used.</summary>
/// <param name="key">The key of the pair.</param>
internal sealed class ProbeSession(PairingKey key)
{
    private int _next = -1;

    /// <summary>The key.</summary>
    public PairingKey Key => key;

    /// <summary>The session, by which a listener tells it from others.</summary>
    public ulong Id { get; } = NewNumber();

    /// <summary>The seals of datagrams.</summary>
    public DatagramSeals Seals { get; } = new(key);

    /// <summary>A number that was not used before.</summary>
    public uint NextNumber() => (uint)Interlocked.Increment(ref _next);

    /// <summary>A greeting that was not used before.</summary>
    /// <param name="isControl">Whether questions follow.</param>
    public Greeting NewGreeting(bool isControl) => new(isControl, new UInt128(Id, NewNumber()));

    private static ulong NewNumber() => BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
