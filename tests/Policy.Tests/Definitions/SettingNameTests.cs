using System.Reflection;

namespace Starface.Policy.Tests.Definitions;

public sealed class SettingNameTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("Z")]
    [InlineData("WebPort")]
    [InlineData("Az09Z")]
    [InlineData("PortOfTheWebInterfaceOfAllTheAdministrat")]
    public void A_name_of_letters_and_digits_with_a_capital_first_is_valid(string text)
    {
        Assert.True(SettingName.IsValid(text, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(null, "it is empty; write a name such as 'WebPort' or leave it out")]
    [InlineData("", "it is empty; write a name such as 'WebPort' or leave it out")]
    [InlineData("PortOfTheWebInterfaceOfAllTheAdministrato", "it has 41 characters; the most are 40")]
    [InlineData("webPort", "it starts with 'w'; start with an upper-case letter from A to Z")]
    [InlineData("@Port", "it starts with '@'; start with an upper-case letter from A to Z")]
    [InlineData("[Port", "it starts with '['; start with an upper-case letter from A to Z")]
    [InlineData("Web-Port", "it contains '-'; use letters from A to Z and digits")]
    [InlineData("Web@", "it contains '@'; use letters from A to Z and digits")]
    [InlineData("Web[", "it contains '['; use letters from A to Z and digits")]
    [InlineData("Web`", "it contains '`'; use letters from A to Z and digits")]
    [InlineData("Web{", "it contains '{'; use letters from A to Z and digits")]
    [InlineData("Web/", "it contains '/'; use letters from A to Z and digits")]
    [InlineData("Web:", "it contains ':'; use letters from A to Z and digits")]
    [InlineData("Größe", "it contains 'ö'; use letters from A to Z and digits")]
    public void What_is_no_name_says_why_and_how_to_mend_it(string? text, string expected)
    {
        Assert.False(SettingName.IsValid(text, out var problem));
        Assert.Equal(expected, problem.Text);
    }

    /// <summary>What a policy class inherits, and what the generator writes into each: no property may be called the same.</summary>
    public static TheoryData<string> Members =>
    [
        .. typeof(FirewallPolicy).GetMembers(
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.FlattenHierarchy)
            .Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false, IsAssembly: false, IsPrivate: false })
            .Select(member => member.Name)
            .Concat(["Create", "Id", "Peers", "ReferenceEquals", "Requirements"])
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Members))]
    public void A_member_that_every_policy_has_is_no_name(string member)
    {
        Assert.False(SettingName.IsValid(member, out var problem));
        Assert.Equal($"every policy already has a member '{member}'; choose another name, such as '{member}Port'", problem.Text);
    }
}
