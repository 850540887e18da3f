namespace Pulumi.Serialization;

/// <summary>The writing end of an output property of a resource.</summary>
internal interface IOutputSource
{
    IOutput Output { get; }

    Type ValueType { get; }

    void Resolve(OutputData<object?> data);

    void ResolveDefault(bool isKnown);

    void Fail(Exception exception);
}
