namespace Pulumi;

/// <summary>A value given to a resource: a plain one, or an output of another resource.</summary>
public class Input<T> : IInput
{
    private protected Input(Output<T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = value;
    }

    IOutput IInput.AsOutput => Value;

    private protected Output<T> Value { get; set; }

    public static implicit operator Input<T>(T value) => Output.Create(value);

    public static implicit operator Input<T>(Output<T> value) => new(value);

    public static implicit operator Output<T>(Input<T> input) => input.Value;
}
