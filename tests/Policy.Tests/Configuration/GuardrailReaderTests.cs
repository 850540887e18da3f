using Starface.Policy.Configuration;
using Starface.Policy.Expectations;

namespace Starface.Policy.Tests.Configuration;

public sealed class GuardrailReaderTests
{
    [Fact]
    public void Each_limit_of_an_entry_is_a_guardrail()
    {
        var read = Read("""
            ---
            # the fleet
            guardrails:   # all of it
              - never: inbound tcp 22
                reason: "SSH: through the VPN"

              - flows: 'inbound tcp 443 from 0.0.0.0/0'   # the web
                only-from: [203.0.113.0/24, "2001:db8::/48"]   # offices
                at-most: 256
                must-expire: true
              - never: outbound icmp 8/0 to 192.0.2.0/24
            """);

        Assert.Equal(
            [
                "never: inbound tcp 22 from anywhere (4:3) SSH: through the VPN",
                "inbound tcp 443 from 0.0.0.0/0, only-from: 203.0.113.0/24, 2001:db8::/48 (7:3) ",
                "inbound tcp 443 from 0.0.0.0/0, at-most: 256 (7:3) ",
                "inbound tcp 443 from 0.0.0.0/0, must-expire: true (7:3) ",
                "never: outbound icmp type 8 code 0 to 192.0.2.0/24 (11:3) ",
            ],
            read.Entries.Select(entry => $"{entry.Words} ({entry.Place.Line}:{entry.Place.Column}) {entry.Reason}"));
    }

    [Theory]
    [InlineData("only-from: [192.0.2.0/25, 198.51.100.0/24]")]
    [InlineData("only-from:\n      - 192.0.2.0/25\n      - '198.51.100.0/24'   # too")]
    [InlineData("only-from: # offices\n    - 192.0.2.0/25\n    - 198.51.100.0/24\n    reason: offices")]
    public void A_list_is_in_one_line_or_in_many(string list) => Assert.Equal(
        "inbound tcp 22 from anywhere, only-from: 192.0.2.0/25, 198.51.100.0/24",
        Assert.Single(Read($"guardrails:\n  - flows: inbound tcp 22\n    {list}\n").Entries).Words);

    [Theory]
    [InlineData("inbound tcp 22", "inbound tcp 22 from anywhere")]
    [InlineData("outbound all", "outbound all to anywhere")]
    [InlineData("INBOUND TCP 22-23 FROM 10.0.0.0/8", "inbound tcp 22-23 from 10.0.0.0/8")]
    [InlineData("inbound icmp type 8 code 0", "inbound icmp type 8 code 0 from anywhere")]
    [InlineData("inbound tcp 203.0.113.0/24 22", "inbound tcp 22 from 203.0.113.0/24")]
    [InlineData("inbound  tcp   22 from sg-0123456789abcdef0", "inbound tcp 22 from sg-0123456789abcdef0")]
    public void Flows_without_a_remote_side_are_those_of_everyone(string written, string words) =>
        Assert.Equal($"never: {words}", Assert.Single(Read($"guardrails:\n- never: {written}\r\n").Entries).Words);

    [Theory]
    [InlineData("", "guardrails.yaml: The file does not begin with 'guardrails:'")]
    [InlineData("# nothing\n\n", "guardrails.yaml: The file does not begin with 'guardrails:'")]
    [InlineData("- never: inbound tcp 22", "guardrails.yaml:1:1: The file does not begin with 'guardrails:'")]
    [InlineData("guardrail:\n  - never: inbound tcp 22", "guardrails.yaml:1:1: The file does not begin with 'guardrails:'")]
    [InlineData("guardrails:", "guardrails.yaml:1:1: guardrails: There is no guardrail; write one, or remove the file.")]
    [InlineData("guardrails: [] # none", "guardrails.yaml:1:1: guardrails: There is no guardrail; write one, or remove the file.")]
    [InlineData("guardrails: []\n  - never: inbound tcp 22", "2:3: '- never: inbound tcp 22' comes after the end of the list")]
    [InlineData("guardrails: {}", "guardrails.yaml:1:1: The file does not begin with 'guardrails:'")]
    [InlineData("guardrails:\n  never: inbound tcp 22", "2:3: 'never: inbound tcp 22' is neither an entry of the list nor a key of one")]
    [InlineData("guardrails:\n  - never", "2:5: 'never' is not a key with a value")]
    [InlineData("guardrails:\n  - never:inbound tcp 22", "2:5: 'never:inbound tcp 22' is not a key with a value")]
    [InlineData("guardrails:\n  -\n    never: inbound tcp 22", "2:3: '-' is neither an entry of the list nor a key of one")]
    [InlineData("guardrails:\n  - {never: inbound tcp 22}", "2:5: '{never: inbound tcp 22}' is not a key with a value")]
    [InlineData("guardrails:\n  - never: &ssh inbound tcp 22", "2:12: '&ssh inbound tcp 22' is not a text; write it out")]
    [InlineData("guardrails:\n  - never: *ssh", "2:12: '*ssh' is not a text; write it out")]
    [InlineData("guardrails:\n  - <<: *ssh", "2:5: '<<: *ssh' is not a key with a value")]
    [InlineData("guardrails:\n  - never: >-\n      inbound tcp 22", "2:12: '>-' is not a text")]
    [InlineData("guardrails:\n  - never: !!str inbound tcp 22", "2:12: '!!str inbound tcp 22' is not a text")]
    [InlineData("guardrails:\n  - never: 'inbound", "2:12: 'inbound is not a text in quotes")]
    [InlineData("guardrails:\n  - flows: inbound tcp 22\n    only-from: [192.0.2.1,\n      192.0.2.2]", "3:16: The list is not closed")]
    [InlineData("guardrails:\n  - never: inbound tcp 22\n    inbound udp 22", "3:5: 'inbound udp 22' is not a key with a value")]
    [InlineData("guardrails:\n\t- never: inbound tcp 22", "2:1: The line has a tab; write spaces.")]
    [InlineData("guardrails:\n<<<<<<< HEAD\n  - never: inbound tcp 22", "2:1: A merge left its conflict here; keep the lines")]
    [InlineData("guardrails:\n  - never: inbound tcp 22\n    never: inbound tcp 23", "3:5: 'never' is given twice; keep one.")]
    [InlineData("guardrails:\n  - nevr: inbound tcp 22", "2:5: guardrails[0].nevr: Unknown key 'nevr'; did you mean 'never'?")]
    [InlineData("guardrails:\n  - at-most: 5", "2:3: guardrails[0]: Neither 'never' nor 'flows' is given; write 'never: FLOWS', or")]
    [InlineData("guardrails:\n  - flows: inbound tcp 22\n    reason: x", "2:3: guardrails[0]: 'flows' alone forbids nothing")]
    [InlineData("guardrails:\n  - never: inbound tcp 22\n    at-most: 5", "guardrails[0]: 'never' excludes 'at-most'; write two entries.")]
    [InlineData("guardrails:\n  - never:", "2:5: guardrails[0].never: Expected flows such as 'inbound tcp 5061 from")]
    [InlineData("guardrails:\n  - never: tcp 22", "2:12: guardrails[0].never: 'tcp 22' begins with 'tcp'; begin with inbound or outbound")]
    [InlineData("guardrails:\n  - never: inbound tcp 70000", "2:12: guardrails[0].never: '70000'")]
    [InlineData(
        "guardrails:\n  - never: inbound tcp 22 from phones",
        "guardrails[0].never: 'phones' has other addresses for each instance, and a guardrail is about all of them; write prefixes, or")]
    [InlineData("guardrails:\n  - never: inbound tcp 22 from stun.example.com", "'stun.example.com' has other addresses for each instance")]
    [InlineData(
        "guardrails:\n  - flows: inbound tcp 22 from sg-0123456789abcdef0\n    at-most: 5",
        "guardrails[0].flows: 'inbound tcp 22 from sg-0123456789abcdef0' is about a name, whose addresses are not known")]
    [InlineData("guardrails:\n  - flows: inbound tcp 22\n    only-from: 192.0.2.1", "3:16: guardrails[0].only-from: Expected a list of")]
    [InlineData("guardrails:\n  - flows: inbound tcp 22\n    only-from: []", "3:16: guardrails[0].only-from: Expected a list of prefixes")]
    [InlineData("guardrails:\n  - flows: inbound tcp 22\n    only-from: [192.0.2.1/24]", "guardrails[0].only-from: ")]
    [InlineData("guardrails:\n  - flows: inbound tcp 22\n    at-most: -1", "3:14: guardrails[0].at-most: '-1' is not a number")]
    [InlineData("guardrails:\n  - flows: inbound tcp 22\n    must-expire: false", "3:18: guardrails[0].must-expire: 'false' is not true")]
    public void What_is_wrong_is_told_at_its_place(string text, string message)
    {
        var read = GuardrailReader.Read(text, "guardrails.yaml", out var problems);

        Assert.Empty(read.Entries);
        Assert.Contains(problems, problem => problem.Describe().Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_of_the_entries_is_told()
    {
        GuardrailReader.Read(
            "guardrails:\n  - nevr: inbound tcp 22\n  - never: inbound tcp\n    flow: x\n  - never: in tcp\n",
            "guardrails.yaml",
            out var problems);

        Assert.Equal([2, 2, 4, 5], problems.Select(problem => problem.Place!.Line!.Value));
    }

    [Fact]
    public void The_number_of_guardrails_and_of_keys_is_not_a_matter_of_time()
    {
        var entries = string.Concat(Enumerable.Repeat("  - never: inbound tcp 22\n", 1001));
        GuardrailReader.Read("guardrails:\n" + entries, "guardrails.yaml", out var many);
        Assert.Contains("1,000 guardrails", Assert.Single(many).Message, StringComparison.Ordinal);
        Assert.Equal(1000, Read("guardrails:\n" + entries["  - never: inbound tcp 22\n".Length..]).Entries.Length);

        var keys = string.Concat(Enumerable.Range(0, 20_000).Select(i => FormattableString.Invariant($"    k{i}: 1\n")));
        GuardrailReader.Read("guardrails:\n  - never: inbound tcp 22\n" + keys, "guardrails.yaml", out var unknown);
        Assert.Equal(20_000, unknown.Length);
    }

    private static Guardrails Read(string text)
    {
        var read = GuardrailReader.Read(text, "guardrails.yaml", out var problems);
        Assert.Empty(problems);
        return read;
    }
}
