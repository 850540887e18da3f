namespace Starface.Policy.Flows;

/// <summary>Why a text is not a strict decimal number.</summary>
internal enum DecimalParseError
{
    None,
    Empty,
    NotDigits,
    LeadingZero,
    TooLarge,
}
