using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Starface.EndToEnd.Scenarios.Network;

namespace Starface.EndToEnd.Scenarios.Telephony;

/// <summary>A client of an XMPP server, as far as signing in over TLS goes (RFC 6120).</summary>
internal static class XmppClient
{
    private const string Header =
        "<?xml version='1.0'?><stream:stream to='pbx.example' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        + "version='1.0'>";

    /// <summary>Whether the server accepts a user with a password.</summary>
    /// <param name="site">Where the client is.</param>
    /// <param name="server">The server.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="password">The password.</param>
    /// <param name="patience">How long it may take.</param>
    public static async Task<bool> SignsIn(Site site, IPEndPoint server, string user, string password, TimeSpan patience)
    {
        using var end = new CancellationTokenSource(patience);
        var any = server.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        using var socket = site.Open(SocketType.Stream, any, 0);
        try
        {
            await socket.ConnectAsync(server, end.Token);
            await using var plain = new NetworkStream(socket);
            await Ask(plain, Header, "</stream:features>", end.Token);
            await Ask(plain, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", "<proceed", end.Token);
            // Whose certificate it is does not matter here.
            await using var encrypted = new SslStream(plain, true, (_, _, _, _) => true);
            await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "pbx.example" }, end.Token);
            await Ask(encrypted, Header, "</stream:features>", end.Token);
            var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{user}\0{password}"));
            await Ask(
                encrypted, $"<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>{secret}</auth>", "<success", end.Token);
            return true;
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or SocketException)
        {
            return false;
        }
    }

    /// <summary>Sends, and reads until an answer has come.</summary>
    private static async Task Ask(Stream stream, string text, string answer, CancellationToken end)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), end);
        var buffer = new byte[4096];
        for (var read = ""; !read.Contains(answer, StringComparison.Ordinal);)
        {
            var length = await stream.ReadAsync(buffer, end);
            if (length == 0) throw new IOException($"The server ended the stream after '{read}'.");
            read += Encoding.UTF8.GetString(buffer, 0, length);
        }
    }
}
