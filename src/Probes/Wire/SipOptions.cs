using System.Globalization;
using System.Net;
using System.Text;

namespace Starface.Probes.Wire;

/// <summary>An OPTIONS request (RFC 3261, section 11), which asks a server what it can do and registers nothing.</summary>
/// <param name="Branch">The transaction's branch, which begins with the cookie of RFC 3261.</param>
/// <param name="CallId">The call's id.</param>
/// <param name="Tag">The sender's tag.</param>
internal sealed record SipOptions(string Branch, string CallId, string Tag)
{
    private const int HeadEnd = 4;

    /// <summary>A request whose ids cannot be guessed.</summary>
    public static SipOptions Create() => new($"z9hG4bK{Token()}", Token(), Token());

    /// <summary>Writes the request.</summary>
    /// <param name="transport">UDP, TCP or TLS.</param>
    /// <param name="local">The address and port that it is sent from.</param>
    /// <param name="remote">The host or address, and the port, that it is for.</param>
    public byte[] Write(string transport, IPEndPoint local, string remote)
    {
        var parameter = transport == "UDP" ? "" : $";transport={transport.ToLowerInvariant()}";
        return Encoding.ASCII.GetBytes(
            $"OPTIONS sip:{remote}{parameter} SIP/2.0\r\n"
            + $"Via: SIP/2.0/{transport} {local};rport;branch={Branch}\r\n"
            + "Max-Forwards: 70\r\n"
            + $"From: <sip:anonymous@anonymous.invalid>;tag={Tag}\r\n"
            + $"To: <sip:{remote}>\r\n"
            + $"Call-ID: {CallId}\r\n"
            + "CSeq: 1 OPTIONS\r\n"
            + $"Contact: <sip:{local}{parameter}>\r\n"
            + "Accept: application/sdp\r\n"
            + "User-Agent: starface-policy doctor\r\n"
            + "Content-Length: 0\r\n\r\n");
    }

    /// <summary>Reads the answer.</summary>
    /// <param name="message">What came.</param>
    /// <returns>The status, or null where it is not an answer to this request, or has not all come.</returns>
    public int? ReadStatus(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n\r\n"u8);
        if (end < 0 || TextLines.First(message) is not { } first || TextLines.StatusOf(first, "SIP/2.0 ") is not { } status) return null;
        var headers = TextLines.HeadersOf(message[..end]);
        return ValueOf(headers, "Call-ID", "i") == CallId
            && ValueOf(headers, "Via", "v")?.Contains(Branch, StringComparison.Ordinal) == true
            && ValueOf(headers, "CSeq", "CSeq") is ['1', ' ' or '\t', ..]
            ? status
            : null;
    }

    /// <summary>What follows the line ends before a message, which a reader has to pass over (RFC 3261, section 7.5).</summary>
    /// <param name="message">What came.</param>
    public static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> message) => message.TrimStart("\r\n"u8);

    /// <summary>The length of the first message of a stream, whose head has come.</summary>
    /// <param name="message">What came.</param>
    public static int LengthOf(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n\r\n"u8);
        var told = ValueOf(TextLines.HeadersOf(message[..end]), "Content-Length", "l");
        var body = ushort.TryParse(told, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;
        return Math.Min(end + HeadEnd + body, message.Length);
    }

    private static string? ValueOf(List<(string Name, string Value)> headers, string name, string shortName) => headers
        .Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
            || header.Name.Equals(shortName, StringComparison.OrdinalIgnoreCase))
        .Select(header => header.Value)
        .FirstOrDefault();

    private static string Token() =>
        Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(10));
}
