using System.Collections.Immutable;
using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;
using Starface.Names;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;

namespace Starface.Cli.Tests;

/// <summary><c>resolve</c>, with answers that a test makes up. tests/EndToEnd asks real name servers.</summary>
public sealed class ResolveTests : IDisposable
{
    private const string Lock = "hosts.lock.yaml";
    private const string License = "license.starface.de";

    private static readonly string[] Hosts =
    [
        "iplookup.starface.com", License, "push-cluster.starface.de", "siptrunk.de", "starface-cdn.de", "update.starface.de",
        "www.starface-cdn.de",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string[]> _addresses = Hosts.Select((host, i) => (host, i))
        .ToDictionary(host => host.host, host => (string[])[$"11.0.0.{host.i + 1}"], StringComparer.Ordinal);

    private string _today = "2026-11-29";
    private Func<Lookup, Lookup> _change = lookup => lookup;

    public ResolveTests()
    {
        _folder.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        _folder.Write("Pulumi.one.yaml", StackText.Good);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_writes_what_plans_read_and_then_has_nothing_to_write()
    {
        var first = Run("--all").IsFine();
        var text = _folder.Read(Lock);
        var second = Run("--all").IsFine();

        Assert.Contains("license.starface.de       11.0.0.2   new", first.Output, StringComparison.Ordinal);
        Assert.Contains("Becomes impossible", first.Output, StringComparison.Ordinal);
        Assert.Contains("hosts.lock.yaml is written: 7 hosts change.", first.Output, StringComparison.Ordinal);
        Assert.Contains("hosts.lock.yaml stays as it is: no host changes.", second.Output, StringComparison.Ordinal);
        Assert.Equal(text, _folder.Read(Lock));
        Assert.Contains("  license.starface.de:\n    11.0.0.2: { firstSeen: 2026-11-29 }\n", text, StringComparison.Ordinal);
        Assert.Contains("11.0.0.2/32", Tool.RunIn(Environment, "preview", "--stack", "one").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_writes_nothing_and_ends_with_2_where_addresses_would_change()
    {
        Assert.Equal(2, Run("--all", "--check").ExitCode);
        Assert.False(File.Exists(Path.Combine(_folder.Path, Lock)));
        Run("--all").IsFine();
        var text = _folder.Read(Lock);
        _today = "2026-12-20";
        Run("--all", "--check").IsFine();

        _addresses[License] = ["11.0.0.2", "11.0.0.99"];
        var changed = Run("--all", "--check");

        Assert.Equal(2, changed.ExitCode);
        Assert.Contains("hosts.lock.yaml would change: 1 host changes.", changed.Output, StringComparison.Ordinal);
        Assert.Equal(text, _folder.Read(Lock));
    }

    [Fact]
    public void The_day_of_the_check_is_written_after_a_week()
    {
        Run("--all").IsFine();
        _today = "2026-12-06";

        var result = Run("--all").IsFine();

        Assert.Contains("hosts.lock.yaml is written: checked, and no host changes.", result.Output, StringComparison.Ordinal);
        Assert.Contains("checked: 2026-12-06", _folder.Read(Lock), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--check")]
    [InlineData("--format")]
    public void What_could_not_be_found_out_is_an_error_and_changes_nothing(string option)
    {
        Run("--all").IsFine();
        var text = _folder.Read(Lock);
        _change = lookup => lookup.Host != License
            ? lookup
            : lookup with { Outcome = LookupOutcome.Failure, Addresses = [], Detail = "SERVFAIL" };

        var result = Run(option == "--check" ? ["--all", "--check"] : ["--all", "--format", "table"]);

        result.IsRefused("error SFP7002: Resolver 192.0.2.53", "of host license.starface.de (A and AAAA): it answered SERVFAIL");
        Assert.Equal(text, _folder.Read(Lock));
    }

    [Fact]
    public void What_must_never_be_cut_stays_in_the_lock_unless_it_is_allowed()
    {
        _addresses[License] = ["11.0.0.2", "11.0.0.99"];
        Run("--all").IsFine();
        _folder.Write("Pulumi.one.yaml", StackText.Good + "  starface:neverCut: [license-server]\n");
        _addresses[License] = ["11.0.0.2"];
        Run("--all").IsFine();
        _today = "2026-12-20";
        var text = _folder.Read(Lock);

        var refused = Run("--all");
        refused.IsRefused("error SFP4008: one would cut license-server", "11.0.0.99", "--allow-cut license-server");
        Assert.Equal(text, _folder.Read(Lock));

        Run("--all", "--allow-cut", "license-server").IsFine();
        Assert.DoesNotContain("11.0.0.99", _folder.Read(Lock), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_does_not_fit_into_a_quota_is_not_written()
    {
        _folder.Write("Pulumi.one.yaml", StackText.Good + "  starface:rulesPerGroup: 10\n");
        _addresses[License] = [.. Enumerable.Range(1, 32).Select(i => $"11.0.1.{i}")];

        Run("--all").IsRefused("error SFP4002", "one:");
        Assert.False(File.Exists(Path.Combine(_folder.Path, Lock)));
    }

    [Fact]
    public void A_stack_alone_leaves_the_hosts_of_others_and_all_stacks_remove_what_none_needs()
    {
        Run("--all").IsFine();
        _folder.Write("Pulumi.two.yaml", StackText.Good.Replace("cloud-pbx-vpn", "cloud-pbx", StringComparison.Ordinal)
            .Replace("vpn:", "administrators: [10.8.0.0/16]\n    phones: [10.8.0.0/16]\n    sip-providers:", StringComparison.Ordinal));
        _addresses["stun.starface.com"] = ["11.0.0.50"];
        _addresses["stun.teamfon.com"] = ["11.0.0.51"];
        Run("--stack", "two").IsFine();
        Run("--stack", "one", "--check").IsFine();
        Assert.Contains("11.0.0.50", _folder.Read(Lock), StringComparison.Ordinal);

        File.Delete(Path.Combine(_folder.Path, "Pulumi.two.yaml"));
        var removed = Run("--all").IsFine();

        Assert.Contains("no stack needs it", removed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("stun", _folder.Read(Lock), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pinned_host_is_not_asked_for()
    {
        _folder.Write("Pulumi.one.yaml", StackText.Good + "  starface:hosts: { License.Starface.DE: [11.0.0.77] }\n");
        _addresses.Remove(License);

        Run("--all").IsFine();

        Assert.DoesNotContain(License, _folder.Read(Lock), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_changed_meanwhile_is_left_as_it_is()
    {
        var other = $"checked: 2026-11-28\nhosts:\n  {License}:\n    11.0.0.200: {{ firstSeen: 2026-11-28 }}\n";
        _change = lookup =>
        {
            _folder.Write(Lock, other);
            return lookup;
        };

        Run("--all").IsError("hosts.lock.yaml: The file was changed while the hosts were resolved", "resolve again");
        Assert.Equal(other, _folder.Read(Lock));
    }

    [Fact]
    public void A_broken_file_is_not_replaced()
    {
        _folder.Write(Lock, "<<<<<<< HEAD\n");

        Run("--all").IsError("hosts.lock.yaml:1: A merge left its conflict here");
        Assert.Equal("<<<<<<< HEAD\n", _folder.Read(Lock));
    }

    [Fact]
    public void An_old_file_can_be_resolved_again()
    {
        _folder.Write(Lock, $"checked: 2020-01-01\nhosts:\n  {License}:\n    11.0.0.2: {{ firstSeen: 2020-01-01 }}\n");

        Run("--all").IsFine();

        Assert.Contains("checked: 2026-11-29", _folder.Read(Lock), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001b]0;pwn\a")]
    [InlineData("::error::pwn")]
    [InlineData("\u202epwn\nline")]
    public void What_a_server_says_stays_text(string text)
    {
        _change = lookup => lookup with { Chain = [text], Detail = text };

        foreach (var format in new[] { "table", "json" })
        {
            var result = Run("--all", "--check", "--format", format);
            var shown = result.Output + result.Error;
            Assert.DoesNotContain('\u001b', shown);
            Assert.DoesNotContain('\u202e', shown);
            Assert.DoesNotContain(shown.Split('\n'), line => line.TrimStart().StartsWith("::error", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Its_JSON_has_the_answers_and_what_changes()
    {
        var result = JsonDocument.Parse(Run("--all", "--format", "json").IsFine().Output).RootElement;

        Assert.Equal("different", result.GetProperty("status").GetString());
        var host = result.GetProperty("hosts").EnumerateArray().Single(entry => entry.Text("host") == License);
        Assert.Equal("11.0.0.2", host.GetProperty("added")[0].GetString());
        Assert.Equal(60, host.GetProperty("answers")[0].Number("ttl"));
        Assert.Equal("one", result.GetProperty("comparisons")[0].Text("after"));
    }

    [Theory]
    [InlineData("No stack is named", "")]
    [InlineData("--all cannot be combined with --stack", "--all --stack one")]
    [InlineData("There is no stack 'two'", "--stack two")]
    [InlineData("--resolver: 'dns.example.com' is not the address of a resolver", "--all --resolver dns.example.com")]
    [InlineData("--rounds: '0' is not a number from 1 to 10", "--all --rounds 0")]
    [InlineData("--grace: '-1' is not a number from 0 to 3650", "--all --grace -1")]
    [InlineData("--pause: 'x' is not a number from 0 to 600", "--all --pause x")]
    public void Bad_arguments_are_refused(string expected, string arguments) =>
        Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).IsError(expected);

    private CliEnvironment Environment => _folder.Environment with
    {
        Today = CalendarDate.Parse(_today),
        AskNames = (questions, _) =>
        [
            .. from host in questions.Hosts
               from resolver in questions.Resolvers
               from family in new[] { AddressFamily.IPv4, AddressFamily.IPv6 }
               select _change(Answer(host, ResolverAddress.Describe(resolver), family)),
        ],
    };

    private CliResult Run(params string[] args) => Tool.RunIn(
        Environment, ["resolve", .. args, .. args.Contains("--resolver") ? (string[])[] : ["--resolver", "192.0.2.53"]]);

    private Lookup Answer(string host, string resolver, AddressFamily family)
    {
        ImmutableArray<Address> addresses =
            [.. _addresses[host].Select(Address.Parse).Where(address => address.Family == family)];
        return new Lookup(host, family, resolver, 1, addresses.IsEmpty ? LookupOutcome.NoAddress : LookupOutcome.Addresses, addresses)
        {
            TimeToLive = addresses.IsEmpty ? null : 60,
        };
    }
}
