
namespace Starface.Cli.Tests.Support;

/// <summary>
/// Compares text with a file under Data. UPDATE_SNAPSHOTS=1 writes the file instead; the difference is then read in review.
/// </summary>
internal static class Snapshot
{
    public static void Matches(string name, string text)
    {
        var path = Path.Combine(Checkout.Root, "tests", "Cli.Tests", "Data", name);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(path, text);
        Assert.True(File.Exists(path), $"There is no snapshot {name}: run the test once with UPDATE_SNAPSHOTS=1 and read what it wrote.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
