namespace Starface.Generators.Tests;

/// <summary>Declarations that several tests begin with.</summary>
internal static class Sources
{
    public const string WebInterface = """
        using Starface.Policy;
        namespace Sample;

        [Service("web-interface", Title = "Web interface & REST")]
        [Inbound(Protocol.Tcp, 443, Setting = "WebPort", MinimumTls = Tls.V12, Source = "Port table, row 443: Weboberfläche")]
        [Inbound(Protocol.Tcp, 80, Unencrypted = true, Basis = Basis.Stated, Source = "Port table, row 80")]
        public sealed partial class WebInterface;
        """;

    public const string RtpMedia = """
        using Starface.Policy;
        namespace Sample;

        [Service("rtp-media")]
        [Inbound(Protocol.Udp, 10000, 20000, Setting = "MediaPorts")]
        [Outbound(Protocol.Udp, Ports = "1025-65535")]
        [Outbound(Protocol.Tcp, 3478)]
        public sealed partial class RtpMedia;
        """;

    public const string Updates = """
        using Starface.Policy;
        namespace Sample;

        [Service("updates", Title = "Updates")]
        [RemoteHost("update.starface.de")]
        [RemoteHost("starface-cdn.de", Addresses = ["203.0.113.7", "2001:db8::/48"])]
        [Outbound(Protocol.Tcp, 80, Source = "Serveradressen")]
        [Outbound(Protocol.Tcp, 443, Source = "Serveradressen")]
        [Outbound(Protocol.Tcp, 443, Host = "push.starface.de", Until = "7.0.0.8")]
        public sealed partial class Updates;
        """;

    public const string CloudPbx = """
        using Starface.Policy;
        namespace Sample;

        /// <summary>People who administer.</summary>
        public sealed class Administrators : PeerGroup;

        /// <summary>Providers of trunks.</summary>
        public sealed class SipProviders : PeerGroup;

        [Policy("cloud-pbx", Title = "Hosted PBX")]
        [Allow<WebInterface, Administrators>]
        [Allow<RtpMedia, Anywhere>(Because = "Media may come from \"any\" gateway")]
        [Allow<RtpMedia, SipProviders>]
        [Allow<Updates>]
        public sealed partial class CloudPbx;
        """;

    /// <summary>A scenario of the web interface.</summary>
    public const string Scenario = """
        using Starface.Policy;
        namespace Sample;
        [Scenario("web", Title = "The web interface opens")]
        [Step<WebInterface, Administrators>(Direction.Inbound, Protocol.Tcp, 443, Symptom = "The page does not open")]
        public sealed partial class Web;
        """;

    public static string[] All => [WebInterface, RtpMedia, Updates, CloudPbx];
}
