namespace Starface.Generators.Tests;

/// <summary>
/// Compares a text with a file beside the tests. With UPDATE_SNAPSHOTS=1 it writes the file instead; look at the difference before
/// committing.
/// </summary>
internal static class Snapshot
{
    public static bool IsUpdated { get; } = Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    public static void Match(string actual, string name)
    {
        var path = $"tests/Generators.Tests/Snapshots/{name}.verified.txt";
        var file = Path.Combine(Checkout.Root, path);
        if (IsUpdated) File.WriteAllText(file, actual);
        Assert.True(File.Exists(file), $"There is no snapshot {path}; run the test with UPDATE_SNAPSHOTS=1 to write it.");
        Assert.Equal(Checkout.Read(path), actual);
    }
}
