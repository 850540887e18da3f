using System.Diagnostics;
using System.Globalization;

namespace Starface.Drift.Tests;

/// <summary>A command that is ended while it writes leaves nothing half-written behind.</summary>
public sealed class EndedCommandTests : IDisposable
{
    private const int Stacks = 600;

    private readonly string _folder = Directory.CreateTempSubdirectory("ended-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    public async Task No_file_is_left_that_was_being_written(string signal)
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows has no signal that one process sends another.");
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "Pulumi.yaml"), "name: starface\n", TestContext.Current.CancellationToken);
        for (var i = 0; i < Stacks; i++)
        {
            await File.WriteAllTextAsync(
                Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"Pulumi.s{i}.yaml")),
                """
                config:
                  starface:cloud: aws
                  starface:policy: cloud-pbx-vpn
                  starface:vpcId: vpc-0123456789abcdef0
                  starface:peers: { vpn: [10.0.0.0/16, 10.1.0.0/16], resolvers: [192.0.2.53], time-servers: [192.0.2.123] }

                """,
                TestContext.Current.CancellationToken);
        }

        using var process = CommandProcess.Start(_folder, new Dictionary<string, string>(), ["compile", "--all", "--output", "out"]);
        var output = CommandProcess.EndAsync(process);
        var program = Path.Combine(_folder, "out");
        while (!output.IsCompleted && !(Directory.Exists(program) && Directory.EnumerateFiles(program, "*.tmp").Any()))
            await Task.Delay(1, TestContext.Current.CancellationToken);
        Assert.False(output.IsCompleted, "The command ended before it wrote.");
        using (var sent = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
            await sent.WaitForExitAsync(TestContext.Current.CancellationToken);

        var (code, _, _) = await output;

        Assert.NotEqual(0, code);
        Assert.Empty(Directory.EnumerateFiles(program));
    }
}
