using System.Diagnostics;
using System.Globalization;

// Uses a known amount of something for a known time.
switch (args)
{
    case ["burn", var seconds]:
        long start = Environment.TickCount64;
        while (Environment.TickCount64 - start < Milliseconds(seconds)) { }
        return 0;
    case ["hold", var bytes, var seconds]:
        byte[] held = GC.AllocateUninitializedArray<byte>(int.Parse(bytes, CultureInfo.InvariantCulture));
        for (int i = 0; i < held.Length; i += 4096) held[i] = 1;
        Thread.Sleep((int)Milliseconds(seconds));
        GC.KeepAlive(held);
        return 0;
    case ["threads", var count, var program, .. var arguments]:
        // A child belongs to the thread that started it, as long as that lives.
        Thread[] threads = [.. Enumerable.Range(0, int.Parse(count, CultureInfo.InvariantCulture)).Select(_ => new Thread(() => Process.Start(program, arguments).WaitForExit()))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return 0;
    default:
        Console.Error.WriteLine("flyball-dummy burn SECONDS | hold BYTES SECONDS | threads COUNT PROGRAM ARGUMENT...");
        return 255;
}

static double Milliseconds(string seconds) => double.Parse(seconds, CultureInfo.InvariantCulture) * 1000;
