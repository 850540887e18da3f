using System.Globalization;

namespace Starface.Benchmarks;

/// <summary>The one table over all suites: each figure beside its floor and, where there is one, its peer.</summary>
internal static class FigureTable
{
    public static void Write(TextWriter output, IEnumerable<(string Suite, Figure Figure)> figures)
    {
        var table = new Table("suite: what", "figure", "floor", "times", "peer", "goal", "MiB", "growth");
        foreach (var (suite, figure) in figures)
        {
            table.Add(
                $"{suite}: {figure.What}",
                Number(figure.Value) + " " + figure.Unit,
                figure.Floor is { } floor ? $"{Number(floor.Value)} ({floor.Name})" : "",
                figure.Floor is { } least ? Number(figure.Value / least.Value) : "",
                figure.Peer is { } peer ? $"{Number(peer.Value)} ({peer.Name})" : "",
                figure.Goal,
                figure.Mebibytes is { } mebibytes ? Number(mebibytes) : "",
                figure.Growth is { } growth ? growth.ToString("0.00", CultureInfo.InvariantCulture) : "");
        }

        table.Write(output);
    }

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
