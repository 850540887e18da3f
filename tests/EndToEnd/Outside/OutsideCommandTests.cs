using System.Diagnostics;
using System.Text.Json;
using Starface.EndToEnd.Packets.Kernel;
using Starface.EndToEnd.Scenarios.Network;

namespace Starface.EndToEnd.Outside;

/// <summary>Both commands as processes, on two machines.</summary>
[Trait("Category", "Slow")]
public sealed class OutsideCommandTests : IClassFixture<OutsideNetwork>, IDisposable
{
    private const string Stack = """
        config:
          starface:cloud: aws
          starface:policy: cloud-pbx-vpn
          starface:peers:
            vpn: [11.0.2.0/24]
            resolvers: [192.0.2.53]
            time-servers: [192.0.2.123]

        """;

    private static readonly string[] Target = ["--from", "outside", "--target", "11.0.1.10", "--timeout", "2"];
    private readonly OutsideNetwork _network;
    private readonly string _folder = Directory.CreateTempSubdirectory("starface-outside-").FullName;

    public OutsideCommandTests(OutsideNetwork network)
    {
        _network = network;
        if (network.Obstacle is { } obstacle) Assert.Skip($"The doctor cannot be tried from outside here: {obstacle}");
        File.WriteAllText(Path.Combine(_folder, "Pulumi.yaml"), "name: starface\nruntime: dotnet\n");
        File.WriteAllText(Path.Combine(_folder, "Pulumi.one.yaml"), Stack);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void All_rows_work_with_the_key_that_the_listener_prints_and_nobody_sees_it_in_an_argument()
    {
        _network.Apply();
        using var listener = Start(_network.Near, "--listen", "--listen-time", "120");
        var key = "";
        while (key.Length == 0 && listener.StandardError.ReadLine() is { } line)
            key = line.StartsWith("The key", StringComparison.Ordinal) ? line[(line.LastIndexOf(' ') + 1)..] : "";
        File.WriteAllText(Path.Combine(_folder, "key"), key + "\n");

        var (code, output, error) = Run(_network.Far, [.. Target, "--key-file", Path.Combine(_folder, "key"), "--format", "json"]);

        Assert.True(code == 0, $"{code}: {output}{error}");
        var result = JsonDocument.Parse(output).RootElement;
        Assert.Equal("works", result.GetProperty("status").GetString());
        Assert.True(result.GetProperty("outside").GetProperty("listener").GetBoolean());
        Assert.Equal("11.0.2.20", result.GetProperty("outside").GetProperty("sources")[0].GetString());
        Assert.Contains("at most", error, StringComparison.Ordinal);
        Assert.DoesNotContain(key, output + error, StringComparison.Ordinal);
        Assert.Equal("A machine outside tried the rows; its verdicts are there.", listener.StandardOutput.ReadToEnd().Trim());
        listener.WaitForExit();
        Assert.Equal(0, listener.ExitCode);
    }

    [Fact]
    public void A_row_that_is_dropped_fails_and_the_reason_is_told()
    {
        _network.Apply(forward: "oifname pbx udp dport 10000-20000 drop");
        var key = Path.Combine(_folder, "key");
        File.WriteAllText(key, "0123456789abcdef0123456789abcdef");
        using var listener = Start(_network.Near, "--listen", "--listen-time", "120", "--key-file", key);
        AwaitListening(listener);

        var (code, output, error) = Run(_network.Far, [.. Target, "--key-file", key]);

        Assert.True(code == 2, $"{code}: {output}{error}");
        Assert.Contains("nothing arrived at the", output, StringComparison.Ordinal);
        var words = string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("and something on the way refuses or drops it", words, StringComparison.Ordinal);
        Assert.DoesNotContain("0123", listener.StandardError.ReadToEnd(), StringComparison.Ordinal);
        listener.WaitForExit();
    }

    [Fact]
    public void Without_a_listener_nothing_is_known_and_the_PBX_is_asked_in_its_protocols_where_no_key_is_given()
    {
        _network.Apply();
        var key = Path.Combine(_folder, "key");
        File.WriteAllText(key, "0123456789abcdef0123456789abcdef");

        var (code, _, error) = Run(_network.Far, [.. Target, "--key-file", key]);
        Assert.Equal(1, code);
        Assert.Contains("The listener on the PBX could not be asked", error, StringComparison.Ordinal);

        (code, var report, _) = Run(_network.Far, [.. Target, "--key-file", key, "--format", "junit"]);
        Assert.Equal(1, code);
        Assert.Contains("<testcase classname=\"listener\"", report, StringComparison.Ordinal);

        (code, var output, _) = Run(_network.Far, [.. Target, "--format", "json"]);
        Assert.Equal(2, code);
        var methods = JsonDocument.Parse(output).RootElement.GetProperty("probes").EnumerateArray()
            .Select(probe => probe.GetProperty("method").GetString());
        Assert.Contains("https", methods);
    }

    [Fact]
    public void A_listener_to_whom_nobody_comes_ends_and_says_so()
    {
        var (code, output, error) = Run(_network.Near, ["--listen", "--listen-time", "1"]);

        Assert.True(code == 1, $"{code}: {output}{error}");
        Assert.Equal("No machine outside that has the key connected.", output.Trim());
    }

    private static void AwaitListening(Process listener)
    {
        while (listener.StandardError.ReadLine() is { } line)
        {
            if (line.StartsWith("There:", StringComparison.Ordinal)) return;
        }

        Assert.Fail(listener.StandardOutput.ReadToEnd());
    }

    private Process Start(Site site, params string[] arguments) => Process.Start(
        new ProcessStartInfo("ip", Arguments(site, arguments)) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private (int Code, string Output, string Error) Run(Site site, string[] arguments) =>
        Command.Try("ip", null, Arguments(site, arguments));

    private string[] Arguments(Site site, string[] arguments) =>
    [
        "netns", "exec", site.Network.Name, "dotnet", Path.Combine(AppContext.BaseDirectory, "Starface.Cli.dll"),
        "doctor", "--stack", "one", "--directory", _folder, .. arguments,
    ];
}
