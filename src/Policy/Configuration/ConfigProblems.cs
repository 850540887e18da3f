using System.Collections.Immutable;
using Starface.Policy.Problems;

namespace Starface.Policy.Configuration;

/// <summary>Collects the problems of a configuration, so that a person sees all of them at once.</summary>
internal sealed class ConfigProblems
{
    private readonly List<Problem> _problems = [];
    private readonly HashSet<Problem> _known = [];
    private int _errors;

    /// <summary>Whether nothing was found that keeps the configuration from being used.</summary>
    public bool IsEmpty => _errors == 0;

    /// <summary>How much of that was found.</summary>
    public int Count => _errors;

    /// <summary>Adds a problem, once: instances that share a default share its problems.</summary>
    /// <param name="path">The key, such as <c>starface:instances[2].peers.administrators</c>.</param>
    /// <param name="place">Where it is, or null when the source has no places.</param>
    /// <param name="problem">The problem.</param>
    public void Add(string path, Place? place, Problem problem) => Add(problem with { Place = (place ?? new Place()) with { Key = path } });

    /// <summary>Adds a problem that has its place, once.</summary>
    /// <param name="placed">The problem.</param>
    public void Add(Problem placed)
    {
        if (!_known.Add(placed)) return;
        _problems.Add(placed);
        if (placed.Severity == Severity.Error) _errors++;
    }

    /// <inheritdoc cref="Add(string, Place?, Problem)"/>
    public void Add(string path, Place? place, string id, string message, string? fix = null) =>
        Add(path, place, Problem.Error(id, message, fix));

    /// <summary>Adds the problem of a node of another kind than expected.</summary>
    /// <param name="path">The key.</param>
    /// <param name="node">The node.</param>
    /// <param name="expected">What is expected, such as <c>a list of service ids</c>.</param>
    public void AddWrongKind(string path, ConfigNode node, string expected) =>
        Add(path, node.Place, ProblemIds.WrongKind, $"Expected {expected}, found {node.Kind}");

    /// <summary>The text of a node; null, and a problem, where it is something else.</summary>
    /// <param name="path">The key.</param>
    /// <param name="node">The node.</param>
    /// <param name="expected">What is expected, such as <c>text</c>.</param>
    public string? ReadText(string path, ConfigNode node, string expected)
    {
        if (node is ConfigScalar { Text.Length: > 0 } scalar)
        {
            if (scalar.Form == ScalarForm.Text) return scalar.Text;
            Add(path, node.Place, NotQuoted(scalar));
        }
        else
            AddWrongKind(path, node, expected);

        return null;
    }

    /// <summary>The problem of a value that is meant as text, and that Pulumi reads as something else.</summary>
    /// <param name="scalar">The value.</param>
    public static Problem NotQuoted(ConfigScalar scalar)
    {
        var form = scalar.Form switch
        {
            ScalarForm.Number => "a number",
            ScalarForm.Flag => "true or false",
            ScalarForm.Date => "a date",
            _ => "nothing",
        };
        return Problem.Error(
            ProblemIds.NotQuoted,
            $"'{scalar.Written}' is not quoted, so Pulumi passes it on as {form}"
                + (scalar.Text == scalar.Written ? "" : $" ({scalar.Text})"),
            scalar.Place is null ? "quote it in the file, as it is written there" : $"quote it: \"{scalar.Written}\"");
    }

    /// <summary>Adds a problem for each key of a map that is not among the known ones.</summary>
    public void RejectUnknownKeys(ConfigMap map, string path, ImmutableArray<string> known)
    {
        foreach (var entry in map.Entries.Where(entry => !known.Contains(entry.Key)))
        {
            Add(
                path + entry.Key,
                entry.Place,
                ProblemIds.UnknownKey,
                $"Unknown key '{entry.Key}'",
                NearestName.Suggestion(entry.Key, known));
        }
    }

    /// <summary>The errors in the order of the file.</summary>
    public ImmutableArray<Problem> Errors => InOrder(_problems.Where(problem => problem.Severity == Severity.Error));

    /// <summary>What may be meant, in the order of the file.</summary>
    public ImmutableArray<Problem> Warnings => InOrder(_problems.Where(problem => problem.Severity != Severity.Error));

    private static ImmutableArray<Problem> InOrder(IEnumerable<Problem> problems) =>
        [.. problems.OrderBy(problem => problem.Place?.Line ?? int.MaxValue).ThenBy(problem => problem.Place?.Column ?? int.MaxValue)];
}
