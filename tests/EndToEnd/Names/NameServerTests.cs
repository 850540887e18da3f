using System.Text.Json;

namespace Starface.EndToEnd.Names;

/// <summary><c>resolve</c> as a process, with real name servers.</summary>
public sealed class NameServerTests : IClassFixture<NameServers>
{
    private const string License = "license.starface.de";
    private readonly NameServers _servers;

    public NameServerTests(NameServers servers)
    {
        _servers = servers;
        if (servers.Obstacle is { } obstacle) Assert.Skip($"No name server can be started here: {obstacle}");
        File.Delete(Path.Combine(servers.Folder, "hosts.lock.yaml"));
        servers.Write("Pulumi.yaml", "name: starface\nruntime: dotnet\n");
        servers.Write(
            "Pulumi.one.yaml",
            """
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx-vpn
              starface:peers:
                vpn: [10.8.0.0/16]
                resolvers: [192.0.2.53]
                time-servers: [192.0.2.123]

            """);
    }

    /// <summary>dnsmasq answers with a time of 0 seconds, and with the addresses of a name in another order each time.</summary>
    [Fact]
    public void Each_answer_has_its_outcome_and_rotation_changes_no_byte()
    {
        var first = Resolve(1, NameServers.Dnsmasq);
        var text = Lock;

        Assert.Equal("addresses", Outcome(first, License));
        Assert.Equal(0, Answer(first, License).GetProperty("ttl").GetInt32());
        Assert.Equal("no-such-name", Outcome(first, "iplookup.starface.com"));
        Assert.Equal("no-address", Outcome(first, "push-cluster.starface.de"));
        Assert.Equal(
            ["www.starface-cdn.de", "update.starface.de"],
            Answer(first, "starface-cdn.de").GetProperty("chain").EnumerateArray().Select(name => name.GetString()));
        Assert.Contains("10.0.0.1, which is in a private network", Problems(first), StringComparison.Ordinal);
        Assert.Equal(["11.0.0.1", "11.0.0.2", "11.0.0.3", "2a00::1"], Addresses(License));
        Assert.Equal(["11.0.0.4"], Addresses("starface-cdn.de"));
        Assert.Empty(Addresses("siptrunk.de"));

        for (var run = 0; run < 3; run++) Resolve(1, NameServers.Dnsmasq);
        Assert.Equal(text, Lock);
    }

    [Fact]
    public void An_unbound_without_upstream_gives_nothing_and_aliases_in_a_circle_are_noticed()
    {
        var result = Resolve(1, NameServers.Unbound);

        // Unbound gives its upstream up before or after the time that the question has.
        var given = Outcome(result, "siptrunk.de");
        Assert.True(given is "failure" or "no-answer", given);
        if (given == "failure") Assert.Equal("SERVFAIL", Answer(result, "siptrunk.de").GetProperty("detail").GetString());
        Assert.Equal("alias-loop", Outcome(result, "update.starface.de"));
        Assert.Equal("no-such-name", Outcome(result, "push-cluster.starface.de"));
        Assert.Equal(["11.0.0.77"], Addresses(License));
    }

    [Fact]
    public void Two_that_disagree_are_taken_together()
    {
        Resolve(1, NameServers.Dnsmasq, NameServers.Unbound);

        Assert.Equal(["11.0.0.1", "11.0.0.2", "11.0.0.3", "11.0.0.77", "2a00::1"], Addresses(License));
    }

    [Fact]
    public void A_resolver_that_never_answers_takes_nothing_away()
    {
        Resolve(1, NameServers.Dnsmasq);
        var text = Lock;

        var result = Resolve(1, NameServers.Silent);
        var both = Resolve(1, NameServers.Dnsmasq, NameServers.Silent);

        Assert.Contains($"Resolver {NameServers.Silent} never answered", Problems(result), StringComparison.Ordinal);
        Assert.Contains($"Resolver {NameServers.Silent} never answered", Problems(both), StringComparison.Ordinal);
        Assert.Equal(text, Lock);
    }

    [Fact]
    public void What_does_not_fit_into_a_datagram_comes_over_TCP()
    {
        // The other names do not exist there, which is a warning and not an error.
        Resolve(0, NameServers.Narrow);

        Assert.Equal(19, Addresses(License).Length);
    }

    private string Lock => File.ReadAllText(Path.Combine(_servers.Folder, "hosts.lock.yaml"));

    private JsonElement Resolve(int exitCode, params string[] resolvers)
    {
        // A machine under load answers late; only where an answer never comes is it not waited for.
        var timeout = resolvers.Contains(NameServers.Silent) ? "1" : "3";
        var (code, output, error) = _servers.Run(
            ["resolve", "--all", "--rounds", "2", "--pause", "0", "--timeout", timeout, "--format", "json",
                .. resolvers.SelectMany(resolver => new[] { "--resolver", resolver })]);
        Assert.True(code == exitCode, $"Exit code {code}: {error}");
        return JsonDocument.Parse(output).RootElement.Clone();
    }

    /// <summary>The addresses that the file has of a host, read as a person reads it.</summary>
    private string[] Addresses(string host) =>
    [
        .. Lock.Split('\n').SkipWhile(line => line != $"  {host}:").Skip(1)
            .TakeWhile(line => line.StartsWith("    ", StringComparison.Ordinal))
            .Select(line => line.Trim().Split(": {")[0].Trim('"')),
    ];

    private static string Problems(JsonElement result) => result.GetProperty("problems").GetRawText();

    private static string? Outcome(JsonElement result, string host) => Answer(result, host).GetProperty("outcome").GetString();

    /// <summary>The first answer about a host: that to the question for A.</summary>
    private static JsonElement Answer(JsonElement result, string host) => result.GetProperty("hosts").EnumerateArray()
        .Single(entry => entry.GetProperty("host").GetString() == host).GetProperty("answers")[0];
}
