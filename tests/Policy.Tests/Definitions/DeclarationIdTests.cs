namespace Starface.Policy.Tests.Definitions;

public sealed class DeclarationIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("z")]
    [InlineData("web-interface")]
    [InlineData("a0-z9")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-0123456789-ab")]
    public void An_id_of_small_letters_digits_and_single_hyphens_is_valid(string text)
    {
        Assert.True(DeclarationId.IsValid(text, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData(null, "it is empty; write a short name such as 'web-interface'")]
    [InlineData("", "it is empty; write a short name such as 'web-interface'")]
    [InlineData("abcdefghijklmnopqrstuvwxyz-0123456789-abc", "it has 41 characters; the most are 40")]
    [InlineData("1web", "it starts with '1'; start with a letter from a to z")]
    [InlineData("-web", "it starts with '-'; start with a letter from a to z")]
    [InlineData("`web", "it starts with '`'; start with a letter from a to z")]
    [InlineData("{web", "it starts with '{'; start with a letter from a to z")]
    [InlineData("weB", "it contains 'B'; use lower-case letters from a to z, digits and hyphens")]
    [InlineData("we`", "it contains '`'; use lower-case letters from a to z, digits and hyphens")]
    [InlineData("we{", "it contains '{'; use lower-case letters from a to z, digits and hyphens")]
    [InlineData("we/", "it contains '/'; use lower-case letters from a to z, digits and hyphens")]
    [InlineData("we:", "it contains ':'; use lower-case letters from a to z, digits and hyphens")]
    [InlineData("größe", "it contains 'ö'; use lower-case letters from a to z, digits and hyphens")]
    [InlineData("web-", "it ends with a hyphen; remove it")]
    [InlineData("web--interface", "it contains two hyphens in a row; use one")]
    public void What_is_no_id_says_why_and_how_to_mend_it(string? text, string expected)
    {
        Assert.False(DeclarationId.IsValid(text, out var problem));
        Assert.Equal(expected, problem.Text);
    }
}
