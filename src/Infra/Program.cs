using Pulumi;
using Starface.Infra;
using Starface.Policy.Problems;

// Without Pulumi's engine there is nothing to register with; the SDK reports that to its caller as an exception.
try
{
    return await Deployment.RunAsync(PolicyProgram.RunAsync);
}
catch (InvalidOperationException exception) when (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("PULUMI_MONITOR")))
{
    await Console.Error.WriteLineAsync(
        SafeText.Lines(
            $"error: {exception.Message}, as in 'pulumi preview' in src/Infra. To see the resources without it: starface-policy preview."));
    return 1;
}
