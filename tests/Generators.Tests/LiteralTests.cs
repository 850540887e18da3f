using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Starface.Generators.Emission;

namespace Starface.Generators.Tests;

public sealed class LiteralTests
{
    [Fact]
    public void A_literal_of_any_characters_has_their_value()
    {
        for (var first = 0; first <= char.MaxValue; first += 256)
        {
            var text = string.Concat(Enumerable.Range(first, 256).Select(code => (char)code));

            Assert.Equal(text, ValueOf(Text.Literal(text)));
        }
    }

    [Theory]
    [InlineData("Weboberfläche", "\"Weboberfläche\"")]
    [InlineData("端口表 📞", "\"端口表 📞\"")]
    [InlineData("a\"b\\c", "\"a\\\"b\\\\c\"")]
    [InlineData("a\nb\u202Ec\u00ADd", "\"a\\u000ab\\u202ec\\u00add\"")]
    [InlineData("", "\"\"")]
    [InlineData(null, "null")]
    public void A_literal_shows_what_can_be_seen_and_escapes_the_rest(string? text, string expected) =>
        Assert.Equal(expected, Text.Literal(text));

    /// <summary>The argument of an attribute is UTF-8, which has no form for half of a pair.</summary>
    [Fact]
    public void A_literal_escapes_half_of_a_surrogate_pair() => Assert.Equal("\"\\ud83d\"", Text.Literal("\uD83D"));

    [Fact]
    public void A_literal_has_no_control_character_or_line_separator()
    {
        var text = string.Concat(Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code));

        Assert.DoesNotContain(Text.Literal(text), character => char.GetUnicodeCategory(character)
            is UnicodeCategory.Control
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse);
    }

    private static string ValueOf(string literal) =>
        ((LiteralExpressionSyntax)SyntaxFactory.ParseExpression(literal)).Token.ValueText;
}
