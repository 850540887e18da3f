using System.Collections.Immutable;
using System.Globalization;
using Starface.Pages.Model;

namespace Starface.Pages.Words;

/// <summary>German.</summary>
internal sealed class GermanWords : PageWords
{
    private static readonly ImmutableArray<(string English, string German)> s_sources =
    [
        ("Port table, row ", "Porttabelle, Zeile "),
        ("Server addresses, row ", "Serveradressen, Zeile "),
        ("STUN section and port table, row ", "Abschnitt STUN und Porttabelle, Zeile "),
        ("STUN section and server addresses, port ", "Abschnitt STUN und Serveradressen, Port "),
        ("Mobile Apps section, ", "Abschnitt Mobile Apps, "),
        ("Connect section, ", "Abschnitt Connect, "),
        ("Yealink section, port ", "Abschnitt Yealink, Port "),
    ];

    /// <inheritdoc/>
    public override string Code => "de";

    /// <inheritdoc/>
    public override string Title => "Firewall-Richtlinien";

    /// <inheritdoc/>
    public override string Skip => "Zum Inhalt springen";

    /// <inheritdoc/>
    public override string Fleet => "Flotte";

    /// <inheritdoc/>
    public override string Instances => "Instanzen";

    /// <inheritdoc/>
    public override string Instance => "Instanz";

    /// <inheritdoc/>
    public override string Stack => "Stack";

    /// <inheritdoc/>
    public override string Cloud => "Cloud";

    /// <inheritdoc/>
    public override string Policy => "Richtlinie";

    /// <inheritdoc/>
    public override string Version => "PBX-Version";

    /// <inheritdoc/>
    public override string CurrentVersion => "aktuelle Version";

    /// <inheritdoc/>
    public override string Digest => "Prüfsumme der erlaubten Verbindungen";

    /// <inheritdoc/>
    public override string DescribedIn => "Beschrieben in";

    /// <inheritdoc/>
    public override string Status => "Status";

    /// <inheritdoc/>
    public override string Findings => "Befunde";

    /// <inheritdoc/>
    public override string Fine => "keine Warnungen oder Fehler";

    /// <inheritdoc/>
    public override string Unread => "Nicht lesbar";

    /// <inheritdoc/>
    public override string UnreadHint => "Was diese erlauben, ist nicht bekannt. Die Seite zeigt nicht die ganze Flotte.";

    /// <inheritdoc/>
    public override string Probes => "Wirklich ausprobiert";

    /// <inheritdoc/>
    public override string Seen => "Was zu sehen war und was zu tun ist";

    /// <inheritdoc/>
    public override string ProbedFrom(string from) => from switch
    {
        "pbx" => "von der Anlage aus",
        "phones" => "aus dem Netz der Telefone",
        "outside" => "von außen",
        _ => from,
    };

    /// <inheritdoc/>
    public override string Exposure => "Öffentliche Adressen, die empfindliche Dienste erreichen";

    /// <inheritdoc/>
    public override string Service => "Dienst";

    /// <inheritdoc/>
    public override string Quotas => "Grenzen der Cloud";

    /// <inheritdoc/>
    public override string UsedOf(int used, int limit) => FormattableString.Invariant($"{used} von {limit}");

    /// <inheritdoc/>
    public override string DueDates => "Termine";

    /// <inheritdoc/>
    public override string NextDue => "Nächster Termin";

    /// <inheritdoc/>
    public override string Day => "Tag";

    /// <inheritdoc/>
    public override string What => "Was";

    /// <inheritdoc/>
    public override string Owner => "Verantwortlich";

    /// <inheritdoc/>
    public override string WhoIsWho => "Wer ist wer";

    /// <inheritdoc/>
    public override string NoAddress => "keine: nichts ist für sie offen";

    /// <inheritdoc/>
    public override string HostsOfServices => "Hosts, die Dienste nennen";

    /// <inheritdoc/>
    public override string NamedHosts => "genannte Hosts";

    /// <inheritdoc/>
    public override string AnyAddress => "jede Adresse (IPv4 und IPv6)";

    /// <inheritdoc/>
    public override string Access => "Wer was erreicht";

    /// <inheritdoc/>
    public override string Inbound => "Eingehend: wer die PBX erreichen darf";

    /// <inheritdoc/>
    public override string Outbound => "Ausgehend: was die PBX erreichen darf";

    /// <inheritdoc/>
    public override string NothingPermitted => "Nichts ist erlaubt.";

    /// <inheritdoc/>
    public override string Reason => "Grund";

    /// <inheritdoc/>
    public override string Row => "Zeile der Quelle";

    /// <inheritdoc/>
    public override string NoRow => "nicht in der Tabelle des Herstellers";

    /// <inheritdoc/>
    public override string Rule => "Regel";

    /// <inheritdoc/>
    public override string OnlyFor => "Nur für";

    /// <inheritdoc/>
    public override string IncludedFrom => "Übernommen aus";

    /// <inheritdoc/>
    public override string Unencrypted => "unverschlüsselt";

    /// <inheritdoc/>
    public override string AtLeast => "mindestens";

    /// <inheritdoc/>
    public override string NeverCut => "laufende Gespräche werden nie getrennt";

    /// <inheritdoc/>
    public override string Stated => "von der Quelle genannt";

    /// <inheritdoc/>
    public override string Inferred => "aus der Quelle gefolgert";

    /// <inheritdoc/>
    public override string ByOperators => "von Betreibern verlangt";

    /// <inheritdoc/>
    public override string Resources => "Regeln und Ressourcen";

    /// <inheritdoc/>
    public override string Permits => "erlaubt";

    /// <inheritdoc/>
    public override string Denies => "verbietet";

    /// <inheritdoc/>
    public override string DirectionOf => "Richtung";

    /// <inheritdoc/>
    public override string InboundWord => "eingehend";

    /// <inheritdoc/>
    public override string OutboundWord => "ausgehend";

    /// <inheritdoc/>
    public override string Scenarios => "Was funktioniert";

    /// <inheritdoc/>
    public override string Scenario => "Szenario";

    /// <inheritdoc/>
    public override string Result => "Ergebnis";

    /// <inheritdoc/>
    public override string Notes => "Was man bemerkt, oder warum";

    /// <inheritdoc/>
    public override string Works => "funktioniert";

    /// <inheritdoc/>
    public override string WorksPartly => "funktioniert teilweise";

    /// <inheritdoc/>
    public override string DoesNotWork => "funktioniert nicht";

    /// <inheritdoc/>
    public override string Undecided => "unbekannt";

    /// <inheritdoc/>
    public override string NotApplicable => "entfällt";

    /// <inheritdoc/>
    public override string Severity => "Schwere";

    /// <inheritdoc/>
    public override string Error => "Fehler";

    /// <inheritdoc/>
    public override string Warning => "Warnung";

    /// <inheritdoc/>
    public override string Info => "Hinweis";

    /// <inheritdoc/>
    public override string Place => "Stelle";

    /// <inheritdoc/>
    public override string Message => "Befund";

    /// <inheritdoc/>
    public override string OtherFindings => "Befunde zu Richtlinien und Stacks";

    /// <inheritdoc/>
    public override string Shared => "Gemeinsame Teile mehrerer Instanzen";

    /// <inheritdoc/>
    public override string SharedHint => "Was für mehrere Instanzen gleich ist, steht hier einmal; jede von ihnen verweist darauf.";

    /// <inheritdoc/>
    public override string PermissionEnds => "Erlaubnis endet";

    /// <inheritdoc/>
    public override string ReviewDue => "Prüfung fällig";

    /// <inheritdoc/>
    public override string AcceptanceEnds => "hingenommen bis";

    /// <inheritdoc/>
    public override string LockChecked => "Namen zuletzt aufgelöst";

    /// <inheritdoc/>
    public override string FilterLabel => "Filter: Name, Richtlinie, Dienst, Port oder Adresse";

    /// <inheritdoc/>
    public override string OnlyWithFindings => "nur mit Warnungen oder Fehlern";

    /// <inheritdoc/>
    public override string Listed => "# gelistet";

    /// <inheritdoc/>
    public override string OpenAll => "Alle gelisteten aufklappen";

    /// <inheritdoc/>
    public override string CloseAll => "Alle zuklappen";

    /// <inheritdoc/>
    public override string Nobody => "keine";

    /// <inheritdoc/>
    public override string OneAddress => "Adresse";

    /// <inheritdoc/>
    public override string ManyAddresses => "Adressen";

    /// <inheritdoc/>
    public override string Networks => "IPv6-Netze (/64)";

    /// <inheritdoc/>
    public override string AllOfIPv6 => "ganz IPv6";

    /// <inheritdoc/>
    public override string MembersOf => "die Mitglieder von";

    /// <inheritdoc/>
    public override string GroupSeparator => ".";

    /// <inheritdoc/>
    public override string Drawing => "Zeichnung";

    /// <inheritdoc/>
    public override string DrawingLabel => "Zeichnung: wer die PBX erreicht und was sie erreicht; die Tabellen darunter sagen dasselbe.";

    /// <inheritdoc/>
    public override string ConnectsToPbx => "verbindet sich zur PBX";

    /// <inheritdoc/>
    public override string PbxConnects => "die PBX verbindet sich dorthin";

    /// <inheritdoc/>
    public override string Internet => "überall (Internet)";

    /// <inheritdoc/>
    public override string CloudCompared => "Vergleich mit der Cloud";

    /// <inheritdoc/>
    public override string NotCompared => "nicht verglichen";

    /// <inheritdoc/>
    public override string InSync => "wie geplant";

    /// <inheritdoc/>
    public override string DriftWord => "Abweichung";

    /// <inheritdoc/>
    public override string Layers => "Schichten jeder Schnittstelle, in der Reihenfolge des Wegs hinein";

    /// <inheritdoc/>
    public override string NotRead => "nicht vollständig gelesen";

    /// <inheritdoc/>
    public override string Extra => "zusätzlich offen";

    /// <inheritdoc/>
    public override string Missing => "fehlt";

    /// <inheritdoc/>
    public override string Differs => "weicht ab";

    /// <inheritdoc/>
    public override string Changes => "Änderungen";

    /// <inheritdoc/>
    public override string ComparedWith => "Vorher";

    /// <inheritdoc/>
    public override string SameTraffic => "Unverändert sind";

    /// <inheritdoc/>
    public override string NewInstance => "neu";

    /// <inheritdoc/>
    public override string RemovedInstance => "nicht mehr da";

    /// <inheritdoc/>
    public override string ExposureGrows => "öffentliche Adressen erreichen Ports, die sie bisher nicht erreichten";

    /// <inheritdoc/>
    public override string CutsNeverCut => "trennt, was nie getrennt werden darf:";

    /// <inheritdoc/>
    public override string RunningCalls => "Laufende Gespräche";

    /// <inheritdoc/>
    public override string Change => "Änderung";

    /// <inheritdoc/>
    public override string Opened => "geöffnet";

    /// <inheritdoc/>
    public override string Closed => "geschlossen";

    /// <inheritdoc/>
    public override string Ports => "Ports";

    /// <inheritdoc/>
    public override string RemoteSide => "Gegenseite";

    /// <inheritdoc/>
    public override string AcceptedFindings => "Hingenommene Befunde";

    /// <inheritdoc/>
    public override string ForPartners => "Was die Firewall der Gegenseite erlauben muss";

    /// <inheritdoc/>
    public override string ForPartnersHint => "Eine Liste je Art von Gerät oder Partner, deren Adressen oben stehen.";

    /// <inheritdoc/>
    public override string FromWhere => "Von";

    /// <inheritdoc/>
    public override string ToWhere => "Nach";

    /// <inheritdoc/>
    public override string Protocol => "Protokoll";

    /// <inheritdoc/>
    public override string Purpose => "Zweck";

    /// <inheritdoc/>
    public override string Encryption => "Verschlüsselung";

    /// <inheritdoc/>
    public override string ThePbx => "die PBX";

    /// <inheritdoc/>
    public override string Device => "Gerät oder Partner";

    /// <inheritdoc/>
    public override string TextsAsDeclared =>
        "Befunde sind englisch; Gründe und Titel eigener Richtlinien erscheinen, wie sie geschrieben wurden.";

    /// <inheritdoc/>
    public override string Sums(int instances, int stacks) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{instances} {(instances == 1 ? "Instanz" : "Instanzen")} in {stacks} {(stacks == 1 ? "Stack" : "Stacks")}");

    /// <inheritdoc/>
    public override string NameOf(string id) => id switch
    {
        "administrators" => "Administratoren",
        "anywhere" => "überall (Internet)",
        "app-users" => "Nutzer der Apps",
        "backup-targets" => "Ziele der Datensicherung",
        "directory-servers" => "Verzeichnisserver",
        "mail-servers" => "Mailserver",
        "other-pbxs" => "andere PBX",
        "phones" => "Telefone",
        "resolvers" => "Namensserver",
        "sip-providers" => "SIP-Anbieter",
        "ssh-administrators" => "Administratoren (SSH)",
        "time-servers" => "Zeitserver",
        "users" => "Nutzer der Weboberfläche",
        "vpn" => "VPN",
        _ => id,
    };

    /// <inheritdoc/>
    public override string LimitOf(string quota)
    {
        const string Fullest = " in the fullest group";
        return quota.EndsWith(Fullest, StringComparison.Ordinal)
            ? $"{Known(quota[..^Fullest.Length])} in der vollsten Gruppe"
            : Known(quota);

        static string Known(string quota) => quota switch
        {
            "inbound IPv4 rules" => "eingehende IPv4-Regeln",
            "inbound IPv6 rules" => "eingehende IPv6-Regeln",
            "outbound IPv4 rules" => "ausgehende IPv4-Regeln",
            "outbound IPv6 rules" => "ausgehende IPv6-Regeln",
            "security groups per interface" => "Sicherheitsgruppen je Schnittstelle",
            "rules" => "Regeln",
            "source addresses" => "Quelladressen",
            "destination addresses" => "Zieladressen",
            _ => quota,
        };
    }

    /// <inheritdoc/>
    public override string Renumbering(string prefix, int more) =>
        FormattableString.Invariant($"eine neue Nummer für {prefix} braucht {more} mehr");

    /// <inheritdoc/>
    public override string TrafficOf(Traffic traffic) => traffic switch
    {
        { Protocol: "all", Ports: "all" } => "alle Protokolle und Ports",
        { Protocol: "all" } => $"alle Protokolle, Ports {traffic.Ports}",
        { Ports: "all" } => $"{traffic.Protocol} alle Ports",
        _ => traffic.ToString().Replace(" type ", " Typ ", StringComparison.Ordinal),
    };

    /// <inheritdoc/>
    public override string SourceOf(string row)
    {
        foreach (var (english, german) in s_sources)
            if (row.StartsWith(english, StringComparison.Ordinal))
                return (german + row[english.Length..]).Replace(" UDP and RTP ", " UDP und RTP ", StringComparison.Ordinal);
        return row;
    }

    /// <inheritdoc/>
    public override string VerdictOf(string verdict) => verdict switch
    {
        "works" => "funktioniert",
        "refused" => "abgelehnt",
        "filtered" => "gefiltert",
        "open or filtered" => "offen oder gefiltert",
        "other answer" => "andere Antwort",
        "one way" => "nur in einer Richtung",
        "rewritten" => "umgeschrieben",
        "lossy" => "verlustreich",
        "tls too low" => "TLS zu niedrig",
        "does not resolve" => "Name ohne Adresse",
        "outside lock" => "Adresse nicht in der Lock-Datei",
        "not probed" => "nicht ausprobiert",
        _ => verdict,
    };

    /// <inheritdoc/>
    public override string NotSupported => "von der Richtlinie nicht zugesagt";

    /// <inheritdoc/>
    public override string IsMissing => "es fehlt:";

    /// <inheritdoc/>
    public override string ReachedFrom => "von";

    /// <inheritdoc/>
    public override string TitleOf(string title) => title switch
    {
        "Active Directory sign-in" => "Anmeldung über Active Directory",
        "Backup target" => "Ziel der Datensicherung",
        "Desktop and Mobile Apps" => "STARFACE Desktop Apps und Mobile Apps",
        "LDAP address book" => "LDAP-Adressbuch",
        "LDAP address book over TLS" => "LDAP-Adressbuch mit TLS",
        "Licence server" => "Lizenzserver",
        "Mail submission" => "Mailversand",
        "PBX network" => "Anlagenverbund",
        "Phone provisioning" => "Autoprovisioning",
        "Provider portal" => "Providerportal",
        "Public address look-up" => "Ermittlung der externen IP-Adresse",
        "Push messages to the Mobile Apps" => "Push-Nachrichten an die Mobile Apps",
        "RTP media" => "RTP-Audiodaten",
        "SIP over TLS" => "SIP mit TLS",
        "SIP trunks through Kamailio" => "SIP-Provider über Kamailio",
        "SSH for administration" => "SSH für die Administration",
        "Updates and firmware" => "Updates und Firmwares",
        "Web interface and REST" => "Weboberfläche und REST Interface",
        "Yealink phones of a hosted PBX" => "Yealink-Telefone an der STARFACE Cloud",
        _ => title,
    };

    /// <inheritdoc/>
    public override string SharedBy(string part, int number, int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{part}, Variante {number}: {count} Instanzen");
}
