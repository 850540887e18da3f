using Starface.Policy.Planning;

namespace Starface.Policy.Tests.Planning;

public sealed class CloudTextTests
{
    [Theory]
    [InlineData("Weboberfläche für Größe", "Weboberflaeche fuer Groesse")]
    [InlineData("a – b → c", "a - b -> c")]
    [InlineData("„Zitat“", "Zitat")]
    [InlineData("日本", "  ")]
    public void Text_is_written_in_ascii(string text, string expected) => Assert.Equal(expected, Transliteration.ToAscii(text));

    [Fact]
    public void Only_whole_words_are_left_when_a_text_is_cut()
    {
        Assert.Equal("eins zwei...", CloudText.Fit("eins zwei drei vier", 13));
        Assert.Equal("eins zwei...", CloudText.Fit("eins zwei drei vier", 12));
        Assert.Equal("eins...", CloudText.Fit("eins zwei drei vier", 11));
        Assert.Equal("eins zwei", CloudText.Fit("eins zwei", 9));
    }

    [Fact]
    public void A_description_names_service_and_rows_in_characters_that_every_cloud_takes()
    {
        Origin[] origins = [new("web", "Zeile 443 <TLS> & 'mehr'"), new("web", "Zeile 80"), new("apps", "Größe")];

        Assert.Equal("web: Zeile 443 TLS mehr, Zeile 80; apps: Groesse", CloudText.Description(origins, 255));
    }

    [Fact]
    public void A_description_begins_with_a_service_that_must_never_be_cut()
    {
        Origin[] origins = [new("apps", "row 1"), new("web", "row 2") { NeverCut = true }, new("xmpp", "row 3")];

        Assert.Equal("[never cut] web: row 2; apps: row 1; xmpp: row 3", CloudText.Description(origins, 255));
    }
}
