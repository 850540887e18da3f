using Starface.Policy.Flows;
using Starface.Policy.Flows.Sets;

namespace Starface.Policy.Tests.Flows;

/// <summary>What every value of the algebra promises: it equals only itself, it is ordered, and an invalid one cannot be created.</summary>
public sealed class ValueTests
{
    [Fact]
    public void Addresses_are_equal_and_ordered_by_family_and_number()
    {
        Address[] ordered = [Address.Parse("0.0.0.1"), Address.Parse("0.0.0.2"), Address.Parse("::1"), Address.Parse("1::1")];

        AssertValues(ordered, (left, right) => (left == right, left != right));
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
            {
                Assert.Equal((i > j, i >= j), (ordered[i] > ordered[j], ordered[i] >= ordered[j]));
                Assert.Equal((j > i, j >= i), (ordered[i] < ordered[j], ordered[i] <= ordered[j]));
            }
        }
    }

    [Fact]
    public void The_last_address_has_no_next_one()
    {
        Assert.False(Address.Max(AddressFamily.IPv4).TryNext(out var next));
        Assert.Equal(Address.Max(AddressFamily.IPv4), next);
    }

    [Fact]
    public void Ranges_of_addresses_are_equal_and_ordered() => AssertValues(
        Values(AddressRange.Parse, "10.0.0.1-10.0.0.2", "10.0.0.1-10.0.0.3", "10.0.0.2-10.0.0.3", "::/0"),
        (left, right) => (left == right, left != right));

    [Theory]
    [InlineData("0.0.0.0/0", true)]
    [InlineData("::/0", true)]
    [InlineData("0.0.0.0/1", false)]
    [InlineData("128.0.0.0/1", false)]
    [InlineData("8000::/1", false)]
    public void A_range_from_the_first_to_the_last_address_is_any(string text, bool isAny) =>
        Assert.Equal(isAny, AddressRange.Parse(text).IsAny);

    [Fact]
    public void Prefixes_ports_protocols_and_remote_sides_are_equal_and_ordered()
    {
        AssertValues(Values(Prefix.Parse, "10.0.0.0/8", "10.0.0.0/9", "11.0.0.0/8"), (left, right) => (left == right, left != right));
        AssertValues([new PortRange(1), new PortRange(1, 2), new PortRange(2)], (left, right) => (left == right, left != right));
        AssertValues(Values(ProtocolRange.Parse, "1", "1-2", "2", "3-255"), (left, right) => (left == right, left != right));
        AssertValues(
            Values(RemoteScope.Parse, "10.0.0.0/8", "11.0.0.0/8", "group:a", "group:b"), (left, right) => (left == right, left != right));
    }

    [Fact]
    public void Flows_and_rectangles_are_equal_in_every_part_or_not_at_all()
    {
        AssertEqual(
            Values(
                FlowRange.Parse, "inbound tcp 10.0.0.0/8 1", "outbound tcp 10.0.0.0/8 1", "inbound udp 10.0.0.0/8 1",
                "inbound tcp 10.0.0.0/9 1", "inbound tcp 10.0.0.0/8 1-2", "inbound tcp group:a 1"),
            (left, right) => (left == right, left != right));
        AssertEqual(
            Values(
                Flow.Parse, "inbound tcp 10.0.0.1 1", "outbound tcp 10.0.0.1 1", "inbound udp 10.0.0.1 1", "inbound tcp 10.0.0.2 1",
                "inbound tcp 10.0.0.1 2", "inbound tcp group:a 1", "inbound tcp group:b 1"),
            (left, right) => (left == right, left != right));
    }

    [Fact]
    public void Sets_are_equal_when_their_flows_are()
    {
        FlowSet?[] sets =
        [
            null,
            FlowSet.Empty,
            SetOf("inbound tcp 10.0.0.0/8 1"),
            SetOf("inbound tcp group:a 1"),
            SetOf("inbound tcp group:b 1"),
            SetOf("inbound tcp group:a 2"),
            SetOf("inbound tcp group:a 1", "inbound tcp group:b 1"),
        ];

        for (var i = 0; i < sets.Length; i++)
        {
            for (var j = 0; j < sets.Length; j++)
            {
                Assert.Equal((i == j, i != j), (sets[i] == sets[j], sets[i] != sets[j]));
                if (sets[i] is { } left) Assert.Equal(i == j, left.Equals((object?)sets[j]));
            }
        }
    }

    [Fact]
    public void A_set_of_addresses_is_written_as_its_ranges() =>
        Assert.Equal(
            "10.0.0.0/7, 192.0.2.1-192.0.2.2, ::/0",
            PrefixSet.From(Values(Prefix.Parse, "192.0.2.1/32", "10.0.0.0/8", "192.0.2.2/32", "11.0.0.0/8", "::/0")).ToString());

    public static TheoryData<Action, string> Impossible => new()
    {
        { () => Address.Min((AddressFamily)2), "There are two address families: IPv4 and IPv6." },
        { () => _ = new AddressRange(Address.Parse("10.0.0.1"), Address.Parse("::1")), "The range 10.0.0.1-::1 mixes IPv4 and IPv6." },
        {
            () => _ = new AddressRange(Address.Parse("10.0.0.2"), Address.Parse("10.0.0.1")),
            "The range 10.0.0.2-10.0.0.1 is inverted; write 10.0.0.1-10.0.0.2."
        },
        { () => Prefix.From(Address.Parse("10.0.0.1"), 33), "A prefix of IPv4 has a length from 0 to 32." },
        { () => _ = new PortRange(-1, 1), "A port goes from 0 to 65535." },
        { () => _ = new PortRange(1, 65536), "A port goes from 0 to 65535." },
        { () => _ = new PortRange(2, 1), "The range 2-1 is inverted; write 1-2." },
        { () => PortRange.ForIcmp(256, -1), "An ICMP type goes from 0 to 255; -1 stands for all." },
        { () => PortRange.ForIcmp(8, 256), "An ICMP code goes from 0 to 255; -1 stands for all and is the only one without a type." },
        { () => _ = new ProtocolRange(256), "A protocol number goes from 0 to 255." },
        { () => _ = new ProtocolRange(-1), "A protocol number goes from 0 to 255." },
        { () => _ = new ProtocolRange(6, 5), "A protocol number goes up to 255 and the range starts at 6." },
        { () => _ = new ProtocolRange(6, 256), "A protocol number goes up to 255 and the range starts at 6." },
        {
            () => _ = new FlowRange((Direction)2, Protocol.Tcp, Prefix.Any(AddressFamily.IPv4)),
            "There are two directions: inbound and outbound."
        },
        { () => RemoteScope.OfGroup(""), "The name of a group is empty." },
        { () => RemoteScope.OfGroup("a b"), "The name of the group 'a b' has white space or control characters." },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Invalid_values_cannot_be_created_and_the_message_says_why(Action make, string reason) =>
        Assert.StartsWith(reason, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);

    private static T[] Values<T>(Func<string, T> parse, params string[] texts) => [.. texts.Select(parse)];

    private static FlowSet SetOf(params string[] texts) => FlowSet.From(texts.Select(FlowRange.Parse));

    /// <summary>Asserts that each value equals only itself, and that the values are in ascending order.</summary>
    private static void AssertValues<T>(T[] ordered, Func<T, T, (bool Equal, bool Different)> operators)
        where T : struct, IEquatable<T>, IComparable<T>
    {
        AssertEqual(ordered, operators);
        for (var i = 0; i < ordered.Length; i++)
        {
            for (var j = 0; j < ordered.Length; j++)
                Assert.Equal(Math.Sign(i - j), Math.Sign(ordered[i].CompareTo(ordered[j])));
        }
    }

    private static void AssertEqual<T>(T[] distinct, Func<T, T, (bool Equal, bool Different)> operators)
        where T : struct, IEquatable<T>
    {
        for (var i = 0; i < distinct.Length; i++)
        {
            Assert.False(distinct[i].Equals((object)"text"));
            for (var j = 0; j < distinct.Length; j++)
            {
                var (equal, different) = operators(distinct[i], distinct[j]);
                Assert.Equal(
                    (i == j, i == j, i == j, i != j),
                    (distinct[i].Equals(distinct[j]), distinct[i].Equals((object)distinct[j]), equal, different));
                if (i == j) Assert.Equal(distinct[i].GetHashCode(), distinct[j].GetHashCode());
            }
        }
    }
}
