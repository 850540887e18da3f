namespace Starface.Probes.Outside.Pairing;

/// <summary>
/// What a prober says first on a TCP connection. Only one who knows the key can, and a listener answers each greeting once.
/// </summary>
/// <param name="IsControl">Whether questions follow; else the connection has shown what it should when the answer has come.</param>
/// <param name="Nonce">A number that is used once: the prober's session, and a number in it.</param>
internal readonly record struct Greeting(bool IsControl, UInt128 Nonce)
{
    /// <summary>The bytes of a greeting.</summary>
    public const int Length = 4 + 1 + 16 + Seal.Length;

    private const string Purpose = "greeting of the prober";

    /// <summary>The prober's session: the first half of the number.</summary>
    public ulong Session => (ulong)(Nonce >> 64);

    private static ReadOnlySpan<byte> Mark => "SFD1"u8;

    /// <summary>The greeting as it is sent.</summary>
    /// <param name="key">The key.</param>
    public byte[] Write(PairingKey key)
    {
        var bytes = new byte[Length];
        var writer = new WireWriter(bytes);
        writer.Bytes(Mark);
        writer.Byte(IsControl ? (byte)1 : (byte)0);
        writer.UInt128(Nonce);
        writer.Seal(key.SealFor(Purpose));
        return bytes;
    }

    /// <summary>Reads a greeting.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="key">The key.</param>
    /// <param name="greeting">The greeting.</param>
    /// <returns>Whether it is one, from someone who knows the key.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, PairingKey key, out Greeting greeting)
    {
        var reader = new WireReader(bytes);
        reader.Expect(Mark);
        var purpose = reader.Byte();
        greeting = new Greeting(purpose == 1, reader.UInt128());
        reader.Seal(key.SealFor(Purpose));
        return reader is { IsValid: true, IsAtEnd: true } && purpose <= 1;
    }
}
