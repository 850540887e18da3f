using System.Net;

namespace Starface.Probes.Outside.Pairing;

/// <summary>What a listener answers to a greeting.</summary>
/// <param name="Port">The port at which the connection arrived; another one than was tried where something on the way forwards it.</param>
/// <param name="Seen">Where the connection came from, as the listener sees it.</param>
/// <param name="Nonce">A number that is used once.</param>
internal sealed record GreetingAnswer(int Port, IPEndPoint Seen, UInt128 Nonce)
{
    /// <summary>The bytes of an answer.</summary>
    public const int Length = 4 + 2 + WireWriter.EndPointLength + 16 + Seal.Length;

    private const string Purpose = "greeting of the listener";

    private static ReadOnlySpan<byte> Mark => "SFD2"u8;

    /// <summary>The answer as it is sent.</summary>
    /// <param name="greeting">What is answered.</param>
    /// <param name="key">The key.</param>
    public byte[] Write(Greeting greeting, PairingKey key)
    {
        var bytes = new byte[Length];
        var writer = new WireWriter(bytes);
        writer.Bytes(Mark);
        writer.UInt16(Port);
        writer.EndPoint(Seen);
        writer.UInt128(Nonce);
        writer.Seal(SealFor(greeting, key));
        return bytes;
    }

    /// <summary>Reads an answer; null where it is not one of the listener, to this greeting.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="greeting">The greeting.</param>
    /// <param name="key">The key.</param>
    public static GreetingAnswer? Read(ReadOnlySpan<byte> bytes, Greeting greeting, PairingKey key)
    {
        var reader = new WireReader(bytes);
        reader.Expect(Mark);
        var (port, seen, nonce) = (reader.UInt16(), reader.EndPoint(), reader.UInt128());
        reader.Seal(SealFor(greeting, key));
        return reader is { IsValid: true, IsAtEnd: true } && seen is not null ? new GreetingAnswer(port, seen, nonce) : null;
    }

    private static Seal SealFor(Greeting greeting, PairingKey key)
    {
        var salt = new byte[16];
        new WireWriter(salt).UInt128(greeting.Nonce);
        return key.SealFor(Purpose, salt);
    }
}
