using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("[{|SFP1001:Service(\"a\")|}] public class A;")]
    [InlineData("[{|SFP1001:Policy(\"a\")|}] public class A;")]
    [InlineData("public class Outer { [{|SFP1001:Service(\"a\")|}] public partial class A; }")]
    [InlineData("[{|SFP1002:Service(\"a\")|}] public partial class A<T>;")]
    [InlineData("public partial class Outer<T> { [{|SFP1002:Service(\"a\")|}] public partial class A; }")]
    [InlineData("[{|SFP1002:Service(\"a\")|}] file partial class A;")]
    [InlineData("public partial class Outer { [{|SFP1002:Service(\"a\")|}] private partial class A; }")]
    [InlineData("[{|SFP1002:Policy(\"a\")|}] public static partial class A;")]
    [InlineData("[{|SFP1002:Policy(\"a\")|}] public abstract partial class A;")]
    [InlineData("[{|SFP1002:Policy(\"a\")|}] public partial record A;")]
    [InlineData("[{|SFP1002:Policy(\"a\")|}] public partial class A : System.Exception;")]
    [InlineData("[{|SFP1002:Policy(\"a\")|}] public partial class A(int number) { public int Number => number; }")]
    [InlineData("[{|SFP1002:Policy(\"a\")|}] public partial class A { public A(string text) => Text = text; public string Text { get; } }")]
    [InlineData("[{|SFP1003:Service(\"a\")|}] public partial class A { public static int Id => 1; }")]
    [InlineData("[{|SFP1003:Service(\"a\")|}] public partial class Definition;")]
    [InlineData("[{|SFP1003:Policy(\"a\")|}] public partial class A { public static int Create => 1; }")]
    [InlineData(
        "[{|SFP1003:Service(\"a\")|}, Inbound(Protocol.Tcp, 443)] public partial class A { public static int InboundTcp443 => 1; }")]
    public Task A_class_that_cannot_be_completed_is_reported_at_its_attribute(string source) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check(source);

    [Fact]
    public Task A_class_that_is_both_a_service_and_a_policy_is_reported_at_both_attributes() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("[{|SFP1002:Service(\"a\")|}, {|SFP1002:Policy(\"a\")|}] public partial class A;");

    [Theory]
    [InlineData("[Service(\"a\")] public partial class A { public int Other; }")]
    [InlineData("[Service(\"a\")] internal static partial class A;")]
    [InlineData("[Service(\"a\")] public abstract partial class A;")]
    [InlineData("[Service(\"a\")] public sealed partial record A(int Number);")]
    [InlineData("[Service(\"a\")] public partial class @class;")]
    [InlineData("[{|SFP2014:Policy(\"a\")|}] internal partial class A { public static A Make() => new(); }")]
    [InlineData("[{|SFP2014:Policy(\"a\")|}] public partial class A : FirewallPolicy;")]
    [InlineData(
        "public partial struct Outer { internal partial interface Inner { [{|SFP2014:Policy(\"a\")|}] internal partial class A; } }")]
    [InlineData("namespace One.@class { [Service(\"a\")] public partial class A; }")]
    [InlineData("[Service(\"a\")] public partial class A; public partial class A; partial class A { int Number => 1; }")]
    public Task A_class_that_can_be_completed_is_left_alone(string source) => PolicyAnalyzerTest<DeclarationAnalyzer>.Check(source);

    [Fact]
    public Task A_service_that_cannot_be_completed_leaves_its_policies_usable() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            public sealed class Administrators : PeerGroup;

            [{|SFP1001:Service("web")|}]
            [Inbound(Protocol.Tcp, 443, Setting = "WebPort")]
            public sealed class Web;

            [Policy("cloud")]
            [Allow<Web, Administrators>]
            public sealed partial class Cloud
            {
                public static Cloud Make() => new(new Peers { Administrators = [] }) { WebPort = 8443 };
            }
            """);
}
