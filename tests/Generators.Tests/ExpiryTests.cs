using Starface.Generators.Analyzers;

namespace Starface.Generators.Tests;

public sealed class ExpiryTests
{
    [Theory]
    [InlineData("{|SFP3007:\"2027-02-29\"|}")]
    [InlineData("{|SFP3007:\"2027-1-31\"|}")]
    [InlineData("{|SFP3007:\"31.01.2027\"|}")]
    [InlineData("{|SFP3007:\"tomorrow\"|}")]
    [InlineData("{|SFP3007:\"\"|}")]
    [InlineData("\"2028-02-29\"")]
    [InlineData("\"1999-12-31\"")]
    [InlineData("null")]
    public Task A_last_day_is_a_date_that_exists(string expires) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service("updates")]
            [Outbound(Protocol.Tcp, 443, Host = "update.example")]
            public sealed partial class Updates;

            [Policy("cloud")]
            [Allow<Updates>(Expires = {{expires}})]
            public sealed partial class Cloud;
            """);

    [Theory]
    [InlineData("ReviewBy = {|SFP3007:\"31.01.2027\"|}")]
    [InlineData("ReviewBy = \"1999-12-31\"")]
    [InlineData("Owner = \"alice@example.org\"")]
    [InlineData("Reviewed = {|SFP3011:\"\"|}")]
    [InlineData("Owner = \"alice@example.org\", Reviewed = {|SFP3011:\"c0ffee\"|}")]
    [InlineData("Reviewed = null")]
    public Task A_review_has_a_day_and_a_digest(string arguments) =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check($$"""
            [Service("updates")]
            [Outbound(Protocol.Tcp, 443, Host = "update.example")]
            public sealed partial class Updates;

            [Policy("cloud")]
            [Allow<Updates>({{arguments}})]
            public sealed partial class Cloud;
            """);

    [Fact]
    public Task A_needed_type_has_to_be_a_service() =>
        PolicyAnalyzerTest<DeclarationAnalyzer>.Check("""
            [Service("sip")]
            [Needs<{|SFP1030:Other|}>]
            [Needs<Media>]
            [Inbound(Protocol.Udp, 5060)]
            public sealed partial class Sip;

            [Service("media")]
            [Needs<Sip>]
            [Inbound(Protocol.Udp, 10000)]
            public sealed partial class Media;

            public sealed class Other;
            """);

    [Fact]
    public Task A_need_outside_of_a_service_is_reported() =>
        PolicyAnalyzerTest<IneffectiveAttributeAnalyzer>.Check("""
            [{|SFP1006:Needs<string>|}]
            public sealed class Other;
            """);
}
