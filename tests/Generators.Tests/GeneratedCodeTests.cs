using System.Reflection;
using Starface.Policy;
using Starface.Policy.Flows;

namespace Starface.Generators.Tests;

public sealed class GeneratedCodeTests
{
    private static readonly Lazy<Assembly> Sample = new(() => GeneratorRun.Over(Sources.All).Load());

    [Fact]
    public void The_definition_of_a_service_holds_what_was_declared()
    {
        var service = Get<ServiceDefinition>("Sample.WebInterface", "Definition");

        Assert.Equal("web-interface", service.Id);
        Assert.Equal("Web interface & REST", service.Title);
        Requirement[] declared =
        [
            new Requirement(Direction.Inbound, Protocol.Tcp, new(443), "Port table, row 443: Weboberfläche")
            {
                Setting = "WebPort",
                MinimumTls = Tls.V12,
            },
            new Requirement(Direction.Inbound, Protocol.Tcp, new(80), "Port table, row 80")
            {
                Unencrypted = true,
                Basis = Basis.Stated,
            },
        ];
        Assert.Equal(declared.Select(RequirementMembers.Describe), service.Requirements.Select(RequirementMembers.Describe));
    }

    [Fact]
    public void Each_remote_host_takes_the_requirements_that_name_no_remote_side()
    {
        var service = Get<ServiceDefinition>("Sample.Updates", "Definition");

        Assert.Equal(
            ["update.starface.de 80", "starface-cdn.de 80", "update.starface.de 443", "starface-cdn.de 443", "push.starface.de 443"],
            service.Requirements.Select(requirement => $"{requirement.Host} {requirement.Ports}"));
        Assert.Equal([Prefix.Parse("203.0.113.7/32"), Prefix.Parse("2001:db8::/48")], service.Requirements[1].Addresses);
        Assert.Equal(PbxVersion.Parse("7.0.0.8"), service.Requirements[4].Until);
    }

    [Fact]
    public void Ports_of_a_service_are_constants()
    {
        Assert.Equal(443, Get<int>("Sample.WebInterface", "WebPort"));
        Assert.Equal(80, Get<int>("Sample.WebInterface", "InboundTcp80"));
        Assert.Equal(10000, Get<int>("Sample.RtpMedia", "MediaPortsFrom"));
        Assert.Equal(20000, Get<int>("Sample.RtpMedia", "MediaPortsTo"));
        Assert.Equal(65535, Get<int>("Sample.RtpMedia", "OutboundUdp1025To65535To"));
    }

    [Fact]
    public void Requirements_of_a_service_have_names()
    {
        var service = Get<ServiceDefinition>("Sample.Updates", "Definition");

        var requirement = Get<Requirement>("Sample.Updates+Requirements", "OutboundTcp80StarfaceCdnDe");

        Assert.Same(service.Requirements[1], requirement);
    }

    [Fact]
    public void The_definition_of_a_policy_holds_its_allowances_in_order()
    {
        var policy = Get<PolicyDefinition>("Sample.CloudPbx", "Definition");

        Assert.Equal("cloud-pbx", policy.Id);
        Assert.Equal(
            [
                ("web-interface", "administrators", null),
                ("rtp-media", "anywhere", "Media may come from \"any\" gateway"),
                ("rtp-media", "sip-providers", null),
                ("updates", null, null),
            ],
            policy.Allowances.Select(allowance => (allowance.Service.Id, allowance.PeerGroup, allowance.Because)));
        Assert.Equal(["administrators", "sip-providers"], policy.PeerGroups);
        Assert.Equal(["MediaPorts", "WebPort"], policy.Settings.Select(setting => setting.Name));
    }

    [Fact]
    public void A_policy_is_made_from_typed_peers_and_settings()
    {
        var type = Sample.Value.GetType("Sample.CloudPbx", throwOnError: true)!;
        var peers = Activator.CreateInstance(type.GetNestedType("Peers")!)!;
        Set(peers, "Administrators", PeerList.Create(["203.0.113.0/24"]));
        Set(peers, "SipProviders", PeerList.Create(["198.51.100.0/24"]));

        var policy = Assert.IsType<FirewallPolicy>(Activator.CreateInstance(type, peers), exactMatch: false);
        Set(policy, "WebPort", 8443);

        Assert.Equal(8443, type.GetProperty("WebPort")!.GetValue(policy));
        Assert.Equal(new PortRange(10000, 20000), type.GetProperty("MediaPorts")!.GetValue(policy));
        Assert.Equal(["administrators", "sip-providers"], policy.Arguments.Peers.Keys);
        Assert.Contains(policy.Rules, rule => rule.Ports.Equals(new PortRange(8443)));
        Assert.DoesNotContain(policy.Rules, rule => rule.Ports.Equals(new PortRange(443)) && rule.Direction == Direction.Inbound);
    }

    [Fact]
    public void The_members_of_peers_are_required()
    {
        var peers = Sample.Value.GetType("Sample.CloudPbx+Peers", throwOnError: true)!;

        Assert.All(["Administrators", "SipProviders"], name =>
            Assert.NotNull(peers.GetProperty(name)!.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>()));
    }

    [Fact]
    public void A_policy_without_peer_groups_to_fill_needs_no_peers()
    {
        var run = GeneratorRun.Over("""
            using Starface.Policy;
            [Service("dns"), Outbound(Protocol.Udp, 53)] internal sealed partial class Dns;
            [Policy("plain", PbxVersion = "7.0.0.19"), Allow<Dns, Anywhere>] internal sealed partial class Plain;
            """);

        var type = run.Load().GetType("Plain", throwOnError: true)!;
        var policy = Assert.IsType<FirewallPolicy>(Activator.CreateInstance(type), exactMatch: false);

        Assert.Empty(run.Complaints);
        Assert.Null(type.GetNestedType("Peers"));
        Assert.Equal(PbxVersion.Parse("7.0.0.19"), policy.PbxVersion);
        Assert.Equal(2, policy.Rules.Sum(rule => rule.Peers.Length));
    }

    [Fact]
    public void The_catalog_is_found_by_the_assembly_attribute_and_makes_policies_by_id()
    {
        var type = Sample.Value.GetCustomAttribute<PolicyCatalogAttribute>()!.Catalog;
        var catalog = (PolicyCatalog)type.GetProperty("Instance")!.GetValue(null)!;

        var policy = catalog.FindPolicy("cloud-pbx")!.Create(new PolicyArguments()
            .WithPeers("administrators", PeerList.Create(["203.0.113.0/24"]))
            .WithPeers("sip-providers", PeerList.Create(["198.51.100.0/24"])));

        Assert.Equal("Sample.Catalog", type.FullName);
        Assert.Equal(["rtp-media", "updates", "web-interface"], catalog.Services.Select(service => service.Id));
        Assert.Equal("Sample.CloudPbx", policy.GetType().FullName);
    }

    [Fact]
    public void An_assembly_without_declarations_gets_no_catalog() =>
        Assert.Empty(GeneratorRun.Over("public class Plain;").Files);

    [Fact]
    public void Services_of_a_referenced_assembly_work_in_a_policy()
    {
        var services = GeneratorRun.Over(
            GeneratorRun.Compile(Sources.WebInterface, Sources.RtpMedia, Sources.Updates).WithAssemblyName("Vendor"));
        var reference = Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(services.Emit());

        var apart = GeneratorRun.Over(GeneratorRun.Compile(Sources.CloudPbx).AddReferences(reference));
        var together = GeneratorRun.Over(Sources.All);

        Assert.Empty(apart.Complaints);
        Assert.Equal(["Sample.Catalog.g.cs", "Sample.CloudPbx.g.cs"], apart.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(together.Text("Sample.CloudPbx.g.cs"), apart.Text("Sample.CloudPbx.g.cs"));
    }

    [Fact]
    public void Reading_an_invalid_definition_throws_where_the_diagnostics_are_silenced()
    {
        var assembly = GeneratorRun.Over("""
            using Starface.Policy;
            [Service("web"), Inbound(Protocol.Tcp, 0)] public sealed partial class Web;
            """).Load();

        var exception = Assert.Throws<TargetInvocationException>(() => assembly.GetType("Web")!.GetProperty("Definition")!.GetValue(null));

        var problem = Assert.Single(Assert.IsType<PolicyException>(exception.InnerException).Problems);
        Assert.Equal("SFP5031", problem.Id);
        Assert.Equal("The declaration of 'Web' is invalid", problem.Message);
        Assert.Equal("build it without suppressing errors of Starface.Generators, and fix what they report", problem.Fix);
    }

    [Fact]
    public void Text_that_would_break_code_or_comments_is_escaped()
    {
        var run = GeneratorRun.Over("""
            using Starface.Policy;
            [Service("web", Title = "a\r\n</summary> \"b\" \\ {c} \u0001\ud800 */ \u2028", DocumentedElsewhere = "\0")]
            [Inbound(Protocol.Tcp, 443, Source = "<b>&amp;\u0085#if\n#endif")]
            public sealed partial class Web;
            """);

        var service = (ServiceDefinition)run.Load().GetType("Web")!.GetProperty("Definition")!.GetValue(null)!;

        Assert.DoesNotContain(run.Complaints, complaint => !complaint.Contains("CS1591", StringComparison.Ordinal));
        Assert.Equal("a\r\n</summary> \"b\" \\ {c} \u0001\ud800 */ \u2028", service.Title);
        Assert.Equal("<b>&amp;\u0085#if\n#endif", service.Requirements[0].Source);
        Assert.Equal("\0", service.DocumentedElsewhere);
    }

    [Fact]
    public void What_the_author_documents_stays_first_and_the_table_becomes_a_remark()
    {
        var run = GeneratorRun.Over("""
            using Starface.Policy;
            /// <summary>Mine.</summary>
            [Service("web"), Inbound(Protocol.Tcp, 443)] public sealed partial class Web;
            """);

        Assert.Empty(run.Complaints);
        Assert.Contains("/// <remarks>\n/// web.\n/// <code>\n", run.Text("Web.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_icmp_type_and_code_narrow_a_requirement_to_these_messages()
    {
        var run = GeneratorRun.Over("""
            using Starface.Policy;
            [Service("ping")]
            [Inbound(Protocol.Icmp, IcmpType = 8)]
            [Inbound(Protocol.IcmpV6, IcmpType = 1, IcmpCode = 4)]
            public sealed partial class Ping;
            """);

        var service = (ServiceDefinition)run.Load().GetType("Ping")!.GetProperty("Definition")!.GetValue(null)!;

        Assert.Empty(run.Complaints);
        Assert.Equal([PortRange.ForIcmp(8, -1), PortRange.ForIcmp(1, 4)], service.Requirements.Select(requirement => requirement.Ports));
    }

    [Fact]
    public void Every_member_of_the_base_class_is_taken_for_settings()
    {
        var members = typeof(FirewallPolicy)
            .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false, IsPrivate: false })
            .Select(member => member.Name)
            .Where(name => char.IsUpper(name[0]))
            .Distinct(StringComparer.Ordinal);

        Assert.All(members, name => Assert.False(SettingName.IsValid(name, out _), name));
    }

    private static T Get<T>(string type, string member)
    {
        var declaring = Sample.Value.GetType(type, throwOnError: true)!;
        const BindingFlags Own = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return (T)(declaring.GetField(member)?.GetRawConstantValue() ?? declaring.GetProperty(member, Own)!.GetValue(null))!;
    }

    private static void Set(object target, string property, object value) =>
        target.GetType().GetProperty(property)!.SetValue(target, value);
}
