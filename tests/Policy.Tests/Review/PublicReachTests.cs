using System.Net;
using System.Numerics;
using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;
using Starface.Policy.Review;

namespace Starface.Policy.Tests.Review;

/// <summary>How many public addresses there are among some.</summary>
public sealed class PublicReachTests
{
    [Theory]
    [InlineData("192 addresses", "203.0.113.0/25", "198.51.100.0/26")]
    [InlineData("1 address", "203.0.113.7/32", "10.0.0.0/8")]
    [InlineData("none", "10.0.0.0/8", "fd00::/8")]
    [InlineData("4,294,967,296 addresses", "0.0.0.0/0")]
    [InlineData("4,294,967,296 addresses and all of IPv6", "128.0.0.0/1", "0.0.0.0/1", "8000::/1", "::/1")]
    [InlineData("1 IPv6 network (/64)", "2001:db8::1/128", "2001:db8::ffff/128")]
    [InlineData("65,537 IPv6 networks (/64)", "2001:db8::/48", "2001:db8:1::/64")]
    [InlineData("256 addresses and 1 IPv6 network (/64)", "203.0.113.0/24", "2001:db8::/64")]
    public void The_number_is_that_of_public_addresses_and_of_networks_where_there_are_too_many(string words, params string[] prefixes) =>
        Assert.Equal(words, Of(prefixes).Describe());

    [Fact]
    public void Members_of_a_group_are_named_and_the_tag_for_everyone_is_everyone()
    {
        Assert.Equal("the members of pl-1, sg-1", PublicReach.Of(PrefixSet.Empty, ["sg-1", "pl-1", "sg-1"]).Describe());
        Assert.Equal(
            "4,294,967,296 addresses, all of IPv6 and the members of Internet", PublicReach.Of(PrefixSet.Empty, ["Internet"]).Describe());
    }

    /// <summary>Counted by going through the addresses, which knows nothing of sets.</summary>
    [Fact]
    public void It_is_what_counting_one_by_one_gives()
    {
        var random = new Random(20261129);
        for (var run = 0; run < 200; run++)
        {
            var prefixes = Enumerable.Range(0, random.Next(1, 6)).Select(_ => RandomPrefix(random)).ToArray();
            var counted = new HashSet<uint>();
            foreach (var (address, length) in prefixes)
            {
                for (var offset = 0u; offset < 1u << (32 - length); offset++)
                {
                    if (IsPublic(address + offset)) counted.Add(address + offset);
                }
            }

            var reach = Of([.. prefixes.Select(prefix => $"{Text(prefix.Address)}/{prefix.Length}")]);

            Assert.Equal(new BigInteger(counted.Count), reach.IPv4);
        }
    }

    private static PublicReach Of(params string[] prefixes) => PublicReach.Of(PrefixSet.From(prefixes.Select(Prefix.Parse)), []);

    /// <summary>A prefix beside or within a border between public and private addresses.</summary>
    private static (uint Address, int Length) RandomPrefix(Random random)
    {
        uint[] borders = [0x0A000000, 0x0B000000, 0x64400000, 0x64800000, 0xAC100000, 0xAC200000, 0xC0A80000, 0xC0A90000, 0xCB007100];
        var length = random.Next(22, 33);
        var address = borders[random.Next(borders.Length)] - (uint)random.Next(0, 2048) + (uint)random.Next(0, 2048);
        return (address & (uint.MaxValue << (32 - length)), length);
    }

    private static bool IsPublic(uint address) =>
        address >> 24 != 10 && address >> 22 != 0x64400000 >> 22 && address >> 20 != 0xAC100000 >> 20 && address >> 16 != 0xC0A8;

    private static string Text(uint address) =>
        new IPAddress([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]).ToString();
}
