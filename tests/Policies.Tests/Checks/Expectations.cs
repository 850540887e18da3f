using System.Collections.Immutable;
using Starface.Policies.Tests.Seed;
using Starface.Policy;

namespace Starface.Policies.Tests.Checks;

/// <summary>Turns the vendor's text and the decisions about it into the needs the catalog has to declare, no more and no fewer.</summary>
internal static class Expectations
{
    /// <summary>The needs that follow from a text; one need may follow from several lines.</summary>
    public static ImmutableArray<Expectation> From(SeedDocument seed)
    {
        ImmutableArray<Expectation> table = [.. PortTable(seed)];
        return
        [
            .. table.Concat(ServerAddresses(seed)).Concat(MobilePush(seed)).Concat(Connect(seed, table)).Concat(Yealink(seed))
                .GroupBy(expectation => expectation.Need)
                .Select(group => new Expectation(group.Key, [.. group.SelectMany(expectation => expectation.Lines).Distinct()])),
        ];
    }

    private static IEnumerable<Expectation> PortTable(SeedDocument seed) =>
        from row in seed.PortTable
        from decision in DecisionsFor(row)
        from direction in decision.Directions
        from protocol in row.Protocols
        from expectation in decision.Service == "stun"
            ? Stun(seed, row, direction, protocol)
            : [ToExpectation(seed, row, decision, direction, protocol)]
        select expectation;

    private static PortDecision[] DecisionsFor(PortRow row)
    {
        var decisions = Decisions.PortTable
            .Where(decision => decision.From == row.From && row.Description.Contains(decision.Words, StringComparison.Ordinal)).ToArray();
        return decisions.Length > 0 ? decisions : throw new InvalidOperationException($"Nobody decided what this row means: {row.Line}");
    }

    private static Expectation ToExpectation(SeedDocument seed, PortRow row, PortDecision decision, Direction direction, Protocol protocol)
    {
        var isWebServer = row.From == 443;
        var need = new Need(decision.Service, direction, protocol, row.From, row.To)
        {
            MinimumTls = seed.Tls12Ports.Any(port => port.Port == row.From) ? Tls.V12 : Tls.Unspecified,
            Unencrypted = decision.Unencrypted || SaysUnencrypted(row),
            Basis = StatedDirection(row) == direction ? Basis.Stated : Basis.Inferred,
            Setting = isWebServer && seed.PortTable.Any(other => other.From == row.From && SaysMovable(other))
                ? "WebPort"
                : decision.Setting,
        };
        return new Expectation(need, [row.Line]);
    }

    private static bool SaysUnencrypted(PortRow row) =>
        row.Description.Contains("unverschlüsselt", StringComparison.OrdinalIgnoreCase)
            || row.Description.EndsWith(" via http", StringComparison.Ordinal);

    private static bool SaysMovable(PortRow row) =>
        row.Description.Contains("Wird der Standardport im Webserver geändert", StringComparison.Ordinal);

    private static Direction? StatedDirection(PortRow row) =>
        row.Description.StartsWith("eingehende ", StringComparison.Ordinal) ? Direction.Inbound
        : row.Description.StartsWith("ausgehende ", StringComparison.Ordinal) ? Direction.Outbound
        : null;

    /// <summary>The row of STUN, with the servers and the directions of the section about STUN.</summary>
    private static IEnumerable<Expectation> Stun(SeedDocument seed, PortRow row, Direction direction, Protocol protocol) =>
        from host in seed.StunHosts
        where row.From == seed.StunPort.Port
        select new Expectation(
            new Need("stun", direction, protocol, row.From, row.To) { Host = host.Value, Basis = Basis.Stated },
            [row.Line, host.Line, seed.StunPort.Line]);

    private static IEnumerable<Expectation> ServerAddresses(SeedDocument seed) =>
        from row in seed.ServerAddresses
        let service = Decisions.ServerAddresses.GetValueOrDefault(row.Host)
            ?? throw new InvalidOperationException($"Nobody decided what this server is for: {row.Line}")
        select new Expectation(
            new Need(service, Direction.Outbound, row.Protocol, row.Port, row.Port)
            {
                Host = row.Host,
                Unencrypted = row.IsPlainHttp,
                Basis = Basis.Stated,
            },
            [row.Line]);

    private static IEnumerable<Expectation> MobilePush(SeedDocument seed) =>
        from host in seed.PushHosts
        select new Expectation(
            new Need("mobile-push", Direction.Outbound, Protocol.Tcp, seed.PushPort.Port, seed.PushPort.Port)
            {
                Host = host.Host,
                Since = host.Since ?? "",
                Until = host.Until ?? "",
                Basis = Basis.Stated,
            },
            [host.Line, seed.PushPort.Line]);

    /// <summary>
    /// A Connect line is a SIP line: it needs what the table says about SIP and RTP, with the published addresses. Outbound SIP over UDP
    /// is not a separate need where the outbound media cover it.
    /// </summary>
    private static IEnumerable<Expectation> Connect(SeedDocument seed, ImmutableArray<Expectation> table)
    {
        ImmutableArray<string> services = ["sip", "rtp-media"];
        var needed = table.Where(expectation => services.Contains(expectation.Need.Service)).ToArray();
        foreach (var expectation in needed)
        {
            if (needed.Any(other => other != expectation && Covers(other.Need, expectation.Need))) continue;
            yield return new Expectation(
                expectation.Need with
                {
                    Service = "starface-connect",
                    Host = seed.ConnectHost.Value,
                    Addresses = Need.Join(seed.ConnectAddresses.Select(address => address.Value)),
                    Basis = Basis.Inferred,
                },
                [
                    .. expectation.Lines, seed.ConnectStatement, seed.ConnectHost.Line,
                    .. seed.ConnectAddresses.Select(address => address.Line),
                ]);
        }
    }

    private static bool Covers(Need outer, Need inner) =>
        outer.Direction == inner.Direction && outer.Protocol == inner.Protocol && outer.From <= inner.From && inner.To <= outer.To;

    private static IEnumerable<Expectation> Yealink(SeedDocument seed) =>
        from host in seed.YealinkHosts
        from port in seed.YealinkPorts
        select new Expectation(
            new Need("yealink-phones", Direction.Outbound, Protocol.Tcp, port.Port, port.Port)
            {
                Host = host.Value,
                Unencrypted = port.Port == 80,
                Basis = Basis.Stated,
            },
            [host.Line, port.Line, seed.YealinkHeading]);
}
