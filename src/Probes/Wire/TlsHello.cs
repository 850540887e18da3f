using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Starface.Policy;

namespace Starface.Probes.Wire;

/// <summary>
/// The first message of TLS, made by hand: libraries refuse versions that are too low, and what a server makes of these is the question.
/// </summary>
internal static class TlsHello
{
    private const byte HandshakeRecord = 22;
    private const byte AlertRecord = 21;
    private const byte ClientHello = 1;
    private const byte ServerHello = 2;
    private const int RandomLength = 32;
    private const ushort SupportedVersions = 43;
    private const ushort RecordVersion = 0x0301;
    private const int LongestRecord = 16 * 1024 + 256;

    /// <summary>Those of TLS 1.3, then what servers of every age have.</summary>
    private static readonly ushort[] NewSuites = [0x1301, 0x1302, 0x1303];

    private static readonly ushort[] OldSuites =
    [
        0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC009, 0xC013, 0xC00A, 0xC014, 0xC023, 0xC027, 0x009C, 0x009D, 0x002F, 0x0035,
        0x003C, 0x003D, 0x009E, 0x009F, 0x0033, 0x0039, 0xC008, 0xC012, 0x000A, 0x00FF,
    ];

    private static readonly ushort[] Groups = [0x001D, 0x0017, 0x0018, 0x0019];

    private static readonly ushort[] Signatures =
        [0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201, 0x0807];

    /// <summary>Writes the message that offers one version as the highest.</summary>
    /// <param name="version">The version.</param>
    /// <param name="host">The name of the server, or null.</param>
    public static byte[] Write(Tls version, string? host)
    {
        var isNewest = version == Tls.V13;
        var body = new Writer();
        body.Number(isNewest ? NumberOf(Tls.V12) : NumberOf(version));
        body.Bytes(RandomNumberGenerator.GetBytes(RandomLength));
        body.Vector8(isNewest ? RandomNumberGenerator.GetBytes(32) : []);
        body.Vector16(Numbers(isNewest ? NewSuites : OldSuites));
        body.Vector8([0]);
        var extensions = new Writer();
        if (host is not null)
        {
            var name = new Writer();
            name.Bytes([0]);
            name.Vector16(Encoding.ASCII.GetBytes(host));
            extensions.Number(0);
            extensions.Nested16(name.ToArray());
        }

        Extension(10, Nested(Numbers(Groups)));
        if (!isNewest) Extension(11, [1, 0]);
        if (version >= Tls.V12) Extension(13, Nested(Numbers(Signatures)));
        if (isNewest)
        {
            Extension(SupportedVersions, [2, 3, 4]);

            // Every 32 bytes are a public key of X25519. The handshake ends after the server's first message.
            var share = new Writer();
            share.Number(0x001D);
            share.Vector16(RandomNumberGenerator.GetBytes(32));
            Extension(51, Nested(share.ToArray()));
        }

        body.Vector16(extensions.ToArray());
        var message = body.ToArray();
        var record = new Writer();
        record.Bytes([HandshakeRecord]);
        record.Number(isNewest || version == Tls.V10 ? RecordVersion : NumberOf(Min(version, Tls.V11)));
        record.Vector16([ClientHello, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message]);
        return record.ToArray();

        void Extension(ushort type, byte[] value)
        {
            extensions.Number(type);
            extensions.Vector16(value);
        }
    }

    /// <summary>Reads what a server answers.</summary>
    /// <param name="received">What came so far.</param>
    /// <returns>The answer, or null where more has to come.</returns>
    public static TlsAnswer? Read(ReadOnlySpan<byte> received)
    {
        if (received.IsEmpty) return null;
        if (received[0] is not (HandshakeRecord or AlertRecord)) return TlsAnswer.NotTls;
        if (received.Length < 5) return null;
        int length = BinaryPrimitives.ReadUInt16BigEndian(received[3..]);
        if (received[1] != 3 || length is 0 or > LongestRecord) return TlsAnswer.NotTls;
        if (received[0] == AlertRecord)
            return received.Length < 7 ? null : length == 2 ? new TlsAnswer { Alert = received[6] } : TlsAnswer.NotTls;

        // A message may be divided among records, and no server divides its first 44 bytes; more is needed for the newest version's mark.
        var record = received[5..];
        if (record.Length < Math.Min(length, 4)) return null;
        if (record[0] != ServerHello || length < 4) return TlsAnswer.NotTls;
        var size = (record[1] << 16) | (record[2] << 8) | record[3];
        if (size > length - 4) return TlsAnswer.NotTls;
        return record.Length < 4 + size ? null : ReadHello(record.Slice(4, size));
    }

    private static TlsAnswer ReadHello(ReadOnlySpan<byte> hello)
    {
        const int fixedLength = 2 + RandomLength + 1;
        if (hello.Length < fixedLength) return TlsAnswer.NotTls;
        var version = BinaryPrimitives.ReadUInt16BigEndian(hello);
        int session = hello[fixedLength - 1];
        if (hello.Length < fixedLength + session + 3) return TlsAnswer.NotTls;
        var rest = hello[(fixedLength + session + 3)..];
        if (rest.Length >= 2)
        {
            rest = rest[2..];
            while (rest.Length >= 4)
            {
                var type = BinaryPrimitives.ReadUInt16BigEndian(rest);
                int size = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
                if (size > rest.Length - 4) return TlsAnswer.NotTls;
                if (type == SupportedVersions && size == 2) version = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
                rest = rest[(4 + size)..];
            }
        }

        return version switch
        {
            0x0301 => new TlsAnswer { Version = Tls.V10 },
            0x0302 => new TlsAnswer { Version = Tls.V11 },
            0x0303 => new TlsAnswer { Version = Tls.V12 },
            0x0304 => new TlsAnswer { Version = Tls.V13 },
            _ => TlsAnswer.NotTls,
        };
    }

    private static ushort NumberOf(Tls version) => version switch
    {
        Tls.V10 => 0x0301,
        Tls.V11 => 0x0302,
        _ => 0x0303,
    };

    private static Tls Min(Tls one, Tls other) => one < other ? one : other;

    private static byte[] Numbers(ushort[] numbers)
    {
        var writer = new Writer();
        foreach (var number in numbers) writer.Number(number);
        return writer.ToArray();
    }

    private static byte[] Nested(byte[] value)
    {
        var writer = new Writer();
        writer.Vector16(value);
        return writer.ToArray();
    }

    /// <summary>Vectors as TLS has them: their length before them.</summary>
    private sealed class Writer
    {
        private readonly List<byte> _bytes = [];

        public void Number(ushort number) => _bytes.AddRange([(byte)(number >> 8), (byte)number]);

        public void Bytes(byte[] bytes) => _bytes.AddRange(bytes);

        public void Vector8(byte[] bytes)
        {
            _bytes.Add((byte)bytes.Length);
            Bytes(bytes);
        }

        public void Vector16(byte[] bytes)
        {
            Number((ushort)bytes.Length);
            Bytes(bytes);
        }

        public void Nested16(byte[] bytes) => Vector16(Nested(bytes));

        public byte[] ToArray() => [.. _bytes];
    }
}
