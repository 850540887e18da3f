namespace Pulumi;

/// <summary>An error that the operator can fix: only its message is reported.</summary>
public class RunException : Exception
{
    public RunException(string message)
        : base(message)
    {
    }

    public RunException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public static RunException OutputsHaveIncorrectType(IEnumerable<string> outputAttributeNames)
        => new($"Output(s) '{string.Join(", ", outputAttributeNames)}' have an incorrect type: a property marked with [Output] has to be "
            + "an Output<T>.");
}
