using System.Diagnostics;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>A file system of its own that is soon full.</summary>
sealed class SmallDisk : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public static async Task<SmallDisk> MountAsync(string size)
    {
        SmallDisk disk = new();
        (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk.Path)).ShouldBe(0);
        return disk;
    }

    /// <summary>Fills it to the last byte.</summary>
    public void Fill()
    {
        using FileStream file = File.Create(System.IO.Path.Combine(Path, "filling"));
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
                file.Flush();
            }
        }
        catch (IOException)
        {
            // That was the last one.
        }
    }

    public async Task MakeReadOnlyAsync() => (await RunAsync("mount", "-o", "remount,ro", Path)).ShouldBe(0);

    static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Dispose()
    {
        RunAsync("umount", Path).GetAwaiter().GetResult();
        _folder.Dispose();
    }
}
