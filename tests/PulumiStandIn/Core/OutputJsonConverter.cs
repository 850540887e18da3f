using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi;

/// <summary>Writes the outputs and inputs inside a value as what they resolve to, and remembers what was seen on the way.</summary>
internal sealed class OutputJsonConverter : JsonConverterFactory
{
    public OutputData<ValueTuple> Seen { get; private set; } = OutputData<ValueTuple>.Plain(default);

    public override bool CanConvert(Type typeToConvert)
        => typeof(IOutput).IsAssignableFrom(typeToConvert) || typeof(IInput).IsAssignableFrom(typeToConvert);

    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options)
        => (JsonConverter?)Activator.CreateInstance(typeof(Writer<>).MakeGenericType(typeToConvert), this);

    private sealed class Writer<T>(OutputJsonConverter parent) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
            => throw new NotSupportedException($"Reading a {typeToConvert} from JSON needs the official Pulumi packages.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            // A converter cannot await; the SDK blocks here as well.
            var data = Output.AsOutput(value).Data.GetAwaiter().GetResult();
            parent.Seen = parent.Seen.Join(data.With(default(ValueTuple)));
            JsonSerializer.Serialize(writer, data.IsKnown ? data.Value : null, data.Value?.GetType() ?? typeof(object), options);
        }
    }
}
