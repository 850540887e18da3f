namespace Pulumi.Experimental;

/// <summary>The engine that a provider is served to.</summary>
public interface IEngine;
