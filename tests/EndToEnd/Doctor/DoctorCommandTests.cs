using System.Diagnostics;
using System.Globalization;

namespace Starface.EndToEnd.Doctor;

/// <summary>
/// The command as a process among real servers, whose names a real resolver knows. It prints how long it took and what memory it had;
/// with DOCTOR_BINARY set to the native command, it is that one's, several times (docs/performance.md). Nothing is asserted of these.
/// </summary>
[Trait("Category", "Slow")]
public sealed class DoctorCommandTests : IClassFixture<DoctorWorld>, IDisposable
{
    private static readonly string? Binary = Environment.GetEnvironmentVariable("DOCTOR_BINARY");
    private static readonly int Runs = Binary is null ? 1 : 5;

    private static readonly string[] Command = Binary is null
        ? ["dotnet", Path.Combine(AppContext.BaseDirectory, "Starface.Cli.dll")]
        : [Binary];

    private readonly DoctorWorld _world;
    private readonly ITestOutputHelper _output;
    private readonly string _folder = Directory.CreateTempSubdirectory("doctor-measure-").FullName;

    public DoctorCommandTests(DoctorWorld world, ITestOutputHelper output)
    {
        (_world, _output) = (world, output);
        if (world.Obstacle is { } obstacle) Assert.Skip($"The doctor cannot be tried here: {obstacle}");
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\nruntime: dotnet\n");
        File.WriteAllText(
            Path.Combine(_folder, "Pulumi.one.yaml"),
            """
            config:
              starface:cloud: aws
              starface:policy: cloud-pbx
              starface:peers:
                administrators: [192.0.2.200]
                phones: [11.3.0.0/24]
                sip-providers: [11.3.0.20]
                resolvers: [11.3.0.20]
                time-servers: [11.3.0.20]

            """);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("accept", 0)]
    [InlineData("drop", 2)]
    public async Task All_rows_work_where_the_way_is_open_and_none_where_it_is_closed(string action, int expected)
    {
        _world.Filter((action, action));
        for (var run = 0; run < Runs; run++)
        {
            var started = Stopwatch.StartNew();
            using var command = Process.Start(
                new ProcessStartInfo(
                    "ip",
                    [
                        "netns", "exec", _world.Pbx.Network.Name, .. Command, "doctor", "--stack", "one", "--directory", _folder,
                        "--resolver", DoctorWorld.Server(false), "--server", DoctorWorld.Server(false), "--accept-not-probed",
                    ])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    Environment = { ["SSL_CERT_FILE"] = Path.Combine(_world.Folder, "certificate.pem") },
                })!;
            var token = TestContext.Current.CancellationToken;
            var text = command.StandardOutput.ReadToEndAsync(token);
            var error = command.StandardError.ReadToEndAsync(token);
            var peak = 0L;
            while (!command.WaitForExit(20)) peak = Math.Max(peak, PeakOf(command.Id));
            Assert.True(command.ExitCode == expected, $"{command.ExitCode}: {await text}{await error}");
            _output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{action}: {started.Elapsed.TotalSeconds:F2} s, {peak / 1024.0:F1} MiB at most"));
        }
    }

    /// <summary>The most memory that a process had so far, in KiB.</summary>
    private static long PeakOf(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            var words = line?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words is null ? 0 : long.Parse(words[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
