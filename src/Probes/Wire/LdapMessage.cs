using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Numerics;

namespace Starface.Probes.Wire;

/// <summary>The few messages of LDAP (RFC 4511) that need no credentials.</summary>
/// <param name="Id">The id of the request that is answered.</param>
/// <param name="Kind">The kind of answer.</param>
/// <param name="Result">The result's code; 0 is success.</param>
internal sealed record LdapMessage(int Id, int Kind, int Result)
{
    /// <summary>The kind of an answer to a bind.</summary>
    public const int BindResponse = 1;

    /// <summary>The kind of an answer to StartTLS.</summary>
    public const int ExtendedResponse = 24;

    private const int LongestMessage = 8192;

    /// <summary>A bind as nobody, without a password: message 1.</summary>
    public static byte[] AnonymousBind { get; } = Convert.FromHexString("300C020101600702010304008000");

    /// <summary>The request to begin TLS: message 2.</summary>
    public static byte[] StartTls { get; } =
        [0x30, 0x1D, 2, 1, 2, 0x77, 0x18, 0x80, 0x16, .. "1.3.6.1.4.1.1466.20037"u8];

    /// <summary>The end of the session: message 3.</summary>
    public static byte[] Unbind { get; } = [0x30, 5, 2, 1, 3, 0x42, 0];

    /// <summary>Reads an answer.</summary>
    /// <param name="received">What came so far.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isBroken">Whether more bytes cannot make it one.</param>
    public static bool TryRead(ReadOnlySpan<byte> received, [NotNullWhen(true)] out LdapMessage? answer, out bool isBroken)
    {
        answer = null;
        isBroken = received.Length > 0 && received[0] != 0x30;
        if (isBroken || !AsnDecoder.TryReadEncodedValue(
            received, AsnEncodingRules.BER, out _, out _, out _, out var length))
        {
            isBroken |= received.Length > LongestMessage;
            return false;
        }

        try
        {
            var message = new AsnReader(received[..length].ToArray(), AsnEncodingRules.BER).ReadSequence();
            var id = message.ReadInteger();
            var tag = message.PeekTag();
            if (tag.TagClass != TagClass.Application || id > int.MaxValue || id < BigInteger.Zero) throw new AsnContentException();
            var response = message.ReadSequence(tag);
            var code = response.ReadEnumeratedBytes();
            if (code.Length != 1) throw new AsnContentException();
            answer = new LdapMessage((int)id, tag.TagValue, code.Span[0]);
            return true;
        }
        catch (AsnContentException)
        {
            isBroken = true;
            return false;
        }
    }
}
