using System.Collections.Immutable;
using Starface.Policy.Names;
using static Starface.Names.Tests.DnsMessage;

namespace Starface.Names.Tests;

/// <summary>How questions end, with servers that answer in odd ways. tests/EndToEnd has the real ones.</summary>
public sealed class NameResolverTests
{
    private const string Host = "a.example.com";

    [Fact]
    public async Task Addresses_of_both_families_come_with_their_time()
    {
        using var server = OddServer.That((name, type) => type == A
            ? new DnsMessage().Address(name, "11.0.0.2", 0).Address(name, "11.0.0.1", 300)
            : new DnsMessage().Address(name, "2a00::1", 60));

        var lookups = await AskAsync(server);

        Assert.Equal(["11.0.0.1", "11.0.0.2", "2a00::1"], Texts(lookups));
        Assert.Equal([0L, 60L], lookups.Select(lookup => lookup.TimeToLive));
    }

    [Fact]
    public async Task Letter_case_of_answers_does_not_count()
    {
        using var server = OddServer.That((name, _) => new DnsMessage().Address("A.Example.COM", "11.0.0.1"));

        Assert.Equal(LookupOutcome.Addresses, (await AskAsync(server))[0].Outcome);
    }

    [Fact]
    public async Task A_chain_of_aliases_is_followed_and_told()
    {
        using var server = OddServer.That((name, type) => new DnsMessage()
            .Alias(Host, "b.example.net", 30).Alias("b.example.net", "c.example.org").Address("c.example.org", "11.0.0.1"));

        var lookup = (await AskAsync(server))[0];

        Assert.Equal((LookupOutcome.Addresses, 30L), (lookup.Outcome, lookup.TimeToLive));
        Assert.Equal(["b.example.net", "c.example.org"], lookup.Chain);
    }

    [Fact]
    public async Task An_alias_that_a_server_leaves_open_is_asked_for()
    {
        using var server = OddServer.That((name, type) => name == Host
            ? new DnsMessage().Alias(Host, "b.example.net")
            : type == A ? new DnsMessage().Address(name, "11.0.0.1") : new DnsMessage().Authority("example.net"));

        var lookups = await AskAsync(server);

        Assert.Equal([LookupOutcome.Addresses, LookupOutcome.NoAddress], lookups.Select(lookup => lookup.Outcome));
        Assert.Contains(server.Questions, question => question.Name == "b.example.net");
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("silence")]
    [InlineData("answer")]
    public async Task No_more_datagrams_are_sent_than_are_told_where_aliases_are_not_followed(string behaviour)
    {
        var datagrams = 0;
        using var server = OddServer.That((name, type) =>
        {
            Interlocked.Increment(ref datagrams);
            return behaviour switch
            {
                "chain" => new DnsMessage().Alias(name, "x" + name),
                "silence" => null,
                _ => new DnsMessage().Alias(name, "b.example.net").Address("b.example.net", type == A ? "11.0.0.1" : "2a00::1"),
            };
        });
        var questions = Questions([Host, "b." + Host], server) with { Rounds = 1, FollowsAliases = false };

        var lookups = await NameResolver.AskAsync(questions, Token);

        Assert.Equal(8, questions.MostDatagrams);
        Assert.InRange(datagrams, 4, questions.MostDatagrams);
        var expected = behaviour switch
        {
            "chain" => LookupOutcome.Malformed,
            "silence" => LookupOutcome.NoAnswer,
            _ => LookupOutcome.Addresses,
        };
        Assert.All(lookups, lookup => Assert.Equal(expected, lookup.Outcome));
    }

    [Theory]
    [InlineData("b.example.net")]
    [InlineData(Host)]
    public async Task Aliases_in_a_circle_end_as_such(string target)
    {
        using var server = OddServer.That((name, _) => name == Host
            ? new DnsMessage().Alias(Host, target)
            : new DnsMessage().Alias(name, Host));

        Assert.All(await AskAsync(server), lookup => Assert.Equal(LookupOutcome.AliasLoop, lookup.Outcome));
    }

    [Fact]
    public async Task Aliases_without_end_end_as_a_circle()
    {
        using var server = OddServer.That((name, _) => new DnsMessage().Alias(name, "x" + name));

        Assert.All(await AskAsync(server), lookup => Assert.Equal(LookupOutcome.AliasLoop, lookup.Outcome));
    }

    [Theory]
    [InlineData(3, nameof(LookupOutcome.NoSuchName), null)]
    [InlineData(2, nameof(LookupOutcome.Failure), "SERVFAIL")]
    [InlineData(5, nameof(LookupOutcome.Failure), "REFUSED")]
    [InlineData(4, nameof(LookupOutcome.Failure), "NOTIMP")]
    [InlineData(11, nameof(LookupOutcome.Failure), "with the code 11")]
    [InlineData(0, nameof(LookupOutcome.NoAddress), null)]
    public async Task Each_code_has_its_outcome(int code, string outcome, string? detail)
    {
        using var server = OddServer.That((_, _) => new DnsMessage { Code = code });

        Assert.All(await AskAsync(server), lookup => Assert.Equal((outcome, detail), (lookup.Outcome.ToString(), lookup.Detail)));
    }

    [Fact]
    public async Task Addresses_of_another_name_or_type_are_not_those_of_the_host()
    {
        using var other = OddServer.That((_, type) => new DnsMessage().Address("evil.example.com", type == A ? "11.0.0.1" : "2a00::1"));
        using var type = OddServer.That((name, type) => new DnsMessage().Address(name, type == A ? "2a00::1" : "11.0.0.1"));
        using var question = OddServer.That((_, type) =>
            new DnsMessage { Question = ("evil.example.com", type) }.Address(Host, type == A ? "11.0.0.1" : "2a00::1"));

        Assert.All(await AskAsync(other), lookup => Assert.Equal(LookupOutcome.Malformed, lookup.Outcome));
        Assert.All(await AskAsync(type), lookup => Assert.Equal(LookupOutcome.NoAddress, lookup.Outcome));
        Assert.All(await AskAsync(question), lookup => Assert.Equal(LookupOutcome.Malformed, lookup.Outcome));
    }

    [Fact]
    public async Task What_does_not_fit_into_a_datagram_comes_over_TCP()
    {
        using var server = OddServer.ThatSends((question, isTcp) =>
        {
            var message = new DnsMessage { IsTruncated = !isTcp };
            if (isTcp) message.Address(Host, Read(question).Type == A ? "11.0.0.1" : "2a00::1");
            return message.To(question);
        });

        Assert.All(await AskAsync(server), lookup => Assert.Equal(LookupOutcome.Addresses, lookup.Outcome));
        Assert.Contains(server.Questions, question => question.IsTcp);
    }

    [Fact]
    public async Task What_is_cut_off_over_TCP_too_is_not_an_answer()
    {
        using var server = OddServer.That((name, type) =>
            new DnsMessage { IsTruncated = true }.Address(name, type == A ? "11.0.0.1" : "2a00::1"));

        Assert.All(await AskAsync(server), lookup => Assert.False(lookup.IsAnswer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(40)]
    public async Task Bytes_that_are_not_an_answer_do_not_end_the_command(int length)
    {
        using var server = OddServer.ThatSends((question, _) =>
        {
            var answer = new DnsMessage().Address(Host, "11.0.0.1").To(question);
            return [.. answer.Take(length), .. Enumerable.Repeat((byte)0xC0, 30)];
        });

        Assert.All(await AskAsync(server), lookup => Assert.False(lookup.IsAnswer));
    }

    /// <summary>Many questions wait for the first few only.</summary>
    [Fact]
    public async Task A_resolver_that_never_answers_is_given_up()
    {
        using var server = OddServer.That((_, _) => null);

        var lookups = await NameResolver.AskAsync(
            Questions([.. Enumerable.Range(0, 200).Select(i => $"host-{i}.example.com")], server) with { Rounds = 1 }, Token);

        Assert.Equal(400, lookups.Length);
        Assert.All(lookups, lookup => Assert.Equal(LookupOutcome.NoAnswer, lookup.Outcome));
        Assert.InRange(server.Questions.Count, 1, 100);
    }

    [Fact]
    public async Task Questions_under_way_are_bounded_and_ordered()
    {
        using var server = OddServer.That((name, _) => new DnsMessage { Code = 3 }, TimeSpan.FromMilliseconds(20));
        ImmutableArray<string> hosts = [.. Enumerable.Range(0, 100).Select(i => $"host-{i:d3}.example.com")];

        var lookups = await NameResolver.AskAsync(Questions(hosts, server), Token);

        Assert.InRange(server.MostOpen, 2, 32);
        Assert.Equal(hosts.SelectMany(host => Enumerable.Repeat(host, 4)), lookups.Select(lookup => lookup.Host));
        Assert.Equal([1, 1, 2, 2], lookups.Take(4).Select(lookup => lookup.Round));
    }

    [Fact]
    public async Task Rounds_have_a_pause_between_them()
    {
        using var server = OddServer.That((_, _) => new DnsMessage { Code = 3 });
        var pauses = new List<TimeSpan>();

        await NameResolver.AskAsync(
            Questions([Host], server) with
            {
                Rounds = 3,
                Pause = TimeSpan.FromSeconds(7),
                Delay = (pause, _) =>
                {
                    pauses.Add(pause);
                    return Task.CompletedTask;
                },
            },
            Token);

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)], pauses);
    }

    [Fact]
    public async Task The_hosts_of_a_service_are_found_by_its_records()
    {
        const string Service = "_sips._tcp.example.com";
        using var server = OddServer.That((name, type) => (name, type) switch
        {
            (Service, Srv) => new DnsMessage().Service(name, "one.example.com").Service(name, "two.example.com"),
            ("one.example.com", A) => new DnsMessage().Address(name, "11.0.0.1"),
            ("two.example.com", A) => new DnsMessage().Address(name, "11.0.0.2"),
            ("two.example.com", Aaaa) => new DnsMessage().Address(name, "2a00::2"),
            _ => new DnsMessage(),
        });

        var lookups = await NameResolver.AskAsync(Questions([Service], server) with { Rounds = 1 }, Token);

        Assert.Equal(["11.0.0.1", "11.0.0.2", "2a00::2"], Texts(lookups));
        Assert.Equal(["one.example.com", "two.example.com"], lookups[0].Chain);
    }

    [Theory]
    [InlineData("", nameof(LookupOutcome.NoAddress))]
    [InlineData("bad_name.example.com", nameof(LookupOutcome.Malformed))]
    public async Task A_service_that_is_not_offered_has_no_hosts(string target, string outcome)
    {
        using var server = OddServer.That((name, _) => new DnsMessage().Service(name, target));

        var lookups = await NameResolver.AskAsync(Questions(["_sips._tcp.example.com"], server), Token);

        Assert.All(lookups, lookup => Assert.Equal(outcome, lookup.Outcome.ToString()));
    }

    [Fact]
    public async Task The_operation_can_be_cancelled()
    {
        using var server = OddServer.That((_, _) => null);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => NameResolver.AskAsync(Questions([Host], server) with { Timeout = TimeSpan.FromMinutes(1) }, cancel.Token));
    }

    [Theory]
    [InlineData("192.0.2.53", "192.0.2.53")]
    [InlineData("192.0.2.53:5353", "192.0.2.53:5353")]
    [InlineData("2001:db8::53", "2001:db8::53")]
    [InlineData("[::1]:5353", "[::1]:5353")]
    [InlineData("[::1]:53", "::1")]
    [InlineData("dns.example.com", null)]
    [InlineData("192.0.2.53:0", null)]
    [InlineData("0.0.0.0", null)]
    [InlineData("::", null)]
    [InlineData("[::]:53", null)]
    [InlineData("", null)]
    public void A_resolver_is_an_address_with_or_without_a_port(string text, string? expected) =>
        Assert.Equal(expected, ResolverAddress.TryParse(text, out var resolver) ? ResolverAddress.Describe(resolver) : null);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<ImmutableArray<Lookup>> AskAsync(OddServer server) =>
        await NameResolver.AskAsync(Questions([Host], server) with { Rounds = 1 }, Token);

    private static IEnumerable<string> Texts(IEnumerable<Lookup> lookups) =>
        lookups.SelectMany(lookup => lookup.Addresses).Select(address => address.ToString());

    private static NameQuestions Questions(ImmutableArray<string> hosts, OddServer server) => new(hosts, [server.Address])
    {
        Rounds = 2,
        Pause = TimeSpan.Zero,
        Timeout = TimeSpan.FromMilliseconds(400),
    };
}
