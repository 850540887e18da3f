using Starface.Policy.Problems;

namespace Starface.Policy.Tests.Rules;

public sealed class NearestNameTests
{
    private static readonly string[] s_groups = ["administrators", "phones", "sip-providers", "sip-trunks"];

    [Theory]
    [InlineData("administrator", "administrators")]
    [InlineData("Phone", "phones")]
    [InlineData("fones", "phones")]
    [InlineData("sip_providers", "sip-providers")]
    [InlineData("SIPPROVIDER", "sip-providers")]
    [InlineData("provider", null)]
    [InlineData("adm", "administrators")]
    [InlineData("ad", null)]
    [InlineData("sip", null)]
    [InlineData("sip-t", "sip-trunks")]
    [InlineData("", null)]
    public void The_name_that_was_meant_differs_little_or_is_the_only_one_that_begins_alike(string written, string? meant) =>
        Assert.Equal(meant, NearestName.Find(written, s_groups));

    [Theory]
    [InlineData("ab", "abcd", true)]
    [InlineData("ab", "abcde", false)]
    [InlineData("abcdefghi", "abcdefgxyz", true)]
    [InlineData("abcdefghi", "abcdeuvxyz", false)]
    [InlineData("abcdefgh", "bcdefghij", false)]
    [InlineData("abcdef", "badcef", false)]
    [InlineData("abcd", "bacd", true)]
    [InlineData("abcd", "acd", true)]
    [InlineData("abcd", "xabcd", true)]
    [InlineData("xyz", "abc", false)]
    public void Two_letters_may_be_wrong_or_a_third_of_a_long_name(string written, string known, bool near) =>
        Assert.Equal(near ? known : null, NearestName.Find(written, [known]));

    [Fact]
    public void The_nearest_of_several_wins_and_the_first_of_equals()
    {
        Assert.Equal("phones", NearestName.Find("phonez", ["phonexx", "phones", "phonet"]));
        Assert.Equal("phonea", NearestName.Find("phonez", ["phoneb", "phonea"]));
    }

    [Fact]
    public void A_hint_names_the_nearest_or_all_there_are()
    {
        Assert.Equal("did you mean 'phones'?", NearestName.Suggestion("phone", s_groups));
        Assert.Equal(
            "use one of: administrators, phones, sip-providers, sip-trunks",
            NearestName.Suggestion("resolvers", s_groups.Reverse().Append("phones")));
        Assert.Equal("none are defined", NearestName.Suggestion("phone", []));
    }
}
