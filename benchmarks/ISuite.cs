namespace Starface.Benchmarks;

/// <summary>
/// A group of measurements that prints tables of its own, and gives the figures that belong into the one over all suites.
/// </summary>
internal interface ISuite
{
    /// <summary>The name by which the command line asks for the suite.</summary>
    string Name { get; }

    /// <summary>What the last run measured, for the table over all suites.</summary>
    IReadOnlyList<Figure> Figures => [];

    /// <summary>Measures, and writes a table.</summary>
    void Run(TextWriter output);
}
