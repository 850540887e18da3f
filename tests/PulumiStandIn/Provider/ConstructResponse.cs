namespace Pulumi.Experimental.Provider;

/// <summary>The component that was made.</summary>
public sealed class ConstructResponse;
