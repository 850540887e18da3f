using Starface.Cli.Hosting;
namespace Starface.Cli.Tests.Support;

/// <summary>The checkout the tests run in.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>A pipe, started in the checkout's root.</summary>
    public static CliEnvironment Environment { get; } = new(Root, Root);

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Infra.sln"))) return folder;
        }

        throw new InvalidOperationException("The tests do not lie in a checkout.");
    }
}
