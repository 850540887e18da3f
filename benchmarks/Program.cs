using System.Globalization;
using Starface.Benchmarks.Generation;

namespace Starface.Benchmarks;

/// <summary>Runs the suites named on the command line, or all of them.</summary>
internal static class Program
{
    private static readonly ISuite[] Suites =
    [
        new FlowSuite(), new PlanningSuite(), new StartUpSuite(), new GeneratorSuite(), new AnalyzerSuite(), new BuildSuite(),
        new LoopSuite(), new DriftSuite(), new FleetSuite(), new PageSuite(), new NamesSuite(), new GrowthSuite(),
    ];

    private static int Main(string[] arguments)
    {
        if (arguments is ["hello"])
        {
            // The floor of the start-up suite.
            Console.WriteLine("Hello, World!");
            return 0;
        }

        if (arguments is ["serve", var folder, .. var number])
        {
            FleetSuite.Serve(folder, number is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : null, Console.Out);
            return 0;
        }

        var unknown = arguments.Except(Suites.Select(suite => suite.Name), StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            Console.Error.WriteLine(
                $"There is no suite '{unknown[0]}'; there are: {string.Join(", ", Suites.Select(suite => suite.Name))}.");
            return 1;
        }

        var chosen = Suites.Where(suite => arguments.Length == 0 || arguments.Contains(suite.Name, StringComparer.Ordinal)).ToList();
        // The suites' own tables are details; the figures are one table at the end, which alone is written to standard output.
        foreach (var suite in chosen) suite.Run(Console.Error);
        FigureTable.Write(Console.Out, chosen.SelectMany(suite => suite.Figures.Select(figure => (suite.Name, figure))));
        return 0;
    }
}
