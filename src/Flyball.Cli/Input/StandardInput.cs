using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Input;

/// <summary>Our standard input.</summary>
static class StandardInput
{
    /// <summary>Whether somebody types it.</summary>
    public static bool IsTerminal => !Console.IsInputRedirected;

    /// <summary>Opens it. A terminal not by .NET's console, which would take what is typed key by key and leave the keypad switched over; anything else by that, so that others who share it find it where we stopped.</summary>
    public static Stream Open() => OperatingSystem.IsLinux() && IsTerminal
        ? new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0)
        : Console.OpenStandardInput();
}
