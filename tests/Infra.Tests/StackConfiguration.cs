using System.Text.Json;

namespace Starface.Infra.Tests;

/// <summary>Runs a program under a stack configuration.</summary>
internal static class StackConfiguration
{
    private const string Variable = "PULUMI_CONFIG";

    private static readonly SemaphoreSlim Gate = new(1);

    /// <summary>Runs <paramref name="run"/> under the given values, whose keys are "project:key".</summary>
    /// <remarks>
    /// The engine hands the configuration over in the environment, which belongs to the process: so one run goes on at a time.
    /// </remarks>
    public static async Task<T> RunAsync<T>(IReadOnlyDictionary<string, string> values, Func<Task<T>> run)
    {
        await Gate.WaitAsync();
        var before = Environment.GetEnvironmentVariable(Variable);
        Environment.SetEnvironmentVariable(Variable, JsonSerializer.Serialize(values));
        try
        {
            return await run();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
            Gate.Release();
        }
    }
}
