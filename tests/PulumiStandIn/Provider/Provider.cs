namespace Pulumi.Experimental.Provider;

/// <summary>A provider that the engine starts. The stand-in refuses: there is no engine to serve.</summary>
public abstract class Provider
{
    /// <summary>Makes a component. As in the SDK, a provider that does not override it makes none.</summary>
    public virtual Task<ConstructResponse> Construct(ConstructRequest request, CancellationToken ct) =>
        throw new NotImplementedException($"The method '{nameof(Construct)}' is not implemented");

    public static async Task Serve(string[] args, string? version, Func<IEngine, Provider> factory, CancellationToken cancellationToken)
        => Environment.ExitCode = await Deployment.RefuseAsync().ConfigureAwait(false);
}
