namespace Starface.Generators.Tests;

/// <summary>The nearest valid source for each diagnostic.</summary>
internal static class NearMisses
{
    /// <summary>The sources by id.</summary>
    public static IReadOnlyDictionary<string, string> ById { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SFP1001"] = "[Service(\"a\")] public partial class A { public class NotPartial; } public class Other;",
        ["SFP1002"] = "[Policy(\"a\")] public partial class A : FirewallPolicy { public static A Make() => new(); "
            + "public static A Make<T>() => new(); }",
        ["SFP1003"] = Service(
            "[Inbound(Protocol.Tcp, 443)]",
            "{ public static string Ids => \"1\"; public static int InboundTcp44 => 1; }"),
        ["SFP1004"] = "[Service(\"a-1-abcdefghijklmnopqrstuvwxyz-012345678\")] public partial class A;",
        ["SFP1005"] = "[Service(\"sip\")] public partial class A; [Service(\"sip2\")] public partial class B; "
            + "[Policy(\"sip\")] public partial class C;",
        ["SFP1006"] = "[Service(\"a\"), Outbound(Protocol.Udp, 123)] public partial class A; [Policy(\"b\")] public partial class B; "
            + "public class C;",
        ["SFP1010"] = Service("[Inbound(Protocol.Tcp, 1)] [Inbound(Protocol.Tcp, 65535)]"),
        ["SFP1011"] = Service("[Inbound(Protocol.Udp, 5060, 5060)]"),
        ["SFP1012"] = Service("[Inbound(Protocol.Tcp, Ports = \"80-443\")]"),
        ["SFP1013"] = Service("[Inbound(Protocol.Esp)] [Inbound(Protocol.Icmp, IcmpType = 8, IcmpCode = 0)]"),
        ["SFP1014"] = Service("[Outbound(Protocol.Udp, 53)] [Outbound(Protocol.Tcp, Ports = \"53\")]"),
        ["SFP1015"] = Service("[Inbound((Protocol)50)]"),
        ["SFP1016"] = Service("[Inbound(Protocol.Tcp, 443, MinimumTls = (Tls)12, Basis = default)]"),
        ["SFP1020"] = Service("[Outbound(Protocol.Udp, 5060, Addresses = [\"212.79.202.134\", \"212.79.202.0/24\", \"::/0\"])]"),
        ["SFP1021"] = Service("[Outbound(Protocol.Tcp, 443, Host = \"1-2.3a.example\")]"),
        ["SFP1022"] = Service("[Outbound(Protocol.Tcp, 443, Since = \"0.0\", Until = \"99999.0.0.0\")]"),
        ["SFP1023"] = Service("[Outbound(Protocol.Tcp, 443, Since = \"7.0\", Until = \"7.0.0.0\")]"),
        ["SFP1024"] = Service("[Inbound(Protocol.Tcp, 443, Setting = \"W\")] [Inbound(Protocol.Udp, 443, Setting = \"DefinitionPort2\")]"),
        ["SFP1025"] = "[Service(\"a\"), RemoteHost(\"a.example\", AllowPrivate = [\"10.0.0.0/8\", \"fd00::/8\"]), "
            + "Outbound(Protocol.Tcp, 389, Host = \"b.example\", AllowPrivate = [\"192.168.1.0/24\"])] public partial class A;",
        ["SFP1030"] = Policy("[Allow<Sip, Phones>]"),
        ["SFP1031"] = Policy("[Allow<Sip, Sub>]") + " public class Base : PeerGroup; public sealed class Sub : Base;",
        ["SFP1032"] = Policy("[Allow<Sip, Phones>] [Allow<Web, Phones>] [Allow<Web, Branch.Phones2>]")
            + " public static class Branch { public sealed class Phones2 : PeerGroup; public sealed class Phones : PeerGroup; }",
        ["SFP1033"] = Service(
            "[Inbound(Protocol.Tcp, 443, Setting = \"WebPort\")] [Inbound(Protocol.Udp, 443, Setting = \"WebPort\")] "
                + "[Inbound(Protocol.Tcp, 80, Setting = \"PlainPort\")]"),
        ["SFP1034"] = Policy("[Allow<Updates>]"),
        ["SFP1035"] = Policy("[Allow<Mixed, Phones>]"),
        ["SFP1036"] = Policy("[Allow<Sip, Phones>] [Allow<Sip, Users>] [Allow<Web, Phones>]"),
        ["SFP1037"] = Policy("[Allow<Sip, Phones>(Optional = true)] [Allow<Web, Phones>(Optional = true)] [Allow<Plain, Users>]"),
        ["SFP1038"] = Policy("[Allow<Web, Phones>]") + "[Policy(\"a\"), Include<Cloud>] public partial class A; "
            + "[Policy(\"b\"), Include<A>, Include<Cloud>] public partial class B;",
        ["SFP1039"] = Policy("[Allow<Web, Phones>]") + "[Policy(\"a\"), Include<Cloud>] internal partial class A;",
        ["SFP1040"] = Code("PeerList Value => [\"203.0.113.0/24\", \"203.0.113.5\"];"),
        ["SFP1041"] = Code("Prefix Value => Prefix.Parse(\"2001:db8::/48\");"),
        ["SFP1042"] = Code("PortRange Value => PortRange.Parse(\"10000-10000\"); public static PortRange Other => new(1, 65535);"),
        ["SFP1043"] = Code("PbxVersion Value => PbxVersion.Parse(\"8.0\");"),
        ["SFP1044"] = Code(
            "Cloud Value => new(new() { Phones = [] }) { Hosts = "
                + "ImmutableSortedDictionary<string, PeerList>.Empty.Add(\"updates.example\", []) };"),
        ["SFP1045"] = Code(
            "Cloud Value => new(new() { Phones = [] }) { WebPort = 65535 }; "
                + "public static Cloud Other => new(new() { Phones = [] }) { WebPort = 1 };"),
        ["SFP1050"] = Policy("[Allow<Web, Phones>] [Allow<Web, Users>] [Allow<Updates>]")
            + "[Policy(\"a\"), Include<Cloud>, Exclude<Web, Users>, Exclude<Web>, Exclude<Updates>, Allow<Web, Users>] "
            + "public partial class A;",
        ["SFP1051"] = Policy("[Allow<Web, Phones>]") + "[Policy(\"a\"), Include<Cloud>] public partial class A; "
            + "[Policy(\"b\"), Include<A>, Include<Cloud>] public partial class B;",
        ["SFP1052"] = Policy("[Allow<Web, Phones>(Ticket = \"T-1\")]")
            + "[Policy(\"a\"), Allow<Web, Phones>(Ticket = \"T-1\")] public partial class A; "
            + "[Policy(\"b\"), Include<A>, Include<Cloud>] public partial class B;",
        ["SFP1053"] = "[assembly: Forbid(Direction.Inbound, Protocol.Tcp, 22)] "
            + "[assembly: Forbid(Direction.Inbound, Protocol.Tcp, 22, From = typeof(Phones))] "
            + "[assembly: Forbid(Direction.Outbound, Protocol.Tcp, 22)] [assembly: Forbid(Direction.Inbound, Protocol.Udp, 22)] "
            + Policy("[Allow<Web, Phones>]"),
        ["SFP1060"] = Scenario(
            "[Step<Web, Phones>(Direction.Inbound, Protocol.Tcp, 443, Symptom = \"No page\")] "
                + "[Step<Updates>(Direction.Outbound, Protocol.Tcp, Host = \"UPDATES.example\", Symptom = \"No update\")]"),
        ["SFP1061"] = Scenario("[Step<Updates>(Direction.Outbound, Protocol.Tcp, Symptom = \"No update\")]"),
        ["SFP1062"] = Scenario("[Step<Updates>(Direction.Outbound, Protocol.Tcp, 443, Symptom = \"-\")]"),
        ["SFP1063"] = Scenario(
            "[Substitute<Phones, Users>] [Substitute<Phones, Anywhere>] [Substitute<Users, Phones>] "
                + "[Step<Mixed, Phones>(Direction.Inbound, Protocol.Tcp, 8443, Symptom = \"No page\")] "
                + "[Step<Mixed, Users>(Direction.Inbound, Protocol.Tcp, 8443, Symptom = \"No page\")] "
                + "[Step<Mixed>(Direction.Outbound, Protocol.Tcp, 443, Symptom = \"No page\")]"),
        ["SFP1064"] = Scenario(
            "[Step<Mixed, Phones>(Direction.Inbound, Protocol.Tcp, 8443, Symptom = \"No page\")] "
                + "[Step<Mixed>(Direction.Outbound, Protocol.Tcp, 443, Symptom = \"No page\")]"),
        ["SFP1065"] = Scenario("[Step<Updates>(Direction.Outbound, Protocol.Tcp, 443, Symptom = \"No update\")]")
            + "[Policy(\"a\"), Allow<Updates>, Supports<Use>] public partial class A; "
            + "[Policy(\"b\"), Include<A>, Supports<Use>] public partial class B;",
        ["SFP2001"] = Service("[Inbound(Protocol.Tcp, 5060, 5063)] [Inbound(Protocol.Tcp, 5062, 5064)]"),
        ["SFP2002"] = Service(
            "[Inbound(Protocol.Udp, 10000, 14999)] [Inbound(Protocol.Udp, 15001, 20000)] [Inbound(Protocol.Udp, 12000, 18000)]"),
        ["SFP2003"] = Policy("[Allow<Sip, Phones>(NeverCut = true)] [Allow<Sip, Anywhere>(Because = \"The provider's addresses change\")]"),
        ["SFP2004"] = Service("[Inbound(Protocol.Tcp, 443, Setting = \"WebPort\")] [Inbound(Protocol.Udp, 443, Setting = \"ApiPort\")]"),
        ["SFP2005"] = Policy("[Allow<Calls, Phones>] [Allow<Media, Users>]"),
        ["SFP2006"] = Service("[Inbound(Protocol.Tcp, 5061, MinimumTls = Tls.V12)] [Inbound(Protocol.Tcp, 443)]"),
        ["SFP2007"] = Policy("[Allow<Yealink>]"),
        ["SFP2009"] = Policy("[Allow<Updates>]"),
        ["SFP2010"] = Policy("[Allow<Push>]", ", PbxVersion = \"7.0.0.19\""),
        ["SFP2011"] = "[Service(\"media\"), Inbound(Protocol.Udp, 10000, 20001), Outbound(Protocol.Udp, 1025, 65535)] "
            + "public partial class Own;"
            + Policy("[Allow<Own, Phones>]"),
        ["SFP2012"] = Policy("[Allow<Web, Phones>(NeverCut = true)] [Allow<Web, Users>]")
            + "[Policy(\"a\"), Include<Cloud>, Exclude<Web, Users>] public partial class A;",
        ["SFP2013"] = Policy("[Allow<Web, Phones>]")
            + "[Policy(\"a\", PbxVersion = \"7.0.0.19\"), Include<Cloud>] public partial class A;",
        ["SFP2014"] = Policy("[Allow<Web, Phones>]") + "[Policy(\"a\"), Include<Cloud>] public partial class A;",
        ["SFP2015"] = "[Service(\"cloud-pbx\"), Inbound(Protocol.Tcp, 5070)] public partial class A; [Policy(\"sip\"), "
            + "Allow<A, Starface.Policies.Phones>] public partial class B;",
        ["SFP2016"] = Scenario(
            "[Substitute<Phones, Users>] [Step<Web, Phones>(Direction.Inbound, Protocol.Tcp, 443, Symptom = \"No page\")] "
                + "[Step<Media, Phones>(Direction.Inbound, Protocol.Udp, 10000, 20000, Symptom = \"No sound\")]")
            + "[Policy(\"a\"), Allow<Web, Users>, Allow<Media, Anywhere>, Supports<Use>] public partial class A; "
            + "[Policy(\"b\"), Allow<Web, Users>, Supports<Use>, Allow<Wide, Users>] public partial class B; "
            + "[Service(\"wide\"), Inbound(Protocol.Udp, 9000, 20000)] public sealed partial class Wide;",
        ["SFP3001"] = Policy("[Allow<Plain, Phones>] [Allow<Plain, Anywhere>(Because = \"It redirects to https\")] [Allow<Web, Anywhere>]"),
        ["SFP3002"] = Policy("[Allow<Support, Phones>] [Allow<Support, Anywhere>(Because = \"The key alone opens it\")]"),
        ["SFP3003"] = Policy("[Allow<Sip, Phones>] [Allow<Sip, Anywhere>(Because = \"The provider's addresses change\")]"),
        ["SFP3004"] = Service("[Inbound(Protocol.Tcp, 2, 65535)]"),
        ["SFP3005"] = Service("[Inbound(Protocol.Udp, 10000, 20000)] [Outbound(Protocol.Udp, 1025, 65535)]"),
        ["SFP3006"] = Policy("[Allow<Sip, Anywhere>(Because = \"To do with the provider's changing addresses\")]"),
        ["SFP3007"] = Policy("[Allow<Web, Phones>(Expires = \"2028-02-29\")]"),
        ["SFP3011"] = Policy("[Allow<Web, Phones>(Owner = \"a\", ReviewBy = \"2028-02-29\")]"),
        ["SFP3012"] = "[assembly: Forbid(Direction.Inbound, Protocol.Tcp, 22, From = typeof(Anywhere))] "
            + "[assembly: Forbid(Direction.Outbound, Protocol.Any)] [assembly: Forbid(Direction.Inbound, Protocol.Tcp, 444, 65535)] "
            + Policy("[Allow<Support, Phones>] [Allow<Web, Anywhere>]"),
        ["SFP4002"] = "[Service(\"many\")] "
            + string.Concat(Enumerable.Range(0, 300)
                .Select(port => FormattableString.Invariant($"[Inbound(Protocol.Tcp, {20000 + (2 * port)})] ")))
            + "public partial class Many; " + Policy("[Allow<Many, Phones>]"),
        ["SFP4004"] = Service("[Inbound(Protocol.Icmp)]"),
        ["SFP4006"] = Service("[Inbound(Protocol.Udp, 5060, Source = \"Weboberfläche\")]"),
        ["SFP4007"] = Policy("[Allow<Web, Phones>] [Allow<Web, Phones2>]") + " public sealed class Phones2 : PeerGroup;",
    };

    private static string Service(string requirements, string body = ";") =>
        $"[Service(\"a\")] {requirements} public sealed partial class A{body}";

    private static string Policy(string allowances, string arguments = "") => $$"""
        public sealed class Phones : PeerGroup;
        public sealed class Users : PeerGroup;
        [Service("sip"), Inbound(Protocol.Udp, 5060)] public sealed partial class Sip;
        [Service("media"), Inbound(Protocol.Udp, 10000, 20000)] public sealed partial class Media;
        [Service("calls"), Needs<Media>, Inbound(Protocol.Tcp, 5061)] public sealed partial class Calls;
        [Service("web"), Inbound(Protocol.Tcp, 443, Setting = "WebPort")] public sealed partial class Web;
        [Service("plain"), Inbound(Protocol.Tcp, 80, Unencrypted = true)] public sealed partial class Plain;
        [Service("support"), Inbound(Protocol.Tcp, 22)] public sealed partial class Support;
        [Service("updates"), Outbound(Protocol.Tcp, 443, Host = "updates.example")] public sealed partial class Updates;
        [Service("mixed"), Outbound(Protocol.Tcp, 443, Host = "updates.example"), Inbound(Protocol.Tcp, 8443)]
        public sealed partial class Mixed;
        [Service("yealink", Viewpoint = Viewpoint.Phones), Outbound(Protocol.Tcp, 443, Host = "dm.example")]
        public sealed partial class Yealink;
        [Service("push"), Outbound(Protocol.Tcp, 443, Host = "push.example", Since = "7.0.0.19")] public sealed partial class Push;

        [Policy("cloud"{{arguments}})]
        {{allowances}}
        public sealed partial class Cloud;
        """;

    private static string Scenario(string attributes) =>
        Policy("[Allow<Updates>]") + $"[Scenario(\"use\", Title = \"A use\")] {attributes} public sealed partial class Use;";

    private static string Code(string member) =>
        "using Starface.Policy.Flows; using System.Collections.Immutable;" + Policy("[Allow<Web, Phones>] [Allow<Updates>]")
            + "public static class Program { public static " + member + " }";
}
