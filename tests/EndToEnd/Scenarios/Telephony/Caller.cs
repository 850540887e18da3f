using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Starface.EndToEnd.Scenarios.Network;
using Starface.EndToEnd.Scenarios.Software;

namespace Starface.EndToEnd.Scenarios.Telephony;

/// <summary>What speaks SIP with the PBX by means of sipp: a phone, an app, or a provider.</summary>
/// <param name="workshop">The PBX.</param>
/// <param name="site">Where the caller is.</param>
/// <param name="isIPv6">The family it uses.</param>
/// <param name="tunnel">The port of a TLS tunnel to the PBX at the site; null speaks SIP over UDP.</param>
internal sealed class Caller(Workshop workshop, Site site, bool isIPv6, int? tunnel = null)
{
    private static int s_count;
    private static int s_ports = 7_000;

    /// <summary>A caller over TLS, which sipp lacks: it speaks into a tunnel of stunnel.</summary>
    public static Caller OverTls(Workshop workshop, Site site, bool isIPv6)
    {
        var port = 15_000 + Interlocked.Increment(ref s_count);
        var configuration = workshop.Write(
            $"tunnel-{Text(port)}.conf",
            $"""
            foreground = yes
            pid =
            client = yes
            TIMEOUTconnect = 30
            CAfile = {workshop.Certificate}
            verifyChain = yes
            [sip]
            accept = 127.0.0.1:{Text(port)}
            connect = {workshop.Internet.Pbx.Address(isIPv6)}:5061

            """);
        site.Start($"tcp {Text(port)}", "stunnel", configuration);
        return new Caller(workshop, site, isIPv6, port);
    }

    /// <summary>Whether a server answers to a question over SIP.</summary>
    public static bool Asks(Site site, IPAddress server, int port, bool isTcp, TimeSpan patience)
    {
        var isIPv6 = server.AddressFamily == AddressFamily.InterNetworkV6;
        return Sipp(site, isTcp, new IPEndPoint(server, port), site.Address(isIPv6), patience, "options.xml", "-s", "pbx");
    }

    /// <summary>Whether the PBX accepts a registration.</summary>
    public bool Registers(TimeSpan patience) => Speaks(patience, "register.xml", "-s", "100");

    /// <summary>Whether the PBX accepts the registration of a phone that waits for calls at a port.</summary>
    public bool Registers(string name, int port, TimeSpan patience) => Speaks(patience, "register.xml", "-s", name, "-p", Text(port));

    /// <summary>
    /// Whether a phone that is registered rings when the PBX calls it. It takes every call: the first may be one that was given up, which
    /// the PBX sends again for half a minute.
    /// </summary>
    public bool Rings(string name, int port, TimeSpan patience)
    {
        var pbx = workshop.Internet.Pbx;
        using var sound = new RtpEnd(site, isIPv6);
        var phone = site.Start(
            $"udp {Text(port)}", "sipp",
            [.. Scenario("answer.xml", site.Address(isIPv6)), "-p", Text(port), .. Sound(site, sound)]);
        var address = pbx.Address(isIPv6);
        var rings = Sipp(
            pbx, false, new IPEndPoint(address, 5060), address, patience, "call.xml", ["-s", name, .. Sound(pbx, sound)]);
        Site.Stop(phone);
        return rings;
    }

    /// <summary>Calls an extension of the PBX.</summary>
    /// <returns>The call, or null where it was not answered.</returns>
    public Call? Calls(TimeSpan patience)
    {
        var pbx = workshop.Internet.Pbx;
        var number = Interlocked.Increment(ref s_count);
        var extension = new RtpEnd(pbx, isIPv6);
        var caller = new RtpEnd(site, isIPv6);
        // The extension's name is its port, to which the PBX passes the call on.
        var port = Text(20_000 + number);
        var (offered, answered) = (Path.Combine(workshop.Folder, $"offered-{port}"), Path.Combine(workshop.Folder, $"answered-{port}"));
        pbx.Start(
            $"udp {port}", "sipp",
            [.. Arguments("answer.xml", pbx.Address(isIPv6)), "-p", port, .. Sound(pbx, extension), .. Log(offered)]);
        if (Speaks(patience, "call.xml", ["-s", $"ext-{port}", .. Sound(site, caller), .. Log(answered)]))
            return new Call(caller, Media(answered), extension, Media(offered));
        caller.Dispose();
        extension.Dispose();
        return null;
    }

    private bool Speaks(TimeSpan patience, string scenario, params string[] arguments) => tunnel is { } port
        ? Sipp(site, true, new IPEndPoint(IPAddress.Loopback, port), IPAddress.Loopback, patience, scenario, arguments)
        : Sipp(
            site, false, new IPEndPoint(workshop.Internet.Pbx.Address(isIPv6), 5060), site.Address(isIPv6), patience, scenario, arguments);

    private static bool Sipp(
        Site site, bool isTcp, IPEndPoint to, IPAddress from, TimeSpan patience, string scenario, params string[] arguments) =>
        site.Run(
            patience,
            "sipp",
            [
                // A port of its own: two that begin at the same time would look for a free one, and find the same.
                .. Arguments(scenario, from), "-p", Text(Interlocked.Increment(ref s_ports)), "-t", isTcp ? "t1" : "u1", .. arguments,
                to.ToString(),
            ]).Code == 0;

    private static string[] Arguments(string scenario, IPAddress from) => [.. Scenario(scenario, from), "-m", "1"];

    private static string[] Scenario(string scenario, IPAddress from) =>
        ["-sf", Workshop.Shipped(scenario), "-nostdin", "-i", from.ToString()];

    private string[] Sound(Site at, RtpEnd end) => ["-mi", at.Address(isIPv6).ToString(), "-key", "sound", Text(end.Port)];

    private static string[] Log(string path) => ["-trace_logs", "-log_file", path];

    private IPEndPoint Media(string log) =>
        new(
            workshop.Internet.Pbx.Address(isIPv6),
            int.Parse(File.ReadAllText(log), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
