using Starface.Benchmarks.Generation;

namespace Starface.Benchmarks;

/// <summary>Runs the suites named on the command line, or all of them.</summary>
internal static class Program
{
    private static readonly ISuite[] Suites = [new FlowSuite(), new PlanningSuite(), new StartUpSuite(), new GeneratorSuite()];

    private static int Main(string[] arguments)
    {
        if (arguments is ["hello"])
        {
            // The floor of the start-up suite.
            Console.WriteLine("Hello, World!");
            return 0;
        }

        var unknown = arguments.Except(Suites.Select(suite => suite.Name), StringComparer.Ordinal).ToArray();
        if (unknown.Length > 0)
        {
            Console.Error.WriteLine($"There is no suite '{unknown[0]}'; there are: {string.Join(", ", Suites.Select(suite => suite.Name))}.");
            return 1;
        }

        foreach (var suite in Suites.Where(suite => arguments.Length == 0 || arguments.Contains(suite.Name, StringComparer.Ordinal)))
            suite.Run(Console.Out);
        return 0;
    }
}
