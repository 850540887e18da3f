namespace Starface.EndToEnd.Packets;

/// <summary>The file that says how many packets were sent: a passed test shows its output nowhere else.</summary>
internal static class Report
{
    private static readonly Lock s_gate = new();
    private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, "packets.txt");
    private static bool s_begun;

    /// <summary>Adds a line.</summary>
    public static void Add(string line, ITestOutputHelper output)
    {
        output.WriteLine(line);
        lock (s_gate)
        {
            if (s_begun) File.AppendAllText(s_path, line + "\n");
            else File.WriteAllText(s_path, line + "\n");
            s_begun = true;
        }
    }
}
