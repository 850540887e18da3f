namespace Starface.Policy;

/// <summary>A mistake in a policy's arguments or a limit of a cloud. The message names the place, the value and the mend.</summary>
public sealed class PolicyException : Exception
{
    /// <summary>A mistake without a message.</summary>
    public PolicyException()
        : this("The policy cannot be used as it is.") { }

    /// <summary>A mistake.</summary>
    /// <param name="message">What is wrong, where, with which value, and how to mend it.</param>
    public PolicyException(string message)
        : base(message) { }

    /// <summary>A mistake with its cause.</summary>
    /// <param name="message">What is wrong, where, with which value, and how to mend it.</param>
    /// <param name="innerException">The cause.</param>
    public PolicyException(string message, Exception innerException)
        : base(message, innerException) { }
}
