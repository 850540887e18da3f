namespace Pulumi;

/// <summary>The arguments of a function of a provider or of the engine.</summary>
public abstract class InvokeArgs : InputArgs
{
}
