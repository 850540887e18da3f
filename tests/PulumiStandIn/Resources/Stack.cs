namespace Pulumi;

/// <summary>The root of everything a program registers.</summary>
public class Stack : ComponentResource
{
    internal const string RootType = "pulumi:pulumi:Stack";

    public Stack(StackOptions? options = null)
        : base(
            RootType,
            $"{Deployment.Current.ProjectName}-{Deployment.Current.StackName}",
            new ComponentResourceOptions { ResourceTransformations = options?.ResourceTransformations ?? [] })
    {
        Deployment.Current.Root = this;
    }

    /// <summary>Registers the outputs that the constructor has assigned, and refuses those it has not.</summary>
    internal void RegisterAssignedOutputs()
    {
        var outputs = OutputProperties().ToDictionary(output => output.Name, output => output.Property.GetValue(this));
        if (outputs.Where(output => output.Value is null).Select(output => output.Key).ToArray() is { Length: > 0 } unassigned)
        {
            throw new RunException(
                $"Output(s) '{string.Join(", ", unassigned)}' have no value: assign every [Output] property in the stack's constructor.");
        }

        if (outputs.Where(output => output.Value is not IOutput).Select(output => output.Key).ToArray() is { Length: > 0 } wrong)
        {
            throw RunException.OutputsHaveIncorrectType(wrong);
        }

        RegisterOutputs(outputs);
    }
}
