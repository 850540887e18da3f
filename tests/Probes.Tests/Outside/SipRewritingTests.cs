using System.Net;
using System.Net.Sockets;
using System.Text;
using Starface.Probes.Outside.Datagrams;

namespace Starface.Probes.Tests.Outside;

/// <summary>What is said of a SIP message that was changed on the way.</summary>
public sealed class SipRewritingTests
{
    private static readonly byte[] Request = SipMessage.Question(
        new(IPAddress.Parse("192.168.1.20"), 40_000),
        new(IPAddress.Parse("203.0.113.10"), 5060),
        ProtocolType.Udp,
        "sfdr0123456789");

    [Fact]
    public void A_request_has_what_a_router_rewrites_and_its_right_length()
    {
        var text = Encoding.ASCII.GetString(Request);
        var body = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

        Assert.StartsWith("OPTIONS sip:starface-doctor@203.0.113.10:5060 SIP/2.0\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Contact: <sip:starface-doctor@192.168.1.20:40000;transport=udp>\r\n", text, StringComparison.Ordinal);
        Assert.Contains("c=IN IP4 192.168.1.20\r\n", body, StringComparison.Ordinal);
        Assert.Contains($"Content-Length: {body.Length}\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n", text, StringComparison.Ordinal);
        Assert.True(Request.Length < 1300, "a request that is longer has to use TCP");
    }

    [Fact]
    public void Addresses_of_IPv6_are_written_as_SIP_wants_them()
    {
        var text = Encoding.ASCII.GetString(SipMessage.Question(
            new(IPAddress.Parse("2001:db8::20"), 40_000), new(IPAddress.Parse("2001:db8::10"), 5060), ProtocolType.Tcp, "sfdr0123456789"));

        Assert.Contains("Via: SIP/2.0/TCP [2001:db8::20]:40000;", text, StringComparison.Ordinal);
        Assert.Contains("@[2001:db8::20]:40000;transport=tcp>", text, StringComparison.Ordinal);
        Assert.Contains("c=IN IP6 2001:db8::20\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Call-ID: sfdr0123456789@[2001:db8::20]\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_arrives_as_it_was_sent_was_not_rewritten() => Assert.Empty(SipRewriting.Find(Request, Request));

    [Theory]
    [InlineData("Contact: <sip:starface-doctor@192.168.1.20:40000", "Contact: <sip:starface-doctor@198.51.100.1:61000", "Contact was '")]
    [InlineData("c=IN IP4 192.168.1.20", "c=IN IP4 198.51.100.1", "c= was 'IN IP4 192.168.1.20', and arrived as 'IN IP4 198.51.100.1'")]
    [InlineData("m=audio 49170", "m=audio 61170", "m= was 'audio 49170 RTP/AVP 0 8', and arrived as 'audio 61170 RTP/AVP 0 8'")]
    [InlineData("Max-Forwards: 70\r\n", "Max-Forwards: 69\r\n", "Max-Forwards was '70', and arrived as '69'")]
    [InlineData("Accept: application/sdp\r\n", "", "Accept is missing")]
    [InlineData("Max-Forwards: 70\r\n", "Max-Forwards: 70\r\nRecord-Route: <sip:alg>\r\n", "Record-Route was added: <sip:alg>")]
    [InlineData("OPTIONS sip:starface-doctor@203.0.113.10:5060", "OPTIONS sip:x@10.0.0.1", "the first line was '")]
    [InlineData("Max-Forwards: 70", "Max-Forwards:  70", "the order of lines, or white space")]
    public void A_change_is_named(string sent, string arrived, string expected)
    {
        var changed = Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Request).Replace(sent, arrived, StringComparison.Ordinal));

        Assert.StartsWith(expected, Assert.Single(SipRewriting.Find(Request, changed)).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Garbage_is_compared_in_bounded_room()
    {
        var garbage = new byte[SipMessage.MostBytes];
        Random.Shared.NextBytes(garbage);
        foreach (var arrived in new[] { [], garbage, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a:b\r\n", 400))) })
        {
            var found = SipRewriting.Find(Request, arrived);
            Assert.InRange(found.Length, 1, 32);
            Assert.All(found, one => Assert.True(one.Describe().Length < 2500));
        }
    }
}
