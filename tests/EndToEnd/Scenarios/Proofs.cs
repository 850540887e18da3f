using System.Globalization;
using System.Net;
using Starface.EndToEnd.Scenarios.Network;
using Starface.EndToEnd.Scenarios.Software;
using Starface.EndToEnd.Scenarios.Telephony;

namespace Starface.EndToEnd.Scenarios;

/// <summary>The proofs of the catalogue's scenarios.</summary>
internal static class Proofs
{
    private const string Registers = "the registration";
    private const string Answered = "a call is answered";
    private const string Announcement = "the caller hears the PBX before it has sent sound itself";
    private const string SilentPbx = "the PBX hears the caller while it sends no sound itself";
    private const string CallerHears = "the caller hears the PBX once both speak";
    private const string PbxHears = "the PBX hears the caller once both speak";
    private const string RegistersBehindNat = "the registration from behind NAT";
    private const string AnsweredBehindNat = "a call from behind NAT is answered";
    private const string CallerHearsBehindNat = "the caller behind NAT hears the PBX once both speak";
    private const string PbxHearsBehindNat = "the PBX hears the caller behind NAT once both speak";
    private const string WebSignIn = "the web server answers";
    private const string XmppSignIn = "the XMPP server signs the user in";
    private const string Plain = "the configuration over http";
    private const string Encrypted = "the configuration over https";
    private const string NameFound = "the host's name is found";
    private const string Pushed = "the push service accepts a message";
    private const string AddressLearned = "the PBX learns its public address";

    private static readonly string[] s_sound = [Announcement, SilentPbx, CallerHears, PbxHears];
    private static readonly string[] s_direct = [Registers, Answered, .. s_sound];
    private static readonly string[] s_soundBehindNat = [CallerHearsBehindNat, PbxHearsBehindNat];
    private static readonly string[] s_behindNat = [RegistersBehindNat, AnsweredBehindNat, .. s_soundBehindNat];

    private static readonly string[] s_downloads =
    [
        "http://license.starface.de/", "https://license.starface.de/", "https://license.starface.de:8383/",
        .. from host in new[] { "update.starface.de", "starface-cdn.de", "www.starface-cdn.de" }
           from scheme in new[] { "http", "https" }
           select $"{scheme}://{host}/",
    ];

    private static readonly (string Symptom, string What, bool IsInbound, bool IsTcp)[] s_connections =
    [
        ("The other PBX cannot connect to this one", "the other PBX connects over TCP", true, true),
        ("The other PBX does not reach this one over UDP", "the other PBX is answered over UDP", true, false),
        ("This PBX cannot connect to the other one", "the PBX connects to the other one over TCP", false, true),
        ("This PBX does not reach the other one over UDP", "the PBX is answered by the other one over UDP", false, false),
    ];

    public static IReadOnlyList<ScenarioProof> All { get; } =
    [
        new(
            "desk-phone-udp",
            use => Telephone(use, use.Workshop.Internet.Phones, use.Workshop.Internet.Desk, overTls: false),
            new StepProof("The phone cannot register", [.. s_direct, .. s_behindNat]),
            new StepProof(
                "No sound: a phone behind NAT neither hears nor is heard, and any other is not heard until the PBX has sent sound itself",
                [SilentPbx, .. s_soundBehindNat]),
            new StepProof(
                "The phone hears nothing until it has sent sound itself: no ringing tone, no announcement, no music on hold",
                Announcement)),
        new(
            "desk-phone-tls",
            use => Telephone(use, use.Workshop.Internet.Phones, use.Workshop.Internet.Desk, overTls: true),
            new StepProof("The phone cannot register over TLS", [.. s_direct, .. s_behindNat]),
            new StepProof(
                "No sound: a phone behind NAT neither hears nor is heard, and any other is not heard until the PBX has sent sound itself",
                [SilentPbx, .. s_soundBehindNat]),
            new StepProof(
                "The phone hears nothing until it has sent sound itself: no ringing tone, no announcement, no music on hold",
                Announcement)),
        new(
            "app-call",
            use =>
            {
                var (app, pbx) = (use.Workshop.Internet.Foreign, use.Workshop.Internet.Pbx.Address(use.IsIPv6));
                Parallel.Invoke(
                    () => use.Observe(WebSignIn, patience => Fetches(app, Address(pbx, "https", 443), use.Workshop, patience)),
                    () => use.Observe(
                        XmppSignIn,
                        patience => XmppClient.SignsIn(app, new IPEndPoint(pbx, 5222), "app", Workshop.Password, patience)
                            .GetAwaiter().GetResult()),
                    () => Telephone(use, app, use.Workshop.Internet.Carrier, overTls: true));
            },
            new StepProof("The app signs in and calls, but its basic functions fail", WebSignIn),
            new StepProof("The app cannot sign in", XmppSignIn),
            new StepProof("The app signs in but cannot call", [.. s_direct, .. s_behindNat]),
            new StepProof(
                "No sound: an app behind NAT neither hears nor is heard, and any other is not heard until the PBX has sent sound itself",
                [SilentPbx, .. s_soundBehindNat]),
            new StepProof(
                "The app hears nothing until it has sent sound itself: no ringing tone, no announcement, no music on hold",
                Announcement)),
        new(
            "trunk-call-in",
            use => Talk(use, new Caller(use.Workshop, use.Workshop.Internet.Provider, use.IsIPv6)),
            new StepProof("Calls from outside do not arrive", [Answered, .. s_sound]),
            new StepProof("The caller is not heard until the PBX has sent sound itself", SilentPbx),
            new StepProof(
                "The caller hears nothing until the provider has sent sound itself: no ringing tone, no announcement, no music on hold",
                Announcement)),
        new(
            "phone-provisioning",
            use =>
            {
                var (phones, pbx) = (use.Workshop.Internet.Phones, use.Workshop.Internet.Pbx.Address(use.IsIPv6));
                use.Observe(Plain, patience => Fetches(phones, Address(pbx, "http", 50080), use.Workshop, patience));
                use.Observe(Encrypted, patience => Fetches(phones, Address(pbx, "https", 50081), use.Workshop, patience));
            },
            new StepProof("A phone that asks over http gets no configuration, and its menus stay empty", Plain),
            new StepProof("A phone that asks over https gets no configuration", Encrypted)),
        new(
            "mobile-wake",
            use =>
            {
                FindName(use, "push-cluster.starface.de");
                use.Observe(Pushed, patience => Reaches(use, "https://push-cluster.starface.de/", patience));
            },
            new StepProof("The Mobile App does not ring while it is closed", Pushed),
            new StepProof(
                "The name of the push service is not found: the Mobile App does not ring while it is closed",
                NameFound, Pushed)),
        new(
            "licence-and-updates",
            use =>
            {
                FindName(use, "license.starface.de");
                Parallel.ForEach(
                    s_downloads,
                    new ParallelOptions { MaxDegreeOfParallelism = s_downloads.Length },
                    url => use.Observe(url, patience => Reaches(use, url, patience)));
            },
            new StepProof("The licence server cannot be reached over http", "http://license.starface.de/"),
            new StepProof("The licence server cannot be reached over https", "https://license.starface.de/"),
            new StepProof("The licence server cannot be reached on port 8383", "https://license.starface.de:8383/"),
            new StepProof(
                "Updates and firmware cannot be fetched over http",
                "http://update.starface.de/", "http://starface-cdn.de/", "http://www.starface-cdn.de/"),
            new StepProof(
                "Updates and firmware cannot be fetched over https",
                "https://update.starface.de/", "https://starface-cdn.de/", "https://www.starface-cdn.de/"),
            new StepProof(
                "The names of the servers are not found: licences are not compared, and no updates are found",
                [NameFound, .. s_downloads])),
        new(
            "stun",
            use =>
            {
                FindName(use, "stun.starface.com");
                use.Observe(
                    AddressLearned,
                    patience => Ask(use, patience, "turnutils_stunclient", "stun.starface.com").Output
                        .Contains("UDP reflexive addr: ", StringComparison.Ordinal));
            },
            new StepProof("The PBX does not learn its public address by STUN", AddressLearned),
            new StepProof(
                "The name of the STUN server is not found: the PBX does not learn its public address",
                NameFound, AddressLearned)),
        new(
            "pbx-network",
            use => Parallel.ForEach(
                s_connections,
                way => use.Observe(
                    way.What,
                    patience =>
                    {
                        var (pbx, other) = (use.Workshop.Internet.Pbx, use.Workshop.Internet.OtherPbx);
                        var (from, to) = way.IsInbound ? (other, pbx) : (pbx, other);
                        return Caller.Asks(from, to.Address(use.IsIPv6), 3090, way.IsTcp, patience);
                    })),
            [.. s_connections.Select(way => new StepProof(way.Symptom, way.What))]),
    ];

    /// <summary>A phone registers and calls, from an address that the PBX can reach and from behind NAT.</summary>
    private static void Telephone(Use use, Site direct, Site behindNat, bool overTls)
    {
        Parallel.Invoke(
            () =>
            {
                var phone = At(direct);
                if (use.Observe(Registers, phone.Registers)) Talk(use, phone);
                else use.Skip([Answered, .. s_sound]);
            },
            () =>
            {
                // IPv6 has no NAT.
                if (use.IsIPv6) return;
                var phone = At(behindNat);
                if (!use.Observe(RegistersBehindNat, phone.Registers))
                {
                    use.Skip([AnsweredBehindNat, .. s_soundBehindNat]);
                    return;
                }

                Call? call = null;
                if (!use.Observe(AnsweredBehindNat, patience => (call = phone.Calls(patience)) is not null))
                {
                    use.Skip(s_soundBehindNat);
                    return;
                }

                using (call!) Listen(use, call!, CallerHearsBehindNat, PbxHearsBehindNat);
            });

        Caller At(Site site) => overTls ? Caller.OverTls(use.Workshop, site, use.IsIPv6) : new Caller(use.Workshop, site, use.IsIPv6);
    }

    /// <summary>A caller calls three times: only the PBX speaks, only the caller speaks, both speak.</summary>
    private static void Talk(Use use, Caller caller)
    {
        Call? first = null;
        if (!use.Observe(Answered, patience => (first = caller.Calls(patience)) is not null))
        {
            use.Skip(s_sound);
            return;
        }

        Call? second = null, third = null;
        Parallel.Invoke(() => second = Again(), () => third = Again());
        using (first)
        using (second)
        using (third)
        {
            Parallel.Invoke(
                () => use.Observe(Announcement, first!.CarriesExtension),
                () => use.Observe(SilentPbx, second!.CarriesCaller),
                () => Listen(use, third!, CallerHears, PbxHears));
        }

        Call Again() => caller.Calls(TimeSpan.FromSeconds(30))
            ?? throw new IOException($"The next call is not answered:\n{string.Join('\n', use.Workshop.Internet.TakeFailures())}");
    }

    /// <summary>Lets both speak, and observes who hears the other.</summary>
    private static void Listen(Use use, Call call, string callerHears, string pbxHears)
    {
        call.Speak();
        Parallel.Invoke(() => use.Observe(callerHears, call.CallerHears), () => use.Observe(pbxHears, call.ExtensionHears));
    }

    private static void FindName(Use use, string host) => use.Observe(
        NameFound, patience => Ask(use, patience, "getent", use.IsIPv6 ? "ahostsv6" : "ahostsv4", host).Code == 0);

    private static bool Reaches(Use use, string url, TimeSpan patience) =>
        Ask(use, patience, "curl", use.IsIPv6 ? "-6" : "-4", "--silent", "--fail", "--cacert", use.Workshop.Certificate, url).Code == 0;

    private static bool Fetches(Site site, string url, Workshop workshop, TimeSpan patience) =>
        site.Run(patience, "curl", "--silent", "--fail", "--globoff", "--cacert", workshop.Certificate, url).Code == 0;

    private static string Address(IPAddress server, string scheme, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"{scheme}://{new IPEndPoint(server, port)}/");

    /// <summary>Runs a program at the PBX, which asks the resolver.</summary>
    private static (int? Code, string Output) Ask(Use use, TimeSpan patience, string program, params string[] arguments) =>
        use.Workshop.Internet.Pbx.Run(
            patience,
            "sh",
            [
                "-c", "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"",
                Path.Combine(use.Workshop.Folder, $"resolv-{(use.IsIPv6 ? 6 : 4)}.conf"), program, .. arguments,
            ]);
}
