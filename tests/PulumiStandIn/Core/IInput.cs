namespace Pulumi;

/// <summary>An input whose value type is not known at compile time.</summary>
internal interface IInput
{
    IOutput AsOutput { get; }
}
