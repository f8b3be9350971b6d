using CsCheck;
using Flyball.Cli.Input;

namespace Flyball.Tests.Cli.Input;

public sealed class ByteTextTests
{
    [Fact]
    public void Any_bytes_survive_the_way_to_text_and_back() =>
        Gen.Byte.Array[0, 40].Sample(bytes => ByteText.Encode(ByteText.Decode(bytes)).AsSpan().SequenceEqual(bytes));

    [Fact]
    public void Valid_text_is_itself() => Gen.String.Sample(text =>
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return ByteText.Decode(bytes) == System.Text.Encoding.UTF8.GetString(bytes);
    });

    [Fact]
    public void An_invalid_byte_becomes_a_lone_surrogate() => ByteText.Decode([(byte)'a', 0xFF, (byte)'b']).ShouldBe("a\uDCFFb");

    [Fact]
    public void Another_lone_surrogate_becomes_the_replacement_character() => ByteText.Encode("a\uD800b").ShouldBe("a\uFFFDb"u8.ToArray());
}
