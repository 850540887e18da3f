using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Policies;

namespace Starface.Cli.Tests.Support;

/// <summary>Runs the command line in process.</summary>
internal static class Tool
{
    public static CliResult Run(params string[] args) => RunIn(Checkout.Environment, args);

    public static CliResult RunIn(CliEnvironment environment, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CommandLineApp.Run(args, output, error, environment, new Lazy<Policy.PolicyCatalog>(Catalog.Instance));
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command that has to succeed and reads its JSON.</summary>
    public static JsonElement Json(params string[] args)
    {
        var result = Run([.. args, "--format", "json"]);
        Assert.Equal("", result.Error);
        return JsonDocument.Parse(result.Output).RootElement.Clone();
    }
}
