using System.Text.Json;
using Starface.Policy.Clouds;

namespace Starface.EndToEnd.Terraform;

/// <summary>What the provider itself says: it accepts the plans, can apply one, and finds nothing left to do afterwards.</summary>
[Trait("Category", "Slow")]
public sealed class TerraformTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(nameof(AwsPlans.WithPrefixes))]
    [InlineData(nameof(AwsPlans.WithPrefixLists))]
    public Task The_provider_accepts_a_plan(string plan) => InFolderAsync(plan, Nowhere, async (terraform, folder) =>
    {
        var validated = await terraform.RunAsync(folder, CancellationToken, "validate", "-json");

        using var verdict = JsonDocument.Parse(validated.Output);
        Assert.True(verdict.RootElement.GetProperty("valid").GetBoolean(), validated.Output);
        Assert.DoesNotContain(
            verdict.RootElement.GetProperty("diagnostics").EnumerateArray(),
            diagnostic => diagnostic.GetProperty("summary").GetString() != TerraformTool.KnownWarning);
    });

    // Without prefix lists: the simulation forgets the descriptions of rules that refer to one.
    [Fact]
    public async Task After_a_plan_is_applied_a_second_one_is_empty()
    {
        if (TerraformTool.OnPath("moto_server") is not { } program)
        {
            Assert.Skip("moto_server is not on this machine.");
            return;
        }

        using var moto = await MotoServer.StartAsync(program, CancellationToken);
        await InFolderAsync(nameof(AwsPlans.WithPrefixes), moto.Endpoint, async (terraform, folder) =>
        {
            var applied = await terraform.RunAsync(folder, CancellationToken, "apply", "-auto-approve", "-input=false", "-no-color");
            Assert.True(applied.ExitCode == 0, applied.Output);
            var second = await terraform.RunAsync(folder, CancellationToken, "plan", "-detailed-exitcode", "-input=false", "-no-color");
            Assert.True(second.ExitCode == 0, second.Output);
        });
    }

    private static Task InFolderAsync(string plan, Uri endpoint, Func<TerraformTool, string, Task> test) =>
        InFolderAsync(AwsArgumentTests.Named(plan), endpoint, test);

    /// <summary>Runs a test in a folder with a plan's configuration.</summary>
    internal static async Task InFolderAsync(Plan plan, Uri endpoint, Func<TerraformTool, string, Task> test)
    {
        if (TerraformTool.Find() is not { } terraform)
        {
            Assert.Skip("terraform or its AWS provider is not on this machine.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("starface-policy-").FullName;
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, "main.tf.json"),
                TerraformConfiguration.File(plan, endpoint),
                CancellationToken);
            await test(terraform, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
