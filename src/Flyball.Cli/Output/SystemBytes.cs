using Flyball.Execution;

namespace Flyball.Cli.Output;

/// <summary>Text as the bytes that it came from: see <see cref="SystemText"/>.</summary>
static class SystemBytes
{
    public static byte[] Of(string text)
    {
        byte[] bytes = new byte[SystemText.MaxByteCount(text.Length)];
        return bytes[..SystemText.GetBytes(text, bytes)];
    }
}
