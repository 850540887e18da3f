using System.Text.Json;

namespace Starface.Infra.Tests;

/// <summary>Runs a program under a stack configuration.</summary>
internal static class StackConfiguration
{
    private const string Variable = "PULUMI_CONFIG";
    private const string FolderVariable = "PULUMI_ROOT_DIRECTORY";

    private static readonly SemaphoreSlim Gate = new(1);

    /// <summary>Runs <paramref name="run"/> under the given values, whose keys are "project:key".</summary>
    /// <param name="values">The configuration.</param>
    /// <param name="run">The program.</param>
    /// <param name="folder">The project's folder; null where the program runs in the current one.</param>
    /// <remarks>
    /// The engine hands both over in the environment, which belongs to the process: so one run goes on at a time.
    /// </remarks>
    public static async Task<T> RunAsync<T>(IReadOnlyDictionary<string, string> values, Func<Task<T>> run, string? folder = null)
    {
        await Gate.WaitAsync();
        var before = (Environment.GetEnvironmentVariable(Variable), Environment.GetEnvironmentVariable(FolderVariable));
        Set(JsonSerializer.Serialize(values), folder);
        try
        {
            return await run();
        }
        finally
        {
            Set(before.Item1, before.Item2);
            Gate.Release();
        }

        static void Set(string? config, string? root)
        {
            Environment.SetEnvironmentVariable(Variable, config);
            Environment.SetEnvironmentVariable(FolderVariable, root);
        }
    }
}
