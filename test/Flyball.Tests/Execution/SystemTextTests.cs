using System.Text;
using CsCheck;
using Flyball.Execution;

namespace Flyball.Tests.Execution;

public class SystemTextTests
{
    [Fact]
    public void Any_bytes_survive_the_way_through_a_string() => Gen.OneOf(Gen.Byte.Array, s_hostileBytes).Sample(bytes => Bytes(SystemText.GetString(bytes)).ShouldBe(bytes), iter: 2000);

    [Fact]
    public void Any_valid_text_survives_as_UTF_8() => s_validText.Sample(text =>
    {
        Bytes(text).ShouldBe(Encoding.UTF8.GetBytes(text));
        SystemText.GetString(Bytes(text)).ShouldBe(text);
    }, iter: 2000);

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a\\xFFb", "a?b")]
    [InlineData("\\xC3", "?")]
    [InlineData("\\xC3\\xA4", "ä")]
    [InlineData("\\xED\\xB2\\x80", "???")]
    [InlineData("\\xC0\\x80", "??")]
    [InlineData("\\xF0\\x9F\\x92", "???")]
    public void What_is_not_UTF_8_becomes_lone_surrogates(string escaped, string text) =>
        string.Concat(SystemText.GetString(Unescape(escaped)).Select(character => character is >= '\uDC80' and <= '\uDCFF' ? '?' : character)).ShouldBe(text);

    [Fact]
    public void The_low_half_of_a_pair_is_no_escape() => Bytes("\uD83D\uDC80\uDC80").ShouldBe([0xF0, 0x9F, 0x92, 0x80, 0x80]);

    [Fact]
    public void Too_little_room_is_refused()
    {
        Should.Throw<ArgumentException>(() => SystemText.GetBytes("abc", new byte[2]));
        Should.Throw<ArgumentException>(() => SystemText.GetBytes("\uDC80", []));
    }

    // Pieces of sequences, cut and joined, find more than random bytes do.
    static readonly Gen<byte[]> s_hostileBytes = Gen.OneOf(
        Gen.Const<byte[]>([0x80]), Gen.Const<byte[]>([0xC3]), Gen.Const<byte[]>([0xC3, 0xA4]), Gen.Const<byte[]>([0xE2, 0x82]), Gen.Const<byte[]>([0xED, 0xB2, 0x80]),
        Gen.Const<byte[]>([0xF0, 0x9F, 0x92, 0x80]), Gen.Const<byte[]>([0xF0, 0x9F]), Gen.Const<byte[]>([0xFF]), Gen.Const("a"u8.ToArray())).Array.Select(parts => parts.SelectMany(part => part).ToArray());

    static readonly Gen<string> s_validText = Gen.OneOf(Gen.Int[0, 0xD7FF], Gen.Int[0xE000, 0x10FFFF], Gen.Int[0x20, 0x7E], Gen.Int[0x1F480, 0x1F4FF])
        .Select(value => new Rune(value)).Array.Select(runes => string.Concat(runes));

    static byte[] Bytes(string text)
    {
        var bytes = new byte[SystemText.MaxByteCount(text.Length)];
        return bytes[..SystemText.GetBytes(text, bytes)];
    }

    static byte[] Unescape(string text) =>
        [.. text.Split('\\').SelectMany((part, i) => i == 0 ? Encoding.ASCII.GetBytes(part) : [Convert.ToByte(part[1..3], 16), .. Encoding.ASCII.GetBytes(part[3..])])];
}
