namespace Starface.Structure.Tests;

public class FolderGraphTests
{
    private const string Target = """
        namespace Sample;
        public sealed class Target
        {
            public static readonly Target One = new();
            public int Value { get; set; }
            public static Target operator +(Target left, Target right) => left;
            public static implicit operator Target(int value) => new();
        }
        public static class Extensions
        {
            public static int Twice(this int value) => value + value;
        }
        """;

    [Theory]
    [InlineData("static object M() => new Target();")]
    [InlineData("static int M() => Target.One.Value;")]
    [InlineData("static string M() => nameof(Target);")]
    [InlineData("static int M() => 2.Twice();")]
    [InlineData("static void M() { Target t = 2; }")]
    [InlineData("static System.Func<int, int> M() => Extensions.Twice;")]
    [InlineData("static System.Collections.Generic.List<Target> M() => null;")]
    public void A_reference_is_an_edge_of_the_graph(string member)
    {
        var graph = Graph(("Target/Target.cs", Target), ("User/User.cs", $"using Sample; public class User {{ {member} }}"));

        Assert.True(graph.HasEdge("User", "Target"));
        Assert.False(graph.HasEdge("Target", "User"));
        Assert.Empty(graph.Cycles);
    }

    [Theory]
    [InlineData("static void M() => Middle.Take(new());")]
    [InlineData("static void M() => Middle.Take(3);")]
    [InlineData("static void M() => Middle.Take(Middle.Give() + Middle.Give());")]
    public void What_has_no_name_in_the_source_is_an_edge_too(string member)
    {
        const string middle = """
            using Sample;
            public class Middle
            {
                public static void Take(Target t) { }
                public static Target Give() => null;
            }
            """;

        var graph = Graph(
            ("Target/Target.cs", Target),
            ("Middle/Middle.cs", middle),
            ("User/User.cs", $"public class User {{ {member} }}"));

        Assert.True(graph.HasEdge("User", "Target"));
    }

    [Fact]
    public void Comments_and_using_directives_are_not_references()
    {
        const string user = "using Sample; /// <summary><see cref=\"Target\"/></summary>\npublic class User { }";

        var graph = Graph(("Target/Target.cs", Target), ("User/User.cs", user));

        Assert.False(graph.HasEdge("User", "Target"));
    }

    [Fact]
    public void A_cycle_is_named_with_an_example_for_each_edge()
    {
        var graph = Graph(
            ("A/A.cs", "public class A { B b; }"),
            ("B/Deep/B.cs", "public class B { C c; }"),
            ("C.cs", "public class C { A a; }"),
            ("D/D.cs", "public class D { A a; }"));

        Assert.Equal("., A, B/Deep", graph.DescribeCycles());
        Assert.Contains("A/A.cs:1 -> B", graph.ExplainCycles());
        Assert.Contains("B/Deep/B.cs:1 -> C", graph.ExplainCycles());
        Assert.Contains("C.cs:1 -> A", graph.ExplainCycles());
    }

    [Fact]
    public void A_folder_and_its_subfolder_are_two_folders()
    {
        var graph = Graph(("A/A.cs", "public class A { B b; }"), ("A/B/B.cs", "public class B { A a; }"));

        Assert.Equal("A, A/B", graph.DescribeCycles());
    }

    [Fact]
    public void A_part_of_the_type_in_the_folder_of_the_reference_is_enough()
    {
        var graph = Graph(
            ("A/A.cs", "public partial class A { }"),
            ("B/A.cs", "public partial class A { }"),
            ("B/B.cs", "public class B { A a; }"));

        Assert.False(graph.HasEdge("B", "A"));
    }

    private static FolderGraph Graph(params (string Path, string Text)[] sources) =>
        SourceProject.From(sources.ToDictionary(source => source.Path, source => source.Text)).Graph;
}
