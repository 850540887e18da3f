namespace Starface.Structure.Tests;

/// <summary>
/// The compiler's equality of a record compares arrays and most collections by reference, and <c>with</c> copies what was computed from the
/// values before. So nothing relies on either where it would be wrong.
/// </summary>
public class RecordTests
{
    private const string Sample = """
        using System.Collections.Generic;
        public sealed record Values(string Name, int[] Numbers);
        public sealed record Around(Values Inner);
        public sealed record Plain(string Name);
        public sealed record Own(int[] Numbers) { public bool Equals(Own? other) => false; public override int GetHashCode() => 0; }
        public sealed record Derived(string Name) { public int Length { get; } = Name.Length; }
        public sealed record Guarded(string Name) { public string Name { get; } = Name.Trim(); }
        public static class Uses
        {
            public static bool Same(Around one, Around other) => one == other;
            public static bool Equal(Values one, Values other) => one.Equals(other);
            public static HashSet<Values> Set() => new();
            public static Dictionary<(int, Values), int> Keys() => new();
            public static HashSet<Values> Compared(IEqualityComparer<Values> comparer) => new(comparer);
            public static bool Fine(Plain one, Plain other, Own mine, Own yours) => one == other && mine == yours;
            public static HashSet<Plain> FineSet() => new();
            public static bool IsNull(Values? one) => one == null;
        }
        """;

    [Fact]
    public void No_equality_of_records_compares_collections_by_reference() =>
        Assert.True(
            Uses(SourceProject.All) is { Count: 0 },
            "Compare what identifies these, or declare Equals:\n" + string.Join("\n", Uses(SourceProject.All)));

    [Fact]
    public void No_record_computes_a_member_once_from_another() =>
        Assert.True(
            Derived(SourceProject.All) is { Count: 0 },
            "A copy by 'with' keeps the value; compute it when it is read:\n" + string.Join("\n", Derived(SourceProject.All)));

    [Fact]
    public void Both_are_found_where_they_are()
    {
        var project = SourceProject.From(new Dictionary<string, string>(StringComparer.Ordinal) { ["Sample.cs"] = Sample });

        Assert.Equal(
            ["Sample.cs:10: Around", "Sample.cs:11: Values", "Sample.cs:12: Values", "Sample.cs:13: Values"],
            Uses([project]));
        Assert.Equal(["Sample.cs:6: Length"], Derived([project]));
    }

    private static List<string> Uses(IEnumerable<SourceProject> projects) =>
        [.. projects.AsParallel().AsOrdered().SelectMany(RecordEquality.FindUses)];

    private static List<string> Derived(IEnumerable<SourceProject> projects) =>
        [.. projects.AsParallel().AsOrdered().SelectMany(RecordEquality.FindDerived)];
}
