using System.Collections.Immutable;
using Starface.Cli.Hosting;
using Starface.Cli.Screen;
using Starface.Policy;
using Starface.Probes.Planning;

namespace Starface.Cli.Verbs.Doctor;

/// <summary>Probes and their verdicts as people and programs read them.</summary>
internal static class ProbeWords
{
    /// <summary>A key was given, and nobody who has it could be asked.</summary>
    public static Problem ListenerMissing => UsageProblem.Option(
        "The listener on the PBX could not be asked, so that nothing is known of rows without an answer",
        "start 'doctor --listen' there with the same key, and name a port with --control on both sides where no row over TCP is open to "
            + "this machine");

    /// <summary>Every row was passed over.</summary>
    public static Problem NothingWorks =>
        UsageProblem.Option("No row was tried that works", "name servers with --server, or other services with --only");

    /// <summary>How long conversations are remembered was asked for, and is not known.</summary>
    /// <param name="why">Why.</param>
    public static Problem SilencesUnknown(string why) => UsageProblem.Option(
        $"How long a UDP conversation is remembered could not be found out: {why}",
        "run it again, with a listener whose --listen-time is longer than the probes and the silences together",
        "--nat-timeout");

    /// <summary>A verdict for people.</summary>
    public static string For(ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Works => "works",
        ProbeVerdict.Refused => "refused",
        ProbeVerdict.Filtered => "filtered",
        ProbeVerdict.OpenOrFiltered => "open or filtered",
        ProbeVerdict.OtherAnswer => "answered by something else",
        ProbeVerdict.OneWay => "one way",
        ProbeVerdict.Rewritten => "rewritten on the way",
        ProbeVerdict.Lossy => "loses packets",
        ProbeVerdict.TlsTooLow => "TLS too low",
        ProbeVerdict.DoesNotResolve => "name does not resolve",
        ProbeVerdict.OutsideLock => "resolves outside of the lock",
        _ => "not probed",
    };

    /// <summary>A verdict for programs.</summary>
    public static string IdOf(ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Works => "works",
        ProbeVerdict.Refused => "refused",
        ProbeVerdict.Filtered => "filtered",
        ProbeVerdict.OpenOrFiltered => "open-or-filtered",
        ProbeVerdict.OtherAnswer => "other-answer",
        ProbeVerdict.OneWay => "one-way",
        ProbeVerdict.Rewritten => "rewritten",
        ProbeVerdict.Lossy => "lossy",
        ProbeVerdict.TlsTooLow => "tls-too-low",
        ProbeVerdict.DoesNotResolve => "does-not-resolve",
        ProbeVerdict.OutsideLock => "outside-lock",
        _ => "not-probed",
    };

    /// <summary>How a verdict looks.</summary>
    public static TextStyle StyleOf(ProbeVerdict verdict) => verdict switch
    {
        ProbeVerdict.Works => TextStyle.Good,
        ProbeVerdict.NotProbed => TextStyle.Muted,
        ProbeVerdict.OpenOrFiltered => TextStyle.Warning,
        _ => TextStyle.Error,
    };

    /// <summary>What is said, in a word.</summary>
    public static string For(ProbeMethod method) => method switch
    {
        ProbeMethod.Dns => "DNS",
        ProbeMethod.Ntp => "NTP",
        ProbeMethod.Stun => "STUN",
        ProbeMethod.Http => "HTTP",
        ProbeMethod.Https => "HTTPS",
        ProbeMethod.Tls => "TLS",
        ProbeMethod.Ldap => "LDAP",
        ProbeMethod.Ldaps => "LDAPS",
        ProbeMethod.Sip or ProbeMethod.SipEcho => "SIP",
        ProbeMethod.SipTls => "SIP over TLS",
        ProbeMethod.Xmpp => "XMPP",
        ProbeMethod.Smtp => "SMTP",
        ProbeMethod.Smtps => "SMTP over TLS",
        ProbeMethod.Ssh => "SSH",
        ProbeMethod.Datagram or ProbeMethod.Echo => "datagram",
        ProbeMethod.SoundEcho or ProbeMethod.Sound => "RTP",
        ProbeMethod.Greeting => "greeting",
        _ => "connection",
    };

    /// <summary>Whether what is said is for the listener on the PBX.</summary>
    public static bool IsOfListener(ProbeMethod method) =>
        method is ProbeMethod.Greeting or ProbeMethod.Echo or ProbeMethod.SipEcho or ProbeMethod.SoundEcho;

    /// <summary>The transport and the ports, such as <c>udp 3478</c>.</summary>
    public static string PortsOf(Probe probe) => $"{RuleText.Describe(probe.Protocol)} {RuleText.Ports(probe.Protocol, probe.Ports)}";

    /// <summary>The host beside its address, or what the probe has of both.</summary>
    public static string RemoteOf(Probe probe) =>
        probe.Host is { } host && host != probe.Remote ? $"{host} ({probe.Remote})" : probe.Remote;

    /// <summary>The services of a probe's rows.</summary>
    public static ImmutableArray<string> ServicesOf(Probe probe) =>
        [.. probe.Rows.Select(row => row.Service).Distinct(StringComparer.Ordinal)];

    /// <summary>Where the doctor runs, as its option has it.</summary>
    public static string IdOf(ProbeViewpoint viewpoint) => viewpoint switch
    {
        ProbeViewpoint.Phones => "phones",
        ProbeViewpoint.Outside => "outside",
        _ => "pbx",
    };
}
