using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Starface.Probes.Outside.Datagrams;

/// <summary>
/// The request that a prober sends, and its answer. It asks what the other one can do (OPTIONS), which registers nothing and rings nowhere,
/// and has all that a router with a SIP ALG rewrites: Via, Contact, and the addresses of sound.
/// </summary>
internal static class SipMessage
{
    /// <summary>The most bytes that are read of a message.</summary>
    public const int MostBytes = 2048;

    private const string TokenHeader = "X-Starface-Doctor";
    private const string User = "starface-doctor";

    /// <summary>A port for sound that is not used; a router that rewrites it shows itself.</summary>
    private const int SoundPort = 49_170;

    private static readonly string[] Copied = ["Via:", "From:", "To:", "Call-ID:", "CSeq:"];

    /// <summary>The request.</summary>
    /// <param name="local">Where it is sent from: the addresses in it are those of a phone that does not know of a router.</param>
    /// <param name="target">Where it is sent to.</param>
    /// <param name="transport">UDP or TCP.</param>
    /// <param name="token">The token of the question.</param>
    public static byte[] Question(IPEndPoint local, IPEndPoint target, ProtocolType transport, string token)
    {
        var name = transport == ProtocolType.Tcp ? "TCP" : "UDP";
        var (family, address) = (local.AddressFamily == AddressFamily.InterNetwork ? "IP4" : "IP6", local.Address.ToString());
        var body = Invariant(
            $"""
            v=0
            o={User} 1 1 IN {family} {address}
            s={User}
            c=IN {family} {address}
            t=0 0
            m=audio {SoundPort} RTP/AVP 0 8
            a=rtcp:{SoundPort + 1} IN {family} {address}

            """);
        return Encoding.ASCII.GetBytes(Invariant(
            $"""
            OPTIONS sip:{User}@{target} SIP/2.0
            Via: SIP/2.0/{name} {local};branch=z9hG4bK{token};rport
            Max-Forwards: 70
            From: <sip:{User}@{Host(local)}>;tag={token[^8..]}
            To: <sip:{User}@{Host(target)}>
            Call-ID: {token}@{Host(local)}
            CSeq: 1 OPTIONS
            Contact: <sip:{User}@{local};transport={name.ToLowerInvariant()}>
            Accept: application/sdp
            {TokenHeader}: {token}
            Content-Type: application/sdp
            Content-Length: {body.Length}


            """) + body);
    }

    /// <summary>
    /// The answer to a request as it arrived; null where it would be longer than the request, which it then is not an answer to.
    /// </summary>
    /// <param name="question">The request.</param>
    /// <param name="local">Where it arrived.</param>
    /// <param name="token">The token of the answer.</param>
    public static byte[]? Answer(ReadOnlySpan<byte> question, IPEndPoint local, string token)
    {
        var copied = string.Concat(HeadOf(question).Where(line => Copied.Any(name => IsOf(line, name)))
            .Select(line => (IsOf(line, "To:") ? $"{line};tag={token[^8..]}" : line) + "\r\n"));
        var answer = Encoding.Latin1.GetBytes(
            $"SIP/2.0 200 OK\r\n{copied}Contact: <sip:{User}@{local}>\r\n{TokenHeader}: {token}\r\nContent-Length: 0\r\n\r\n");
        return answer.Length <= question.Length ? answer : null;
    }

    /// <summary>The lines of a message before its body. Every byte is a character.</summary>
    /// <param name="message">The message.</param>
    public static string[] HeadOf(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n\r\n"u8);
        return Encoding.Latin1.GetString(end < 0 ? message : message[..end]).Split("\r\n");
    }

    /// <summary>The body of a message.</summary>
    /// <param name="message">The message.</param>
    public static string[] BodyOf(ReadOnlySpan<byte> message)
    {
        var end = message.IndexOf("\r\n\r\n"u8);
        return end < 0 ? [] : Encoding.Latin1.GetString(message[(end + 4)..]).Split("\r\n");
    }

    private static bool IsOf(string line, string name) => line.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    private static string Host(IPEndPoint end) =>
        end.AddressFamily == AddressFamily.InterNetwork ? end.Address.ToString() : $"[{end.Address}]";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture).ReplaceLineEndings("\r\n");
}
