using System.Reflection;

namespace Pulumi;

/// <summary>A resource that groups others and exists in no cloud.</summary>
public class ComponentResource : Resource
{
    public ComponentResource(string type, string name, ComponentResourceOptions? options = null)
        : this(type, name, ResourceArgs.Empty, options)
    {
    }

    public ComponentResource(string type, string name, ResourceArgs? args, ComponentResourceOptions? options = null, bool remote = false)
        : base(type, name, args ?? ResourceArgs.Empty, options ?? new ComponentResourceOptions())
    {
        if (remote)
        {
            throw new NotSupportedException($"The remote component '{name}' ({type}) needs the official Pulumi packages.");
        }
    }

    /// <summary>Registers the properties marked with <see cref="OutputAttribute"/> as the component's outputs.</summary>
    protected void RegisterOutputs()
        => RegisterOutputs(OutputProperties().ToDictionary(output => output.Name, output => output.Property.GetValue(this)));

    protected void RegisterOutputs(IDictionary<string, object?> outputs)
        => RegisterOutputs(Task.FromResult(outputs ?? throw new ArgumentNullException(nameof(outputs))));

    protected void RegisterOutputs(Task<IDictionary<string, object?>> outputs)
        => RegisterOutputs(Output.Create(outputs ?? throw new ArgumentNullException(nameof(outputs))));

    protected void RegisterOutputs(Output<IDictionary<string, object?>> outputs)
        => Deployment.Current.RegisterOutputs(this, outputs ?? throw new ArgumentNullException(nameof(outputs)));

    private protected IEnumerable<(string Name, PropertyInfo Property)> OutputProperties()
        => from property in GetType().GetProperties()
           where property.Name != nameof(Urn)
           let attribute = property.GetCustomAttribute<OutputAttribute>()
           where attribute is not null
           select (string.IsNullOrWhiteSpace(attribute.Name) ? property.Name : attribute.Name, property);
}
