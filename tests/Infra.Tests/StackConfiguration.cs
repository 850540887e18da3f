using System.Text.Json;

namespace Starface.Infra.Tests;

/// <summary>Runs a program under a stack configuration.</summary>
internal static class StackConfiguration
{
    private const string Variable = "PULUMI_CONFIG";

    private static readonly Lock Gate = new();

    /// <summary>Runs <paramref name="run"/> under the given values, whose keys are "project:key".</summary>
    /// <remarks>
    /// The engine hands the configuration over in the environment, which a program reads as soon as its run begins. The environment belongs
    /// to the process, so runs begin one after the other; they may go on at the same time.
    /// </remarks>
    public static Task<T> RunAsync<T>(IReadOnlyDictionary<string, string> values, Func<Task<T>> run)
    {
        lock (Gate)
        {
            var before = Environment.GetEnvironmentVariable(Variable);
            Environment.SetEnvironmentVariable(Variable, JsonSerializer.Serialize(values));
            try
            {
                return run();
            }
            finally
            {
                Environment.SetEnvironmentVariable(Variable, before);
            }
        }
    }
}
