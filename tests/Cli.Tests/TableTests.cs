using Starface.Cli.Screen;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

public sealed class TableTests
{
    public static TheoryData<string> Commands =>
    [
        "list", "show cloud-pbx", "show yealink-phone-network", "show starface-connect", "preview",
        "explain --stack demo-aws --from 203.0.113.7 --port 5061", "explain --stack demo-azure --to 192.0.2.1 --port 7",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Lines_fit_100_columns_when_piped(string command) => FitsAndEndsCleanly(Tool.Run(command.Split(' ')), 100);

    [Theory]
    [MemberData(nameof(Commands))]
    public void Lines_fit_a_terminal_of_80_columns(string command) =>
        FitsAndEndsCleanly(Tool.RunIn(Checkout.Environment with { TerminalWidth = 80 }, command.Split(' ')), 80);

    [Fact]
    public void Piped_output_has_no_colour() => Assert.DoesNotContain('\u001b', Tool.Run("preview").Output);

    [Fact]
    public void A_terminal_gets_the_same_text_with_colours()
    {
        var plain = Tool.RunIn(Checkout.Environment with { TerminalWidth = 100 }, "preview");
        var coloured = Tool.RunIn(Checkout.Environment with { TerminalWidth = 100, UseColor = true }, "preview");

        Assert.DoesNotContain('\u001b', plain.Output);
        Assert.Contains('\u001b', coloured.Output);
        Assert.Equal(plain.Output, WithoutEscapes(coloured.Output));
    }

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one", 7, "one")]
    [InlineData("", 7, "")]
    [InlineData("demo-aws-in-tcp", 8, "demo-|aws-in-|tcp")]
    [InlineData("demo-aws-in-tcp", 10, "demo-aws-|in-tcp")]
    [InlineData("aaaaaaaaaa", 4, "aaaa|aaaa|aa")]
    [InlineData("a\nb c", 9, "a|b c")]
    [InlineData("  one two three", 9, "  one two|  three")]
    public void Text_breaks_at_words_then_joints_then_anywhere(string text, int width, string expected) =>
        Assert.Equal(expected.Split('|'), TextWrap.Lines(text, width));

    private static void FitsAndEndsCleanly(CliResult result, int width)
    {
        Assert.Equal("", result.Error);
        Assert.NotEqual("", result.Output);
        Assert.All(result.Lines, line => Assert.True(line.Length <= width, line));
        Assert.All(result.Lines, line => Assert.Equal(line.TrimEnd(), line));
        Assert.EndsWith("\n", result.Output, StringComparison.Ordinal);
    }

    private static string WithoutEscapes(string text)
    {
        var parts = text.Split('\u001b');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => part[(part.IndexOf('m', StringComparison.Ordinal) + 1)..]));
    }
}
