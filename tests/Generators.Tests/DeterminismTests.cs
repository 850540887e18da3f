using System.Globalization;

namespace Starface.Generators.Tests;

public sealed class DeterminismTests
{
    private static readonly string[] Declarations =
    [
        .. Sources.All,
        """
        using Starface.Policy;
        namespace Sample;
        [Service("ip-lookup"), Inbound(Protocol.Icmp, 2048), Inbound(Protocol.Any), Inbound((Protocol)(-7), 3)]
        public partial class IpLookup;
        public sealed class ITTeams : PeerGroup;
        [Policy("in-it", Title = "İI ıi"), Allow<IpLookup, ITTeams>] public partial class InIt;
        """,
    ];

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void The_culture_of_the_machine_changes_no_byte(string culture)
    {
        var expected = GeneratorRun.Over(Declarations).Files;
        var before = CultureInfo.CurrentCulture;
        var beforeInterface = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, GeneratorRun.Over(Declarations).Files);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = beforeInterface;
        }
    }

    [Fact]
    public void The_order_of_files_changes_no_byte()
    {
        var expected = GeneratorRun.Over(Declarations).Files;
        var random = new Random(7);

        for (var i = 0; i < 5; i++)
        {
            var shuffled = Declarations.ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(
                expected.OrderBy(file => file.Key, StringComparer.Ordinal),
                GeneratorRun.Over(shuffled).Files.OrderBy(file => file.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Lines_end_with_a_line_feed_and_files_with_exactly_one()
    {
        var files = GeneratorRun.Over([.. Declarations.Select(source => source.ReplaceLineEndings("\r\n"))]).Files;

        Assert.All(files.Values, text =>
        {
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Split('\n'), line => line.EndsWith(' '));
        });
    }

    [Fact]
    public void Files_are_named_after_the_metadata_name_of_the_class()
    {
        var files = GeneratorRun.Over("""
            using Starface.Policy;
            [Service("a")] public partial class Global;
            namespace One.Two { public partial class Outer { [Service("b")] public partial class Inner; } }
            namespace @class { [Service("c")] public partial class @event; }
            """).Files;

        Assert.Equal(
            ["Global.g.cs", "One.Two.Outer+Inner.g.cs", "Sample.Catalog.g.cs", "class.event.g.cs"],
            files.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Classes_that_differ_only_in_case_get_separate_files()
    {
        var run = GeneratorRun.Over("""
            using Starface.Policy;
            namespace Sample;
            [Service("a")] public partial class Web;
            [Service("b")] public partial class WEB;
            [Service("c")] public partial class CATALOG;
            """);

        Assert.Null(run.Result.Exception);
        Assert.Equal(
            ["Sample.CATALOG.g.cs", "Sample.GeneratedCatalog.g.cs", "Sample.WEB(0,7,8,9).g.cs", "Sample.Web(0,7).g.cs"],
            run.Files.Keys.Order(StringComparer.Ordinal));
    }
}
