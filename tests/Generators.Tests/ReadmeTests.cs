using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Starface.Generators.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_invalid_file_gives_the_messages_below_it()
    {
        var readme = Readme.Read();

        var messages = await MessagesOf(readme.Wrong);

        Assert.Equal(readme.Messages, messages);
    }

    [Fact]
    public async Task The_policy_and_its_use_give_no_message()
    {
        var readme = Readme.Read();
        var policy = readme.Use.Split('\n').Single(line => line.StartsWith("var policy", StringComparison.Ordinal));

        Assert.Empty(await MessagesOf($$"""
            using Starface.Policy;
            using Starface.Policies;
            namespace Customer;
            {{readme.Declarations}}
            {{readme.Including}}
            public static class Program { public static FirewallPolicy Make() { {{policy}} return policy; } }
            """));
    }

    [Fact]
    public async Task The_scenario_of_its_page_gives_no_message()
    {
        var page = Checkout.Read("docs/scenarios.md");
        const string Opening = "```csharp\n";
        var start = page.IndexOf(Opening, StringComparison.Ordinal) + Opening.Length;

        Assert.Empty(await MessagesOf($$"""
            using Starface.Policy;
            using Starface.Policies;
            namespace Customer;
            [Service("wallboard", Title = "Wallboard"), Inbound(Protocol.Tcp, 8443, Source = "Manual of the wallboard, page 7")]
            public sealed partial class Wallboard;
            {{page[start..page.IndexOf("\n```", start, StringComparison.Ordinal)]}}
            """));
    }

    /// <summary>Errors and our messages as the compiler prints them, in the order of the file.</summary>
    private static async Task<IEnumerable<string>> MessagesOf(string source)
    {
        var output = GeneratorRun.Over(source).Output;
        var all = output.GetDiagnostics(TestContext.Current.CancellationToken).AddRange(await Analysis.Run(output));
        return
        [
            .. all.Where(diagnostic =>
                diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id.StartsWith("SFP", StringComparison.Ordinal))
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
                .Select(Line),
        ];
    }

    private static string Line(Diagnostic diagnostic)
    {
        var position = diagnostic.Location.GetLineSpan().StartLinePosition;
        var severity = diagnostic.Severity.ToString().ToLowerInvariant();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Readme.WrongFile}({position.Line + 1},{position.Character + 1}): {severity} {diagnostic.Id}: "
                + $"{diagnostic.GetMessage(CultureInfo.InvariantCulture)} ({diagnostic.Descriptor.HelpLinkUri})");
    }
}
