namespace Pulumi;

/// <summary>What a program may know about the run it is part of.</summary>
public sealed class DeploymentInstance
{
    private readonly MockDeployment _deployment;

    internal DeploymentInstance(MockDeployment deployment) => _deployment = deployment;

    public bool IsDryRun => _deployment.IsDryRun;

    public string OrganizationName => _deployment.OrganizationName;

    public string ProjectName => _deployment.ProjectName;

    public string RootDirectory => _deployment.RootDirectory
        ?? throw new InvalidOperationException("No root directory is known: set TestOptions.RootDirectory.");

    public string StackName => _deployment.StackName;

    internal MockDeployment Deployment => _deployment;

    public Task<T> InvokeAsync<T>(string token, InvokeArgs args, InvokeOptions? options = null) =>
        _deployment.InvokeAsync<T>(token, args, options?.Provider);
}
