using System.Text;

namespace Starface.Structure.Tests;

/// <summary>Which folder of a project refers to which, and the cycles among them. A folder and its subfolder are two folders.</summary>
internal sealed class FolderGraph
{
    private const int Examples = 3;
    private readonly SortedDictionary<string, SortedDictionary<string, List<Reference>>> _edges = new(StringComparer.Ordinal);

    public FolderGraph(IEnumerable<Reference> references)
    {
        foreach (var reference in references)
        {
            var from = EdgesOf(reference.Folder);
            var targets = reference.DeclaredIn.Select(Reference.FolderOf).Distinct().ToList();
            foreach (var target in targets)
                EdgesOf(target);
            // One part of the type beside the reference is enough.
            if (targets.Contains(reference.Folder))
                continue;
            foreach (var target in targets)
            {
                if (!from.TryGetValue(target, out var list))
                    from.Add(target, list = []);
                list.Add(reference);
            }
        }

        Cycles = FindCycles();
    }

    public IReadOnlyCollection<string> Folders => _edges.Keys;

    /// <summary>Groups of folders each of which leads to all others of its group, ordered by name.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles { get; }

    /// <summary>Which folder refers to which.</summary>
    public IEnumerable<(string From, string To)> Edges => _edges.SelectMany(from => from.Value.Keys.Select(to => (from.Key, to)));

    public bool HasEdge(string from, string to) => _edges.TryGetValue(from, out var targets) && targets.ContainsKey(to);

    /// <summary>"Aws, Azure; Checks, Parsing": the groups in one line, empty for a tree.</summary>
    public string DescribeCycles() => string.Join("; ", Cycles.Select(cycle => string.Join(", ", cycle)));

    /// <summary>Every edge within a cycle with a few of its references.</summary>
    public string ExplainCycles()
    {
        var text = new StringBuilder();
        foreach (var cycle in Cycles)
        {
            text.AppendLine($"cycle: {string.Join(", ", cycle)}");
            foreach (var from in cycle)
            {
                foreach (var (to, references) in _edges[from].Where(edge => cycle.Contains(edge.Key)))
                {
                    text.AppendLine($"  {from} -> {to} ({references.Count})");
                    foreach (var example in references.DistinctBy(reference => reference.Symbol.ToDisplayString()).Take(Examples))
                        text.AppendLine($"    {example}");
                }
            }
        }

        return text.ToString();
    }

    /// <summary>Every folder with the folders it refers to.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        foreach (var (from, targets) in _edges)
        {
            var list = string.Join(", ", targets.Select(edge => $"{edge.Key} ({edge.Value.Count})"));
            text.AppendLine($"  {from} -> {(list.Length == 0 ? "nothing" : list)}");
        }

        return text.ToString();
    }

    private SortedDictionary<string, List<Reference>> EdgesOf(string folder)
    {
        if (!_edges.TryGetValue(folder, out var targets))
            _edges.Add(folder, targets = new(StringComparer.Ordinal));
        return targets;
    }

    // Two folders are in one cycle where each leads to the other.
    private List<IReadOnlyList<string>> FindCycles()
    {
        var reachable = _edges.Keys.ToDictionary(folder => folder, Reachable);
        var cycles = new List<IReadOnlyList<string>>();
        var placed = new HashSet<string>();
        foreach (var folder in _edges.Keys.Where(folder => reachable[folder].Contains(folder) && !placed.Contains(folder)))
        {
            var cycle = _edges.Keys.Where(other => reachable[folder].Contains(other) && reachable[other].Contains(folder)).ToList();
            placed.UnionWith(cycle);
            cycles.Add(cycle);
        }

        return cycles;
    }

    private HashSet<string> Reachable(string start)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out var folder))
        {
            foreach (var target in _edges[folder].Keys.Where(reached.Add))
                open.Push(target);
        }

        return reached;
    }
}
