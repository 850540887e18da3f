namespace Starface.Generators.Tests;

/// <summary>The checkout the tests run in.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Infra.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests run outside of the checkout.");
    }
}
