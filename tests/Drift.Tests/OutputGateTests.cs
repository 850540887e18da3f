using System.Net;
using System.Text.RegularExpressions;
using Starface.Drift.Output;
using Starface.Policy.Problems;

namespace Starface.Drift.Tests;

public class OutputGateTests
{
    private const string Bell = "\u001b]8;;https://evil\u0007";

    [Theory]
    [InlineData("::error::x", ": :error::x")]
    [InlineData("  ::add-mask::x", "  : :add-mask::x")]
    [InlineData("::/0 and ::1", "::/0 and ::1")]
    [InlineData("a ::error::x", "a ::error::x")]
    [InlineData("##vso[task.complete]", "# #vso[task.complete]")]
    [InlineData("a\r\n::error::", "a  ::error::")]
    [InlineData(Bell, " ]8;;https://evil ")]
    [InlineData("a\u202eb\u200bc\u2028d\u034fe\ufe0ff\u3164g", "a b c d e f g")]
    public void A_line_stays_a_line_of_text(string text, string shown) => Assert.Equal(shown + "\n", Written(gate => gate.WriteLine(text)));

    [Theory]
    [InlineData("  ", "::error::", "  : :error::")]
    [InlineData("#", "#vso[", "# #vso[")]
    [InlineData("x", "::error::", "x::error::")]
    public void A_command_does_not_come_about_in_pieces(string first, string second, string shown) => Assert.Equal(shown, Written(gate =>
    {
        gate.Write(first);
        gate.Write(second);
    }));

    [Fact]
    public void Half_of_a_character_is_replaced() => Assert.Equal("a\ufffdb", Written(gate => gate.Write("a\ud800b")));

    [Fact]
    public void A_style_is_around_the_text() => Assert.Equal("\u001b[1;31ma b\u001b[0m", Written(gate => gate.Write("a\u001bb", 1, 31)));

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "'a b'")]
    [InlineData("$(x)`y`", "'$(x)`y`'")]
    [InlineData("it's\n# x", "'it'\\''s # x'")]
    [InlineData("", "''")]
    [InlineData("-rf", "-rf")]
    public void A_string_is_one_argument_of_a_shell(string text, string shown)
    {
        MediumText<Shell> command = $"ls {text}";

        Assert.Equal($"ls {shown}", command.ToString());
    }

    [Fact]
    public void Each_medium_escapes_its_own_syntax()
    {
        const string text = "%0A::a,b;c]d\"e\\f\n<g>|[h](i)@j `k` https://l www.m";

        MediumText<GitHub> github = $"::error title={text}::{GitHub.Message(text)}";
        MediumText<AzureDevOps> azure = $"##vso[task.logissue sourcepath={text};]{AzureDevOps.Message(text)}";
        MediumText<CSharp> csharp = $"\"{text}\" {CSharp.Documentation(text)}";
        MediumText<Markdown> markdown = $"| {text} |";

        Assert.Equal(
            "::error title=%250A%3A%3Aa%2Cb;c]d\"e\\f <g>|[h](i)@j `k` https%3A//l www.m"
                + "::%250A::a,b;c]d\"e\\f <g>|[h](i)@j `k` https://l www.m",
            github.ToString());
        Assert.StartsWith("##vso[task.logissue sourcepath=%AZP250A::a,b%3Bc%5Dd\"e", azure.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("\"%0A::a,b;c]d\\\"e\\\\f <g>|", csharp.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("&quot;e\\f &lt;g&gt;|[h](i)@j `k` https://l www.m", csharp.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            @"| %&#8203;0A::a,b;c\]d""e\\f &lt;g&gt;\|\[h\](i)@&#8203;j \`k\` https:&#8203;//l www.&#8203;m |", markdown.ToString());
    }

    // What GitHub, GitLab and Azure DevOps look for in the text of a page, wherever it is not code.
    public static TheoryData<string> References =>
    [
        "@\\w", "[#!%$&~^][\\w\"*]", "\\[\\w+:", "://", "\\bwww\\.\\w", "(mailto|xmpp):\\w", "\\b(?i:G[HL])-\\d", "\\b[A-Z][A-Z0-9_]*-\\d",
        "(?<![\\w-])[0-9a-fA-F]{7,40}\\b", ":(100|1234|a|b|ab|abc|abcd|bee|cd|de|x_y|smile|\\+1):",
    ];

    [Theory]
    [MemberData(nameof(References))]
    public void Nothing_that_a_stranger_wrote_becomes_a_link_a_mention_or_a_picture_in_markdown(string pattern)
    {
        var found = 0;
        foreach (var text in HostileTexts.Short)
        {
            MediumText<Markdown> markdown = $"{text}";
            foreach (var shown in new[] { Unescaped(markdown), WebUtility.HtmlDecode(Markdown.Html(text).ToString()) })
            {
                Assert.DoesNotMatch(pattern, shown);
                Assert.Equal(SafeText.From(text), shown.Replace("\u200b", "", StringComparison.Ordinal));
            }

            if (Regex.IsMatch(text, pattern)) found++;
        }

        Assert.NotEqual(0, found);
    }

    [Theory]
    [InlineData("2001:db8:a0:bad::/48 on sg-0123456789abcdef0, vpc-0123456789abcdef0, 4,294,967,296 of TLS 1.2, feedback")]
    [InlineData("tcp 10000-20000; customer-17: 203.0.113.0/24 [0] (42%), a & b, 100% ~ 5")]
    public void What_is_no_reference_can_be_copied_from_markdown(string text)
    {
        MediumText<Markdown> markdown = $"{text}";

        Assert.Equal(text, Unescaped(markdown));
    }

    [Fact]
    public void A_key_before_a_colon_can_be_copied_from_markdown()
    {
        MediumText<Markdown> markdown = $"{"starface:cloud: unknown"}";

        Assert.Equal("starface:cloud\u200b: unknown", Unescaped(markdown));
    }

    private static string Unescaped(MediumText<Markdown> markdown) =>
        WebUtility.HtmlDecode(Regex.Replace(markdown.ToString(), @"\\([!-/:-@\[-`{-~])", "$1"));

    private static string Written(Action<OutputGate> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(new OutputGate(writer));
        return writer.ToString();
    }
}
