using System.Reflection;
using System.Runtime.Loader;
using Starface.EndToEnd.Chain;

namespace Starface.EndToEnd.Arguments;

/// <summary>
/// Declarations that set every argument of the attributes to a value which is not its default. <c>Source</c>, the host and <c>Ticket</c>
/// identify what an attribute declares.
/// </summary>
internal static class EveryArgument
{
    private const string Source = """
        using Starface.Policy;

        namespace Sample;

        [Service("every-argument", Title = "Every argument", Viewpoint = Viewpoint.Phones, DocumentedElsewhere = "In another manual")]
        [Inbound(
            Protocol.Tcp, 443, Setting = "WebPort", Host = "in.example", Addresses = ["203.0.113.0/24", "2001:db8::7/128"],
            AllowPrivate = ["10.0.0.0/8"],
            MinimumTls = Tls.V13, Unencrypted = true, Since = "7.0.0.1", Until = "7.0.0.19", Basis = Basis.Stated, Source = "In, 1")]
        [Inbound(Protocol.Udp, Ports = "10000-20000", Source = "In, 2")]
        [Inbound(Protocol.Icmp, IcmpType = 3, IcmpCode = 4, Source = "In, 3")]
        [Outbound(
            Protocol.Tcp, 8443, Setting = "ApiPort", Host = "out.example", Addresses = ["198.51.100.7/32", "2001:db8:1::/48"],
            AllowPrivate = ["172.16.0.0/12", "fd00::/8"],
            MinimumTls = Tls.V13, Unencrypted = true, Since = "7.0.0.2", Until = "7.0.0.18", Basis = Basis.Stated, Source = "Out, 1")]
        [Outbound(Protocol.Udp, Ports = "1025-2000", Source = "Out, 2")]
        [Outbound(Protocol.Icmp, IcmpType = 11, IcmpCode = 1, Source = "Out, 3")]
        public sealed partial class EveryArgument;

        [Service("every-host")]
        [RemoteHost("every.example", Addresses = ["192.0.2.7/32", "2001:db8:2::/48"], AllowPrivate = ["192.168.0.0/16"])]
        [Outbound(Protocol.Tcp, 80, Source = "Every host")]
        public sealed partial class EveryHost;

        [Service("every-test")]
        [Inbound(Protocol.Tcp, 8080, Source = "Every test")]
        public sealed partial class EveryTest;

        /// <summary>Those who test.</summary>
        public sealed class Testers : PeerGroup;

        [Scenario("every-scenario", Title = "A scenario with every argument")]
        [Step<EveryHost>(Direction.Outbound, Protocol.Tcp, 80, Host = "every.example", Symptom = "Nothing without peers")]
        [Step<EveryTest, Testers>(Direction.Inbound, Protocol.Tcp, 8080, Symptom = "Nothing with peers")]
        public sealed partial class EveryScenario;

        [Policy("every-policy", Title = "A policy with every argument", PbxVersion = "7.0.0.9")]
        [Allow<EveryArgument, Testers>(Because = "It is tested with them", NeverCut = true, Expires = "2099-12-31", Ticket = "T-1", Optional = true,
            Owner = "testers", ReviewBy = "2099-12-29", Reviewed = "DIGEST1")]
        [Allow<EveryHost>(Because = "It is tested without them", NeverCut = true, Expires = "2099-12-30", Ticket = "T-2",
            Owner = "others", ReviewBy = "2099-12-28", Reviewed = "DIGEST2")]
        public sealed partial class EveryPolicy;
        """;

    private static readonly Assembly Compiled = new AssemblyLoadContext(nameof(EveryArgument)).LoadFromStream(
        new MemoryStream(SourceCompiler.Compile(Source)));

    /// <summary>The classes with the declarations.</summary>
    public static Type[] Types { get; } = Compiled.GetTypes();

    /// <summary>The catalog that was generated of them.</summary>
    public static PolicyCatalog Catalog { get; } =
        (PolicyCatalog)Compiled.GetType("Sample.Catalog", throwOnError: true)!.GetProperty("Instance")!.GetValue(null)!;
}
