namespace Starface.Benchmarks;

/// <summary>A group of measurements that prints one table.</summary>
internal interface ISuite
{
    /// <summary>The name by which the command line asks for the suite.</summary>
    string Name { get; }

    /// <summary>Measures, and writes a table.</summary>
    void Run(TextWriter output);
}
