using FsCheck.Xunit;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Policy.Tests.Names;

public class HostsLockTests
{
    private const string Text = """
        # The addresses that hosts had when 'starface-policy resolve' asked for them. Firewall rules are made of them.
        checked: 2026-11-29
        hosts:
          cdn.example.com:
            notPinnable: more than 32 addresses
          license.example.com:
            192.0.2.7: { firstSeen: 2026-11-01 }
            "2001:db8::7": { firstSeen: 2026-11-02, missingSince: 2026-11-20 }

        """;

    [Fact]
    public void A_lock_has_a_line_for_each_address()
    {
        var names = new HostsLock(
            CalendarDate.Parse("2026-11-29"),
            [
                new LockedHost("license.example.com",
                [
                    new LockedAddress(Address.Parse("192.0.2.7"), CalendarDate.Parse("2026-11-01")),
                    new LockedAddress(Address.Parse("2001:db8::7"), CalendarDate.Parse("2026-11-02"), CalendarDate.Parse("2026-11-20")),
                ]),
                new LockedHost("cdn.example.com", [], NotPinnable.TooManyAddresses),
            ]);

        Assert.Equal(Text, HostsLockWriter.Write(names));
    }

    [Fact]
    public void A_lock_is_read_with_the_lines_of_its_hosts()
    {
        var names = Read(Text);

        Assert.Equal(CalendarDate.Parse("2026-11-29"), names.CheckedOn);
        Assert.Equal([4, 6], names.Hosts.Select(host => host.Line));
        Assert.Equal(NotPinnable.TooManyAddresses, names.Find("cdn.example.com")?.Reason);
        Assert.Equal(
            ["192.0.2.7", "2001:db8::7"], names.Find("License.Example.COM")!.Addresses.Select(known => known.Address.ToString()));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n\n# a comment\n")]
    public void Line_ends_comments_and_empty_lines_do_not_count(string lineEnd) =>
        Assert.Equal(Text, HostsLockWriter.Write(Read("\uFEFF" + Text.Replace("\n", lineEnd, StringComparison.Ordinal))));

    [Property]
    public void What_is_written_is_read_back_as_the_same_bytes(int seed)
    {
        var names = RandomLock.Make(new Random(seed));

        var text = HostsLockWriter.Write(names);
        var read = Read(text);

        Assert.Equal(text, HostsLockWriter.Write(read));
        Assert.Equal(names.Hosts, read.Hosts);
    }

    /// <summary>A cut file must not pass for a smaller lock: what is missing would close, or open to any address.</summary>
    [Fact]
    public void A_file_cut_anywhere_but_behind_a_line_is_refused()
    {
        for (var length = 0; length < Text.Length; length++)
        {
            var text = Text[..length];
            var names = HostsLockReader.Read(text, "hosts.lock.yaml", out var problems);
            if (names is null)
                Assert.NotEmpty(problems);
            else
                Assert.True(text.EndsWith('\n') && text.Contains("hosts:\n", StringComparison.Ordinal), text);
        }
    }

    [Theory]
    [InlineData("", "hosts.lock.yaml: 'checked' is missing; restore the file from git")]
    [InlineData("checked: 2026-11-29\n", "hosts.lock.yaml: 'hosts' is missing")]
    [InlineData("checked: 2026-11-31\nhosts: {}\n", "hosts.lock.yaml:1: '2026-11-31' is not a valid date; use yyyy-MM-dd")]
    [InlineData("checked: 2026-11-29\nchecked: 2026-11-29\nhosts: {}\n", ":2: Duplicate key 'checked' (first on line 1)")]
    [InlineData("checked: 2026-11-29\nhosts:\nhosts:\n", ":3: Duplicate key 'hosts'")]
    [InlineData("checked: 2026-11-29\nhosts: {}\n  a.example.com:\n", ":3: 'a.example.com:' does not belong here")]
    [InlineData("checked: 2026-11-29\n  a.example.com:\n", ":2: 'a.example.com:' does not belong here")]
    [InlineData("version: 2\n", ":1: 'version: 2' does not belong in this file")]
    [InlineData("checked: 2026-11-29\nhosts:\n\ta.example.com:\n", ":3: '\ta.example.com:' does not belong in this file")]
    [InlineData("<<<<<<< HEAD\n", ":1: A merge left its conflict here; keep the lines of both sides without the marks")]
    [InlineData("=======\n", ":1: A merge left its conflict here")]
    [InlineData(">>>>>>> branch\n", ":1: A merge left its conflict here")]
    [InlineData("checked: 2026-11-29\nhosts:\n    192.0.2.7: { firstSeen: 2026-11-01 }\n", ":3: '192.0.2.7: { firstSeen")]
    public void A_file_that_is_not_a_lock_is_refused_at_its_line(string text, string expected) =>
        Assert.Contains(expected, Problems(text)[0].Describe(), StringComparison.Ordinal);

    [Theory]
    [InlineData("A.example.com:", "4: The host 'A.example.com' is not in lower case; write 'a.example.com'")]
    [InlineData("a.example.com.:", "4: 'a.example.com.' is not a valid host name: it ends with a dot; remove it")]
    [InlineData("bücher.example:", "4: 'bücher.example' is not a valid host name: it contains 'ü'")]
    [InlineData("first.example.com:", "4: Duplicate key 'first.example.com' (first on line 3)")]
    [InlineData("a.example.com: {}", "4: 'a.example.com: {}' does not belong here")]
    public void The_name_of_a_host_has_one_spelling(string line, string expected)
    {
        var problems = Problems(
            $"checked: 2026-11-29\nhosts:\n  first.example.com:\n  {line}\n    192.0.2.7: {{ firstSeen: 2026-11-01 }}\n");

        Assert.Contains(expected, string.Join('\n', problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.0/24: { firstSeen: 2026-11-01 }", "'192.0.2.0/24' has '0/24' where")]
    [InlineData("192.0.2.256: { firstSeen: 2026-11-01 }", "'192.0.2.256'")]
    [InlineData("192.0.2.7: { firstSeen: yesterday }", "'yesterday' is not a valid date")]
    [InlineData("192.0.2.7: { firstSeen: 2026-11-01, missingSince: never }", "'never' is not a valid date")]
    [InlineData(
        "192.0.2.7: { firstSeen: 2026-11-02, missingSince: 2026-11-01 }",
        "'192.0.2.7' is missing since 2026-11-01, before it was first seen on 2026-11-02")]
    [InlineData("192.0.2.7: { missingSince: 2026-11-01 }", "Expected 'firstSeen' and perhaps 'missingSince' of '192.0.2.7'")]
    [InlineData("192.0.2.7: { firstSeen: 2026-11-01, ttl: 60 }", "Expected 'firstSeen' and perhaps 'missingSince' of '192.0.2.7'")]
    [InlineData("192.0.2.7", "'192.0.2.7' is not an address with its days")]
    [InlineData("192.0.2.1: { firstSeen: 2026-11-01 }", "Duplicate address '192.0.2.1'")]
    [InlineData("notPinnable: because", "'because' is not a reason that a host is not pinnable")]
    [InlineData("notPinnable: more than 32 addresses", "The host 'a.example.com' has addresses, and a reason to have none")]
    public void An_address_has_one_form(string line, string expected)
    {
        var problems = Problems($"checked: 2026-11-29\nhosts:\n  a.example.com:\n    192.0.2.1: {{ firstSeen: 2026-11-01 }}\n    {line}\n");

        Assert.Contains(expected, Assert.Single(problems).Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_without_addresses_or_with_more_than_the_most_is_refused()
    {
        var addresses = Enumerable.Range(1, 33).Select(i => $"    192.0.2.{i}: {{ firstSeen: 2026-11-01 }}\n");

        const string Start = "checked: 2026-11-29\nhosts:\n  a.example.com:\n";
        Assert.Contains("The host 'a.example.com' has no addresses", Problems(Start)[0].Message, StringComparison.Ordinal);
        Assert.Contains("has 33 addresses", Problems(Start + string.Concat(addresses))[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_told_in_short() =>
        Assert.All(Problems(new string('x', 1_000_000)), problem => Assert.True(problem.Describe().Length < 300));

    private static HostsLock Read(string text)
    {
        var names = HostsLockReader.Read(text, "hosts.lock.yaml", out var problems);
        Assert.Empty(problems);
        return names!;
    }

    private static IReadOnlyList<Problem> Problems(string text)
    {
        Assert.Null(HostsLockReader.Read(text, "hosts.lock.yaml", out var problems));
        return problems;
    }
}
