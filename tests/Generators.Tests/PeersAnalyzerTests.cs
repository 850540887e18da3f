using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

/// <summary>Peers of an instance in C#: what they open to strangers is underlined where they are written.</summary>
public sealed class PeersAnalyzerTests
{
    private const string Declarations = """
        public sealed class Administrators : PeerGroup;
        public sealed class Phones : PeerGroup;
        public sealed class Resolvers : PeerGroup;

        [Service("sip"), Inbound(Protocol.Udp, 5060, Unencrypted = true)] public sealed partial class Sip;
        [Service("shell"), Inbound(Protocol.Tcp, 22)] public sealed partial class Shell;
        [Service("plain"), Inbound(Protocol.Tcp, 80, Unencrypted = true)] public sealed partial class Plain;
        [Service("apps"), Inbound(Protocol.Tcp, 443)] public sealed partial class Apps;
        [Service("names"), Outbound(Protocol.Udp, 53)] public sealed partial class Names;

        [Policy("pbx")]
        [Allow<Sip, Phones>]
        [Allow<Apps, Phones>]
        [Allow<Shell, Administrators>]
        [Allow<Plain, Administrators>]
        [Allow<Names, Resolvers>]
        public sealed partial class Pbx;

        """;

    [Theory]
    [InlineData("Phones = {|SFP3003:[\"0.0.0.0/0\"]|}, Administrators = [\"203.0.113.0/24\"]")]
    [InlineData("Phones = {|SFP3003:[\"0.0.0.0/1\", \"128.0.0.0/1\"]|}, Administrators = [\"203.0.113.0/24\"]")]
    [InlineData("Phones = {|SFP3003:[\"tag:Internet\"]|}, Administrators = [\"203.0.113.0/24\"]")]
    [InlineData("Phones = {|SFP3003:[Peer.ServiceTag(\"AzureCloud\")]|}, Administrators = [\"203.0.113.0/24\"]")]
    [InlineData("Phones = {|SFP3003:PeerList.Anywhere|}, Administrators = [\"203.0.113.0/24\"]")]
    [InlineData("Phones = {|SFP3003:[Somewhere, Everywhere]|}, Administrators = [\"203.0.113.0/24\"]")]
    [InlineData("Phones = [Somewhere], Administrators = {|SFP3001:{|SFP3002:[\"::/0\"]|}|}")]
    [InlineData("Phones = {|SFP1040:[\"cloud\"]|}, Administrators = [\"203.0.113.0/24\"]")]
    public Task What_peers_open_to_strangers_is_underlined(string peers) => Check(peers);

    [Theory]
    [InlineData("Phones = [\"203.0.113.0/24\"], Administrators = [\"10.0.0.0/8\", \"2001:db8::/32\"]")]
    [InlineData("Phones = [Read()], Administrators = [Somewhere, \"sg-0123456789abcdef0\"]")]
    public Task Named_networks_and_what_is_known_only_at_run_time_are_left_alone(string peers) => Check(peers);

    [Fact]
    public Task A_policy_of_another_assembly_is_known_by_its_attributes() => PolicyAnalyzerTest<PeersAnalyzer>.Check("""
        using Starface.Policies;
        public static class Program
        {
            public static CloudPbx.Peers Peers => new()
            {
                Administrators = {|SFP3001:["0.0.0.0/0"]|},
                Phones = {|SFP3003:["0.0.0.0/0", "::/0"]|},
                SshAdministrators = {|SFP3002:["0.0.0.0/0"]|},
                SipProviders = ["198.51.100.0/25"],
                Resolvers = ["cloud"],
                TimeServers = ["cloud"],
            };
        }
        """);

    private static Task Check(string peers) => PolicyAnalyzerTest<PeersAnalyzer>.Check(Declarations + $$"""
        public static class Program
        {
            private const string Somewhere = "203.0.113.7/32";
            private const string Everywhere = "0.0.0.0" + "/0";
            private static Peer Read() => System.Console.ReadLine()!;
            public static Pbx.Peers Peers => new() { {{peers}}, Resolvers = ["192.0.2.53", "cloud"] };
        }
        """);
}
