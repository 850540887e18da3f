using System.Diagnostics;
using System.Globalization;

namespace Starface.EndToEnd.Fleet;

/// <summary>A fleet that is checked in parts by processes of their own, as a matrix of jobs does, and in one run.</summary>
[Trait("Category", "Slow")]
public sealed class ShardProcessTests : IDisposable
{
    private const int Parts = 16;
    private const int Stacks = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("starface-shards-").FullName;

    public ShardProcessTests()
    {
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\nruntime: dotnet\n");
        for (var i = 0; i < Stacks; i++)
        {
            // Every fifth one has a finding.
            File.WriteAllText(
                Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"Pulumi.customer-{i:00}.yaml")),
                $"""
                config:
                  starface:cloud: {(i % 2 == 0 ? "aws" : "azure")}
                  starface:policy: cloud-pbx
                  starface:resourceGroupName: rg
                  starface:peers:
                    administrators: [192.0.2.{i}]
                    phones: [{(i % 5 == 0 ? "0.0.0.0/0" : "198.51.100.0/24")}]
                    sip-providers: [203.0.113.{i}]
                    resolvers: [192.0.2.53]
                    time-servers: [192.0.2.123]

                """.Replace(i % 2 == 0 ? "  starface:resourceGroupName: rg\n" : "\0", "", StringComparison.Ordinal));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Sixteen_parts_make_the_report_of_the_whole()
    {
        var token = TestContext.Current.CancellationToken;
        var reports = new string[Parts];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Parts),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = token },
            async (part, cancel) =>
            {
                var (code, output, error) = await RunAsync(
                    cancel, "check", "--fail-on", "warning", "--format", "json",
                    "--shard", string.Create(CultureInfo.InvariantCulture, $"{part + 1}/{Parts}"));
                Assert.True(code is 0 or 2, error);
                reports[part] = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"part-{part}.json"));
                await File.WriteAllTextAsync(reports[part], output, cancel);
            });

        foreach (var format in new[] { "json", "table", "junit", "sarif" })
        {
            var whole = await RunAsync(token, "check", "--fail-on", "warning", "--format", format);
            var merged = await RunAsync(token, ["merge", .. reports, "--format", format]);

            Assert.Equal(2, whole.Code);
            Assert.Equal((whole.Code, whole.Output), (merged.Code, merged.Output));
        }

        var missing = await RunAsync(token, ["merge", .. reports.Skip(1)]);
        Assert.Equal((1, ""), (missing.Code, missing.Output));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(CancellationToken token, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Starface.Cli.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = _folder,
            })!;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var error = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        return (process.ExitCode, await output, await error);
    }
}
