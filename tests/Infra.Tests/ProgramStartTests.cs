using System.Diagnostics;

namespace Starface.Infra.Tests;

/// <summary>The message when the stack program is started without Pulumi.</summary>
public sealed class ProgramStartTests
{
    [Fact]
    public async Task Without_an_engine_the_program_says_in_words_that_it_does_not_deploy()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PolicyProgram).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("PULUMI_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);

        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, program.ExitCode);
        Assert.Empty(await output);
        Assert.StartsWith("error: ", errors, StringComparison.Ordinal);
        Assert.Contains("pulumi", errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }
}
