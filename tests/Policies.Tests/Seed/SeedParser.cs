using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Starface.Policy;

namespace Starface.Policies.Tests.Seed;

/// <summary>
/// Reads the vendor's German text. It knows the headings, tables and lists in their order and refuses anything else, so that a row
/// the vendor adds or words differently is a failure and not a row overlooked.
/// </summary>
internal static partial class SeedParser
{
    private const string Host = @"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}";

    /// <summary>The text the catalog is held against.</summary>
    public static string ReadText()
    {
        using var stream = typeof(SeedParser).Assembly.GetManifestResourceStream("starface-port-usage.de.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">A line is not what should come next.</exception>
    public static SeedDocument Parse(string text)
    {
        var reader = new SeedReader(text);
        reader.TakeAll(Introduction());

        reader.Take(PortTableHeader());
        reader.Take(TableRule());
        var portTable = reader.TakeAll(ThreeColumns()).Select(ToPortRow).ToImmutableArray();

        reader.Take(TlsStatement());
        var tlsPorts = reader.TakeAll(PortItem()).Select(ToItem).ToImmutableArray();

        reader.Take(ServerHeading());
        reader.Take(ServerStatement());
        reader.Take(ServerTableHeader());
        reader.Take(TableRule());
        var servers = reader.TakeAll(FourColumns()).Select(ToServerRow).ToImmutableArray();

        reader.Take(PushHeading());
        var pushPort = ToItem(reader.Take(PushStatement()));
        var pushHosts = reader.TakeAll(PushItem()).Select(ToPushHost).ToImmutableArray();

        reader.Take(ConnectHeading());
        var connectStatement = reader.Take(ConnectStatement()).Line;
        var connectHost = ToItem(reader.Take(BareHost()));
        reader.Take(ConnectAddressStatement());
        var connectAddresses = reader.TakeAll(AddressItem()).Select(ToItem).ToImmutableArray();

        reader.Take(NeonHeading());
        var neonStatement = reader.Take(NeonStatement()).Line;

        var yealinkHeading = reader.Take(YealinkHeading()).Line;
        reader.Take(YealinkHostStatement());
        var yealinkHosts = reader.TakeAll(HostItem()).Select(ToItem).ToImmutableArray();
        reader.Take(YealinkPortStatement());
        var yealinkPorts = reader.TakeAll(PortItem()).Select(ToItem).ToImmutableArray();

        reader.Take(StunHeading());
        reader.TakeAll(StunAddressStatement());
        var (stunHostLine, stunHosts) = reader.Take(StunHosts());
        reader.TakeAll(StunReleaseStatement());
        var stunPort = ToItem(reader.Take(StunPort()));
        reader.Take(StunOtherPorts());
        while (reader.HasMore) reader.Take(StunExplanation());

        return new SeedDocument
        {
            PortTable = portTable,
            Tls12Ports = tlsPorts,
            ServerAddresses = servers,
            PushPort = pushPort,
            PushHosts = pushHosts,
            ConnectStatement = connectStatement,
            ConnectHost = connectHost,
            ConnectAddresses = connectAddresses,
            NeonStatement = neonStatement,
            YealinkHeading = yealinkHeading,
            YealinkHosts = yealinkHosts,
            YealinkPorts = yealinkPorts,
            StunHosts = [.. stunHosts.Groups["value"].Captures.Select(capture => new SeedItem(stunHostLine, capture.Value))],
            StunPort = stunPort,
        };
    }

    private static SeedItem ToItem((SeedLine Line, Match Match) row) => new(row.Line, row.Match.Groups["value"].Value);

    private static PortRow ToPortRow((SeedLine Line, Match Match) row)
    {
        var ports = Ports().Match(row.Match.Groups["port"].Value);
        if (!ports.Success) throw new FormatException($"Invalid ports: {row.Line}");
        var from = ToPort(ports.Groups["from"].Value);
        var to = ports.Groups["to"].Success ? ToPort(ports.Groups["to"].Value) : from;
        return new PortRow(row.Line, from, to, ToProtocols(row), row.Match.Groups["description"].Value);
    }

    private static ImmutableArray<Protocol> ToProtocols((SeedLine Line, Match Match) row) => row.Match.Groups["protocol"].Value switch
    {
        "TCP" => [Protocol.Tcp],
        "UDP" => [Protocol.Udp],
        "UDP und TCP" or "TCP und UDP" => [Protocol.Tcp, Protocol.Udp],
        "LDAP" => [Protocol.Tcp],
        _ => throw new FormatException($"Unknown protocol: {row.Line}"),
    };

    private static ServerRow ToServerRow((SeedLine Line, Match Match) row)
    {
        var (protocol, isPlainHttp) = row.Match.Groups["protocol"].Value switch
        {
            "HTTP" => (Protocol.Tcp, true),
            "HTTPS" => (Protocol.Tcp, false),
            "UDP" => (Protocol.Udp, false),
            _ => throw new FormatException($"Unknown protocol: {row.Line}"),
        };
        var groups = row.Match.Groups;
        return new ServerRow(
            row.Line, groups["host"].Value, ToPort(groups["port"].Value), protocol, isPlainHttp, groups["description"].Value);
    }

    private static PushHost ToPushHost((SeedLine Line, Match Match) row)
    {
        var version = row.Match.Groups["version"].Value;
        var isSince = row.Match.Groups["bound"].Value == "ab der";
        return new PushHost(row.Line, row.Match.Groups["value"].Value, isSince ? version : null, isSince ? null : version);
    }

    /// <summary>Reads a port, in which the vendor separates thousands by a dot.</summary>
    private static int ToPort(string text) => int.Parse(text.Replace(".", ""), NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^(Das Netzwerk, in dem|Die Verantwortung für|Sollte es zu Problemen mit der Sprachqualität)")]
    private static partial Regex Introduction();

    [GeneratedRegex(@"^Port \| Protokoll \| Beschreibung \|$")]
    private static partial Regex PortTableHeader();

    [GeneratedRegex(@"^(---\|)+$")]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^(?<port>[^|]+) \| (?<protocol>[^|]+) \| (?<description>[^|]+) \|$")]
    private static partial Regex ThreeColumns();

    [GeneratedRegex(@"^(?<from>\d{1,2}\.\d{3}|\d{1,5})( bis (?<to>\d{1,2}\.\d{3}|\d{1,5}))?$")]
    private static partial Regex Ports();

    [GeneratedRegex(@"^Die Nutzung von TLS 1\.0 und TLS 1\.1 ist für die folgenden Ports nicht möglich, alle höheren Versionen von TLS")]
    private static partial Regex TlsStatement();

    [GeneratedRegex(@"^- (?<value>\d{1,5})$")]
    private static partial Regex PortItem();

    [GeneratedRegex("^Zugriffe auf Serveradressen$")]
    private static partial Regex ServerHeading();

    [GeneratedRegex("^Die folgenden Serveradressen müssen von der STARFACE aus erreichbar sein:$")]
    private static partial Regex ServerStatement();

    [GeneratedRegex(@"^Adresse \| Port \| Protokoll \| Beschreibung \|$")]
    private static partial Regex ServerTableHeader();

    [GeneratedRegex(@"^(?<host>" + Host + @") \| (?<port>\d{1,5}) \| (?<protocol>[^|]+) \| (?<description>[^|]+) \|$")]
    private static partial Regex FourColumns();

    [GeneratedRegex("^Zugriff für die STARFACE Mobile Apps$")]
    private static partial Regex PushHeading();

    [GeneratedRegex(@"^Der folgende DNS Eintrag muss via Port (?<value>\d{1,5}) für die STARFACE und die Mobile Apps erreichbar sein")]
    private static partial Regex PushStatement();

    [GeneratedRegex(@"^- (?<value>" + Host + @") \((?<bound>ab der|bis zur) Version (?<version>\d+(\.\d+){3})\)$")]
    private static partial Regex PushItem();

    [GeneratedRegex("^Zugriff auf STARFACE Connect$")]
    private static partial Regex ConnectHeading();

    [GeneratedRegex("^Die folgende Subdomain muss von der STARFACE aus erreichbar sein, wenn eine STARFACE Connect Leitung genutzt")]
    private static partial Regex ConnectStatement();

    [GeneratedRegex("^(?<value>" + Host + ")$")]
    private static partial Regex BareHost();

    [GeneratedRegex("^Sollte dies nicht möglich sein, können auch die folgenden IP-Adressen in der Firewall eingetragen werden:$")]
    private static partial Regex ConnectAddressStatement();

    [GeneratedRegex(@"^- (?<value>\d{1,3}(\.\d{1,3}){3})$")]
    private static partial Regex AddressItem();

    [GeneratedRegex("^Zugriff auf STARFACE NEON$")]
    private static partial Regex NeonHeading();

    [GeneratedRegex("STARFACE NEON sind in einem anderen Teil der Dokumentation aufgeführt")]
    private static partial Regex NeonStatement();

    [GeneratedRegex("^Telefone des Herstellers Yealink an der STARFACE Cloud$")]
    private static partial Regex YealinkHeading();

    [GeneratedRegex("müssen die Yealink Telefone die folgenden Hosts erreichen können$")]
    private static partial Regex YealinkHostStatement();

    [GeneratedRegex("^- (?<value>" + Host + ")$")]
    private static partial Regex HostItem();

    [GeneratedRegex("^Dabei müssen die folgenden Ports freigegeben sein für die oben aufgeführten Hosts:$")]
    private static partial Regex YealinkPortStatement();

    [GeneratedRegex("^Erreichbarkeit des STUN Servers$")]
    private static partial Regex StunHeading();

    [GeneratedRegex("^(Freigabe der STUN-Server-Adresse:|- Die Adressen)$")]
    private static partial Regex StunAddressStatement();

    [GeneratedRegex("^(?<value>" + Host + ")( und (?<value>" + Host + "))*$")]
    private static partial Regex StunHosts();

    [GeneratedRegex("^(müssen in der Firewall freigegeben werden.|Öffnung der erforderlichen Ports:)$")]
    private static partial Regex StunReleaseStatement();

    [GeneratedRegex(@"^- UDP-Port (?<value>\d{1,5}): .* für eingehenden und ausgehenden UDP-Datenverkehr zu öffnen\.$")]
    private static partial Regex StunPort();

    // The ports of the media again, "falls die Anwendung weitere Ports benötigt": nothing the port table does not say.
    [GeneratedRegex(@"^- Zusätzliche Ports: .*\(z\. B\. UDP-Ports 10000-20000 für RTP-Verkehr\)")]
    private static partial Regex StunOtherPorts();

    // The rest of the section explains what STUN is. It names neither port nor host: both hold a digit, or a dot inside a word.
    [GeneratedRegex(@"^(?!.*(\d|[a-z]\.[a-z]))")]
    private static partial Regex StunExplanation();
}
