using System.Net;
using Starface.Probes.Wire;

namespace Starface.Probes.Tests;

/// <summary>What the servers' datagrams are read as. The examples of STUN are those of RFC 5769.</summary>
public class WireTests
{
    private static readonly byte[] Id = Convert.FromHexString("B7E7A701BC34D686FA87DFAE");

    private static readonly string ResponseIPv4 =
        "0101003C2112A442B7E7A701BC34D686FA87DFAE8022000B7465737420766563746F7220002000080001A147E112A643"
        + "000800142B91F599FD9E90C38C7489F92AF9BA53F06BE7D780280004C07D4C96";

    private static readonly string ResponseIPv6 =
        "010100482112A442B7E7A701BC34D686FA87DFAE8022000B7465737420766563746F7220002000140002A1470113A9FA"
        + "A5D3F179BC25F4B5BED2B9D900080014A382954E4BE67BF11784C97C8292C275BFE3ED4180280004C8FB0B4C";

    [Fact]
    public void The_address_of_a_client_is_read_from_the_examples_of_the_standard()
    {
        Assert.True(StunMessage.TryReadAnswer(Convert.FromHexString(ResponseIPv4), Id, out var four));
        Assert.Equal(IPEndPoint.Parse("192.0.2.1:32853"), four.Mapped);

        Assert.True(StunMessage.TryReadAnswer(Convert.FromHexString(ResponseIPv6), Id, out var six));
        Assert.Equal(IPEndPoint.Parse("[2001:db8:1234:5678:11:2233:4455:6677]:32853"), six.Mapped);
    }

    [Fact]
    public void A_request_that_comes_back_is_not_an_answer() =>
        Assert.False(StunMessage.TryReadAnswer(StunMessage.Request(Id), Id, out _));

    [Fact]
    public void The_answer_to_another_request_is_not_one()
    {
        var other = Id.ToArray();
        other[11]++;
        Assert.False(StunMessage.TryReadAnswer(Convert.FromHexString(ResponseIPv4), other, out _));
    }

    [Fact]
    public void A_success_without_an_address_is_not_an_answer()
    {
        var message = StunMessage.Request(Id);
        message[0] = 1;
        Assert.False(StunMessage.TryReadAnswer(message, Id, out _));
    }

    [Fact]
    public void No_cut_or_changed_datagram_breaks_the_readers()
    {
        var random = new Random(1);
        foreach (var text in new[] { ResponseIPv4, ResponseIPv6 })
        {
            var whole = Convert.FromHexString(text);
            for (var length = 0; length < whole.Length; length++)
                Assert.False(StunMessage.TryReadAnswer(whole.AsSpan(0, length), Id, out _));
            for (var i = 0; i < 20_000; i++)
            {
                var changed = whole.ToArray();
                for (var j = random.Next(4); j >= 0; j--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
                StunMessage.TryReadAnswer(changed, Id, out _);
                NtpPacket.TryReadAnswer(changed, token => token == 1, out _);
            }
        }
    }

    [Fact]
    public void An_answer_of_a_time_server_has_the_token_of_its_question()
    {
        var packet = NtpAnswer(stratum: 2, token: 7);

        Assert.True(NtpPacket.TryReadAnswer(packet, token => token == 7, out var answer));
        Assert.True(answer.IsSynchronised);
        Assert.Equal(0, answer.OffsetFrom(answer.ReceivedAt, answer.SentAt), 6);
        Assert.False(NtpPacket.TryReadAnswer(packet, token => token == 8, out _));
        Assert.False(NtpPacket.TryReadAnswer(packet.AsSpan(0, 47), token => token == 7, out _));
        Assert.False(NtpPacket.TryReadAnswer(NtpPacket.Question(7), token => token == 7, out _));
    }

    [Theory]
    [InlineData("RATE")]
    [InlineData("DENY")]
    public void A_kiss_of_death_is_told_from_a_time(string letters)
    {
        var packet = NtpAnswer(stratum: 0, token: 7);
        System.Text.Encoding.ASCII.GetBytes(letters).CopyTo(packet, 12);

        Assert.True(NtpPacket.TryReadAnswer(packet, token => token == 7, out var answer));
        Assert.Equal(letters, answer.Refusal);
        Assert.False(answer.IsSynchronised);
    }

    [Fact]
    public void A_clock_that_is_not_synchronised_is_told()
    {
        var packet = NtpAnswer(stratum: 3, token: 7);
        packet[0] |= 0xC0;

        Assert.True(NtpPacket.TryReadAnswer(packet, token => token == 7, out var answer));
        Assert.False(answer.IsSynchronised);
        Assert.Null(answer.Refusal);
    }

    [Theory]
    [InlineData("2026-11-30T14:00:00Z")]
    [InlineData("2036-02-07T06:28:17Z")]
    [InlineData("2040-01-01T00:00:00Z")]
    public void Times_are_those_of_their_era(string text)
    {
        var seconds = NtpPacket.SecondsOf(DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture));
        var packet = NtpAnswer(stratum: 1, token: 7, (uint)(ulong)seconds);

        Assert.True(NtpPacket.TryReadAnswer(packet, token => token == 7, out var answer));
        Assert.Equal(0, answer.OffsetFrom(seconds, seconds), 3);
    }

    [Fact]
    public void A_kiss_of_death_shows_no_character_that_is_not_printable()
    {
        var packet = NtpAnswer(stratum: 0, token: 7);
        new byte[] { 0x1B, (byte)'[', 0x9B, 0xFF }.CopyTo(packet, 12);

        Assert.True(NtpPacket.TryReadAnswer(packet, token => token == 7, out var answer));
        Assert.Equal(".[..", answer.Refusal);
    }

    public static TheoryData<string, bool> DnsAnswers => new()
    {
        { "000002000100000E10000100", true },
        // The same as dnsmasq writes it from its cache: with a pointer to the question's name.
        { "C00C0002000100000E10000100", true },
        { "C00D0002000100000E10000100", false },
        { "0000060001" + "00000E10000100", false },
        { "00000200010000", false },
        { "000002000100000E10FFFF00", false },
        { "", false },
        { "40000002000100000E100000", false },
    };

    [Theory]
    [MemberData(nameof(DnsAnswers))]
    public void A_resolvers_answer_has_the_record_that_was_asked_for(string record, bool has)
    {
        byte[] message = [0, 7, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 1, .. Convert.FromHexString(record)];

        Assert.True(DnsQuestion.TryReadAnswer(message, 7, out var answer));

        Assert.Equal(new DnsAnswer(0, has, IsTruncated: false, IsRecursive: true), answer);
        Assert.False(DnsQuestion.TryReadAnswer(message, 8, out _));
        Assert.False(DnsQuestion.TryReadAnswer(DnsQuestion.Write(7), 7, out _));
        for (var length = 0; length < message.Length; length++)
            Assert.False(DnsQuestion.TryReadAnswer(message.AsSpan(0, length), 7, out var cut) && cut.HasRecord);
    }

    internal static byte[] NtpAnswer(byte stratum, ulong token, uint seconds = 3_900_000_000)
    {
        var packet = new byte[48];
        packet[0] = 0x24;
        packet[1] = stratum;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(packet.AsSpan(24), token);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(32), seconds);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(40), seconds);
        return packet;
    }
}
