using System.Runtime.CompilerServices;

namespace Starface.Generators.Tests;

/// <summary>Compares a text with a file beside the tests. With UPDATE_SNAPSHOTS=1 it writes the file instead; look at the difference before committing.</summary>
internal static class Snapshot
{
    public static void Match(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var path = Path.Combine(DirectoryOf(testFile), "Snapshots", name + ".verified.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"There is no snapshot {path}; run the test with UPDATE_SNAPSHOTS=1 to write it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>The build maps source paths away; the project's folder is found from where the tests run.</summary>
    private static string DirectoryOf(string testFile)
    {
        if (File.Exists(testFile)) return Path.GetDirectoryName(testFile)!;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
                return Path.Combine(folder.FullName, "tests", "Generators.Tests");
        throw new DirectoryNotFoundException("The tests run outside of the checkout.");
    }
}
