using System.Collections.Immutable;
using FsCheck.Xunit;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using Starface.Policy.Problems;

namespace Starface.Policy.Tests.Names;

public class LockRulesTests
{
    private const string Host = "a.example.com";
    private const string One = "192.0.2.1";
    private const string Two = "192.0.2.2";
    private static readonly CalendarDate Today = CalendarDate.Parse("2026-11-29");

    [Fact]
    public void Addresses_of_all_resolvers_and_rounds_come_together()
    {
        var update = Apply(null, [A(One, 1, "11.0.0.1", "11.0.0.2"), A(Two, 1, "11.0.0.2", "11.0.0.3"), A(One, 2, "11.0.0.2", "11.0.0.4")]);

        Assert.Equal(
            """
            checked: 2026-11-29
            hosts:
              a.example.com:
                11.0.0.1: { firstSeen: 2026-11-29 }
                11.0.0.2: { firstSeen: 2026-11-29 }
                11.0.0.3: { firstSeen: 2026-11-29 }
                11.0.0.4: { firstSeen: 2026-11-29 }

            """,
            Body(update.After));
        Assert.Empty(update.Problems);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(13, true)]
    [InlineData(14, false)]
    public void A_vanished_address_stays_for_the_days_of_grace(int daysMissing, bool stays)
    {
        var first = Apply(Lock("11.0.0.1", "11.0.0.2"), [A(One, 1, "11.0.0.1")]).After;
        var second = new LockRules(RandomLock.Days(28 + daysMissing), SpecialRanges.Iana)
            .Apply(first, [Needed()], [A(One, 1, "11.0.0.1"), None(One, AddressFamily.IPv6)], isAll: true);

        Assert.Equal(Today, first.Hosts[0].Addresses[1].MissingSince);
        Assert.Equal(stays ? ["11.0.0.1", "11.0.0.2"] : ["11.0.0.1"], Addresses(second.After));
        Assert.Equal(stays ? [] : ["11.0.0.2"], second.Changes.SelectMany(change => change.Removed).Select(address => address.ToString()));
    }

    [Fact]
    public void An_address_that_is_back_is_not_missing_any_more()
    {
        var missing = Apply(Lock("11.0.0.1", "11.0.0.2"), [A(One, 1, "11.0.0.1")]).After;
        var back = Apply(missing, [A(One, 1, "11.0.0.1", "11.0.0.2")]);

        Assert.Null(back.After.Hosts[0].Addresses[1].MissingSince);
        Assert.Equal("11.0.0.2", Assert.Single(Assert.Single(back.Changes).Back).ToString());
    }

    [Fact]
    public void A_clock_that_goes_backwards_removes_nothing()
    {
        var missing = Apply(Lock("11.0.0.1", "11.0.0.2"), [A(One, 1, "11.0.0.1")]).After;
        var earlier = new LockRules(CalendarDate.Parse("2020-01-01"), SpecialRanges.Iana)
            .Apply(missing, [Needed()], [A(One, 1, "11.0.0.1"), None(One, AddressFamily.IPv6)], isAll: true);

        Assert.Empty(earlier.Changes);
    }

    /// <summary>Failures of one family, of one resolver and of all rounds: what nobody denied is not missing.</summary>
    [Theory]
    [InlineData(nameof(LookupOutcome.Failure))]
    [InlineData(nameof(LookupOutcome.NoAnswer))]
    [InlineData(nameof(LookupOutcome.Malformed))]
    [InlineData(nameof(LookupOutcome.AliasLoop))]
    public void A_failure_removes_nothing_and_is_an_error(string ending)
    {
        var (outcome, before) = (Enum.Parse<LookupOutcome>(ending), Lock("11.0.0.1", "2a00::1"));

        var family = Apply(before, [A(One, 1, "11.0.0.1"), Fail(One, AddressFamily.IPv6, outcome)], both: false);
        var resolver = Apply(before, [A(One, 1, "11.0.0.9"), Fail(Two, AddressFamily.IPv4, outcome), None(Two, AddressFamily.IPv6)]);

        Assert.Empty(family.Changes);
        Assert.Equal([ProblemIds.NameNotResolved], family.Problems.Select(problem => problem.Id));
        Assert.Equal(["11.0.0.1", "11.0.0.9", "2a00::1"], Addresses(resolver.After));
        Assert.Equal([null, null, Today], resolver.After.Hosts[0].Addresses.Select(known => known.MissingSince));
        Assert.Equal([Severity.Error], resolver.Problems.Select(problem => problem.Severity));
    }

    [Fact]
    public void A_failure_in_one_round_does_not_count_where_another_round_was_answered() =>
        Assert.Empty(Apply(Lock("11.0.0.1"), [Fail(One, AddressFamily.IPv4, LookupOutcome.NoAnswer), A(One, 2, "11.0.0.1")]).Problems);

    [Fact]
    public void A_resolver_that_never_answers_is_told_once_for_all_hosts()
    {
        var lookups = RandomLock.Hosts.SelectMany(host => new[]
        {
            Fail(One, AddressFamily.IPv4, LookupOutcome.NoAnswer) with { Host = host.Name },
            Fail(One, AddressFamily.IPv6, LookupOutcome.NoAnswer) with { Host = host.Name },
        });

        var update = new LockRules(Today, SpecialRanges.Iana).Apply(null, RandomLock.Hosts, lookups, isAll: true);

        Assert.Equal("Resolver 192.0.2.1 never answered", Assert.Single(update.Problems).Message);
        Assert.Empty(update.After.Hosts);
    }

    [Theory]
    [InlineData(nameof(LookupOutcome.NoAddress), "Host a.example.com has no addresses (NODATA); the 1 address in the lock stay there")]
    [InlineData(nameof(LookupOutcome.NoSuchName), "There is no host a.example.com (NXDOMAIN); the 1 address in the lock stay there")]
    public void An_empty_answer_keeps_what_is_known(string ending, string expected)
    {
        var outcome = Enum.Parse<LookupOutcome>(ending);
        var update = Apply(Lock("11.0.0.1"), [Fail(One, AddressFamily.IPv4, outcome), Fail(One, AddressFamily.IPv6, outcome)], both: false);

        Assert.Empty(update.Changes);
        Assert.Equal((Severity.Warning, expected), (update.Problems[0].Severity, update.Problems[0].Message));
    }

    [Theory]
    [InlineData("10.1.2.3", "a private network (10.0.0.0/8)")]
    [InlineData("127.0.0.1", "the loopback network (127.0.0.0/8)")]
    [InlineData("169.254.169.254", "the link-local network (169.254.0.0/16)")]
    [InlineData("100.64.0.1", "the shared network of a provider (100.64.0.0/10)")]
    [InlineData("203.0.113.7", "a range for documentation (203.0.113.0/24)")]
    [InlineData("224.0.0.1", "multicast (224.0.0.0/4)")]
    [InlineData("0.0.0.0", "the own network (0.0.0.0/8)")]
    [InlineData("255.255.255.255", "a reserved range (240.0.0.0/4)")]
    [InlineData("168.63.129.16", "the host of a machine on Azure (168.63.129.16/32)")]
    [InlineData("::1", "the loopback address (::1/128)")]
    [InlineData("::", "a reserved range (::/3)")]
    [InlineData("::ffff:11.0.0.1", "IPv4 addresses written as IPv6 (::ffff:0.0.0.0/96)")]
    [InlineData("64:ff9b::b00:1", "what a DNS64 name server makes of an IPv4 address (NAT64) (64:ff9b::/96)")]
    [InlineData("fd00::1", "a private network (fc00::/7)")]
    [InlineData("fe80::1", "the link-local network (fe80::/10)")]
    [InlineData("ff02::1", "multicast (ff00::/8)")]
    [InlineData("2001:db8::1", "a range for documentation (2001:db8::/32)")]
    [InlineData("4000::1", "a reserved range (4000::/2)")]
    [InlineData("8000::1", "a reserved range (8000::/1)")]
    public void An_address_that_no_host_on_the_internet_has_is_refused(string address, string range)
    {
        var family = Address.Parse(address).Family;
        var update = Apply(Lock("11.0.0.1", "2a00::1"), [Found(One, 1, address, family == AddressFamily.IPv4 ? "11.0.0.9" : "2a00::9")]);

        // The other address of the answer is not believed either, and nothing is missing because of it.
        Assert.DoesNotContain("9", string.Concat(Addresses(update.After)));
        Assert.DoesNotContain(update.After.Hosts[0].Addresses, known => known.Address.Family == family && known.MissingSince is not null);
        var problem = Assert.Single(update.Problems);
        Assert.Equal((ProblemIds.AddressRefused, Severity.Error), (problem.Id, problem.Severity));
        Assert.Contains($"has the address {address}, which is in {range}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_inside_may_have_the_private_addresses_that_it_declares()
    {
        ImmutableArray<NeededHost> inside = [new NeededHost(Host, [Prefix.Parse("10.1.0.0/16")])];
        var rules = new LockRules(Today, SpecialRanges.Iana);

        Assert.Equal(["10.1.2.3"], Addresses(rules.Apply(null, inside, [A(One, 1, "10.1.2.3")], isAll: true).After));
        Assert.Empty(rules.Apply(null, inside, [A(One, 1, "10.2.0.1")], isAll: true).After.Hosts);
    }

    [Fact]
    public void More_than_the_most_addresses_are_not_pinnable_and_stay_so()
    {
        var many = Apply(null, [A(One, 1, [.. Enumerable.Range(1, 33).Select(i => $"11.0.0.{i}")])]);
        var few = Apply(many.After, [A(One, 1, "11.0.0.1")]);

        Assert.Equal(NotPinnable.TooManyAddresses, many.After.Hosts[0].Reason);
        Assert.Empty(many.After.Hosts[0].Addresses);
        Assert.Empty(few.Changes);
        Assert.Equal([Severity.Info], few.Problems.Select(problem => problem.Severity));
    }

    /// <summary>The addresses that were found before count as well, since rules are made of all of them.</summary>
    [Fact]
    public void A_host_that_has_another_address_every_day_is_not_pinnable_in_the_end()
    {
        HostsLock? names = null;
        for (var day = 0; names?.Hosts[0].Reason is null; day++)
        {
            Assert.True(day < 20);
            names = new LockRules(RandomLock.Days(day), SpecialRanges.Iana)
                .Apply(
                    names,
                    [Needed()],
                    [A(One, 1, [.. Enumerable.Range(0, 4).Select(i => $"11.0.{day}.{i}")]), None(One, AddressFamily.IPv6)],
                    isAll: true)
                .After;
        }

        Assert.Equal(NotPinnable.TooManyAddresses, names.Hosts[0].Reason);
    }

    [Fact]
    public void Other_addresses_in_the_next_round_are_not_pinnable() =>
        Assert.Equal(NotPinnable.Rotation, Apply(null, [A(One, 1, "11.0.0.1"), A(One, 2, "11.0.0.2")]).After.Hosts[0].Reason);

    [Fact]
    public void Two_resolvers_that_disagree_do_not_make_a_host_rotate() =>
        Assert.Null(Apply(null, [A(One, 1, "11.0.0.1"), Fail(Two, AddressFamily.IPv4, LookupOutcome.NoAnswer), A(Two, 2, "11.0.0.2")])
            .After.Hosts[0].Reason);

    [Fact]
    public void Other_hosts_stay_unless_all_were_asked_for()
    {
        var before = LockOfTwo(Today);
        ImmutableArray<Lookup> lookups = [A(One, 1, "11.0.0.1"), None(One, AddressFamily.IPv6)];

        var part = new LockRules(Today, SpecialRanges.Iana).Apply(before, [Needed()], lookups, isAll: false);
        var all = new LockRules(Today, SpecialRanges.Iana).Apply(before, [Needed()], lookups, isAll: true);

        Assert.Empty(part.Changes);
        Assert.Equal(["z.example.com"], all.Changes.Select(change => change.Host));
    }

    [Theory]
    [InlineData("2026-11-29", "2026-11-29", false)]
    [InlineData("2026-11-23", "2026-11-23", false)]
    [InlineData("2026-11-22", "2026-11-29", true)]
    [InlineData("2027-01-01", "2026-11-29", true)]
    public void The_day_of_the_check_is_rewritten_after_a_week(string before, string after, bool isRewritten)
    {
        var update = Apply(Lock(CalendarDate.Parse(before), "11.0.0.1"), [A(One, 1, "11.0.0.1")]);

        Assert.Empty(update.Changes);
        Assert.Equal((CalendarDate.Parse(after), isRewritten), (update.After.CheckedOn, update.IsRewritten));
    }

    /// <summary>The day is that of all hosts: asking for some of them, or half an answer, does not make the others younger.</summary>
    [Fact]
    public void The_day_of_the_check_stays_where_a_host_was_not_found_out()
    {
        var before = LockOfTwo(CalendarDate.Parse("2026-06-01"));
        ImmutableArray<Lookup> lookups = [A(One, 1, "11.0.0.9"), None(One, AddressFamily.IPv6)];

        var part = new LockRules(Today, SpecialRanges.Iana).Apply(before, [Needed()], lookups, isAll: false);
        var half = Apply(
            Lock(before.CheckedOn, "11.0.0.1"),
            [A(One, 1, "11.0.0.9"), Fail(One, AddressFamily.IPv6, LookupOutcome.Failure)],
            both: false);

        Assert.All([part, half], update =>
        {
            Assert.True(update.IsRewritten);
            Assert.Equal(before.CheckedOn, update.After.CheckedOn);
        });
    }

    [Property(MaxTest = 300)]
    public void The_same_answers_again_change_nothing(int seed)
    {
        var random = new Random(seed);
        var (before, lookups) = (RandomLock.Make(random), RandomLock.Lookups(random, rounds: 2));
        var rules = new LockRules(RandomLock.Day(random), SpecialRanges.Iana);

        var first = rules.Apply(before, RandomLock.Hosts, lookups, isAll: true).After;
        var second = rules.Apply(first, RandomLock.Hosts, lookups.Reverse(), isAll: true);

        Assert.Empty(second.Changes);
        Assert.Equal(HostsLockWriter.Write(first), HostsLockWriter.Write(second.After));
    }

    [Property(MaxTest = 300)]
    public void More_rounds_find_no_fewer_addresses(int seed)
    {
        var random = new Random(seed);
        var (before, lookups) = (RandomLock.Make(random), RandomLock.Lookups(random, rounds: 3));
        var rules = new LockRules(RandomLock.Day(random), SpecialRanges.Iana) { GraceDays = 1_000 };

        var few = rules.Apply(before, RandomLock.Hosts, lookups.Where(lookup => lookup.Round < 3), isAll: true).After;
        var many = rules.Apply(before, RandomLock.Hosts, lookups, isAll: true).After;

        foreach (var host in few.Hosts)
        {
            var more = many.Find(host.Name)!;
            if (more.Reason is not null) continue;
            Assert.Empty(host.Addresses.Select(known => known.Address).Except(more.Addresses.Select(known => known.Address)));
        }
    }

    /// <summary>Told apart from the rules by a reading of the answers that knows nothing of them.</summary>
    [Property(MaxTest = 300)]
    public void An_address_leaves_only_after_its_days_and_when_every_resolver_denied_it(int seed)
    {
        var random = new Random(seed);
        var (before, lookups) = (RandomLock.Make(random), RandomLock.Lookups(random, rounds: 2));
        var (today, grace) = (RandomLock.Day(random), random.Next(0, 20));

        var update = new LockRules(today, SpecialRanges.Iana) { GraceDays = grace }.Apply(before, RandomLock.Hosts, lookups, isAll: true);

        foreach (var change in update.Changes.Where(change => change.After?.Reason is null))
        {
            foreach (var address in change.Removed)
            {
                var asked = lookups.Where(lookup => lookup.Host == change.Host && lookup.Family == address.Family).ToList();
                Assert.DoesNotContain(asked, lookup => lookup.Addresses.Contains(address));
                Assert.All(asked.GroupBy(lookup => lookup.Resolver), ofResolver => Assert.Contains(ofResolver, lookup => lookup.IsAnswer));
                var missing = change.Before!.Addresses.Single(known => known.Address == address).MissingSince;
                Assert.True((missing ?? today).DaysUntil(today) >= grace);
            }

            Assert.All(change.Added, address => Assert.Contains(
                lookups, lookup => lookup.Host == change.Host && lookup.Addresses.Contains(address)));
        }
    }

    private static LockUpdate Apply(HostsLock? before, IEnumerable<Lookup> lookups, bool both = true)
    {
        var all = lookups.ToList();
        var unasked = from resolver in all.Select(lookup => lookup.Resolver).Distinct()
                      from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
                      where both && !all.Exists(lookup => lookup.Resolver == resolver && lookup.Family == family)
                      select None(resolver, family);
        return new LockRules(Today, SpecialRanges.Iana).Apply(before, [Needed()], [.. all, .. unasked], isAll: true);
    }

    private static HostsLock LockOfTwo(CalendarDate day) => new(
        day, [.. Lock("11.0.0.1").Hosts, new LockedHost("z.example.com", Lock("11.0.0.2").Hosts[0].Addresses)]);

    private static NeededHost Needed() => new(Host, []);

    private static HostsLock Lock(params string[] addresses) => Lock(Today, addresses);

    private static HostsLock Lock(CalendarDate day, params string[] addresses) => new(
        day, [new LockedHost(Host, [.. addresses.Select(address => new LockedAddress(Address.Parse(address), day))])]);

    private static Lookup A(string resolver, int round, params string[] addresses) => Found(resolver, round, addresses);

    private static Lookup Found(string resolver, int round, params string[] addresses) =>
        new(Host, Address.Parse(addresses[0]).Family, resolver, round, LookupOutcome.Addresses, [.. addresses.Select(Address.Parse)]);

    private static Lookup None(string resolver, AddressFamily family) => Fail(resolver, family, LookupOutcome.NoAddress);

    private static Lookup Fail(string resolver, AddressFamily family, LookupOutcome outcome) => new(Host, family, resolver, 1, outcome, []);

    private static IEnumerable<string> Addresses(HostsLock names) =>
        names.Hosts.SelectMany(host => host.Addresses).Select(known => known.Address.ToString());

    private static string Body(HostsLock names)
    {
        var text = HostsLockWriter.Write(names);
        return text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }
}
