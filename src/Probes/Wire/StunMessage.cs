using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Starface.Probes.Wire;

/// <summary>A message of STUN (RFC 8489): what a server says of where a request came from.</summary>
internal sealed record StunMessage
{
    /// <summary>The length of a transaction's id.</summary>
    public const int IdLength = 12;

    private const int HeaderLength = 20;
    private const uint MagicCookie = 0x2112A442;
    private const ushort BindingRequest = 0x0001;
    private const ushort BindingSuccess = 0x0101;
    private const ushort BindingError = 0x0111;
    private const ushort MappedAddress = 0x0001;
    private const ushort ChangeRequest = 0x0003;
    private const ushort ErrorCodeAttribute = 0x0009;
    private const ushort XorMappedAddress = 0x0020;
    private const ushort OtherAddressAttribute = 0x802C;

    /// <summary>The address and port that the request came from, or null.</summary>
    public IPEndPoint? Mapped { get; private init; }

    /// <summary>The second address and port of a server that supports the discovery of NAT behaviour (RFC 5780), or null.</summary>
    public IPEndPoint? OtherAddress { get; private init; }

    /// <summary>The code of an error response, or null for a success.</summary>
    public int? ErrorCode { get; private init; }

    /// <summary>Writes a Binding request.</summary>
    /// <param name="id">The transaction's id, which cannot be guessed.</param>
    /// <param name="changesAddress">Whether the answer is to come from the server's second address.</param>
    /// <param name="changesPort">Whether it is to come from the server's second port.</param>
    public static byte[] Request(ReadOnlySpan<byte> id, bool changesAddress = false, bool changesPort = false)
    {
        var isPlain = !changesAddress && !changesPort;
        var message = new byte[HeaderLength + (isPlain ? 0 : 8)];
        BinaryPrimitives.WriteUInt16BigEndian(message, BindingRequest);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)(message.Length - HeaderLength));
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), MagicCookie);
        id.CopyTo(message.AsSpan(8, IdLength));
        if (isPlain) return message;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(HeaderLength), ChangeRequest);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(HeaderLength + 2), 4);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(HeaderLength + 4), (changesAddress ? 4u : 0) | (changesPort ? 2u : 0));
        return message;
    }

    /// <summary>Reads the answer to a Binding request.</summary>
    /// <param name="message">The datagram.</param>
    /// <param name="id">The id of the request.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>Whether it is one: a datagram with another id is not.</returns>
    public static bool TryReadAnswer(ReadOnlySpan<byte> message, ReadOnlySpan<byte> id, [NotNullWhen(true)] out StunMessage? answer)
    {
        answer = null;
        if (message.Length < HeaderLength || BinaryPrimitives.ReadUInt32BigEndian(message[4..]) != MagicCookie) return false;
        var type = BinaryPrimitives.ReadUInt16BigEndian(message);
        var length = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        if (type is not (BindingSuccess or BindingError) || length % 4 != 0 || length != message.Length - HeaderLength) return false;
        if (!message.Slice(8, IdLength).SequenceEqual(id)) return false;

        IPEndPoint? mapped = null, plain = null, other = null;
        int? code = null;
        var rest = message[HeaderLength..];
        while (rest.Length >= 4)
        {
            var attribute = BinaryPrimitives.ReadUInt16BigEndian(rest);
            int size = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            var padded = (size + 3) & ~3;
            if (padded > rest.Length - 4) return false;
            var value = rest.Slice(4, size);
            switch (attribute)
            {
                case XorMappedAddress:
                    mapped ??= ReadAddress(value, message.Slice(4, 16));
                    break;
                case MappedAddress:
                    plain ??= ReadAddress(value, []);
                    break;
                case OtherAddressAttribute:
                    other ??= ReadAddress(value, []);
                    break;
                case ErrorCodeAttribute when value.Length >= 4:
                    code ??= ((value[2] & 7) * 100) + value[3];
                    break;
            }

            rest = rest[(4 + padded)..];
        }

        if (!rest.IsEmpty) return false;
        if (type == BindingSuccess && (mapped ?? plain) is null) return false;
        answer = new StunMessage
        {
            Mapped = mapped ?? plain,
            OtherAddress = other,
            ErrorCode = type == BindingError ? code ?? 0 : null,
        };
        return true;
    }

    /// <summary>An address, whose bits are combined with the header's from the cookie on where it has one.</summary>
    private static IPEndPoint? ReadAddress(ReadOnlySpan<byte> value, ReadOnlySpan<byte> mask)
    {
        if (value.Length < 8) return null;
        var length = value[1] switch
        {
            1 => 4,
            2 => 16,
            _ => 0,
        };
        if (length == 0 || value.Length != 4 + length) return null;
        Span<byte> bytes = stackalloc byte[length];
        value[4..].CopyTo(bytes);
        int port = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
        if (!mask.IsEmpty)
        {
            port ^= BinaryPrimitives.ReadUInt16BigEndian(mask);
            for (var i = 0; i < length; i++) bytes[i] ^= mask[i];
        }

        return new IPEndPoint(new IPAddress(bytes), port);
    }
}
