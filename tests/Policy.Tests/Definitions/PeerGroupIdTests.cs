namespace Starface.Policy.Tests.Definitions;

public sealed class PeerGroupIdTests
{
    [Theory]
    [InlineData("Administrators", "administrators")]
    [InlineData("SipProviders", "sip-providers")]
    [InlineData("DNSServers", "dns-servers")]
    [InlineData("OtherPBX", "other-pbx")]
    [InlineData("A", "a")]
    [InlineData("VpnA", "vpn-a")]
    [InlineData("Site2Phones", "site2-phones")]
    [InlineData("", "")]
    public void A_type_name_becomes_words_with_hyphens(string typeName, string id) => Assert.Equal(id, PeerGroupId.FromTypeName(typeName));

    [Theory]
    [InlineData("sip-providers", "sip-providers", true)]
    [InlineData("sip-providers", "SipProviders", true)]
    [InlineData("sip-providers", "sip_providers", true)]
    [InlineData("sip-providers", "SIPPROVIDERS", true)]
    [InlineData("WebPort", "web-port", true)]
    [InlineData("sip-providers", "sip-provider", false)]
    [InlineData("sip-providers", "sip providers", false)]
    public void Hyphens_underscores_and_letter_case_do_not_count(string id, string written, bool same) =>
        Assert.Equal(same, PeerGroupId.Matches(id, written));
}
