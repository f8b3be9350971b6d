using System.Diagnostics;
using System.Globalization;
using System.Text;

// Does what a test asks for, on every system: uses a known amount of something for a known time, or tells what it finds around it.
switch (args)
{
    case ["burn", var seconds]:
        long start = Environment.TickCount64;
        while (Environment.TickCount64 - start < Milliseconds(seconds)) { }
        return 0;
    case ["hold", var bytes, var seconds]:
        byte[] held = GC.AllocateUninitializedArray<byte>(Number(bytes));
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
    case ["exit", var code]:
        return Number(code);
    case ["arguments", .. var words]:
        Tell(words.Select(word => word + '\0'));
        return 0;
    case ["directory"]:
        Tell([Environment.CurrentDirectory]);
        return 0;
    case ["variables", .. var names]:
        Tell(names.Select(name => Environment.GetEnvironmentVariable(name) is { } value ? $"{name}={value}\n" : $"no {name}\n"));
        return 0;
    case ["input"]:
        using (Stream input = Console.OpenStandardInput())
            Tell([input.ReadByte() < 0 ? "empty" : "not empty"]);
        return 0;
    case ["write", var seed, var bytes]:
        WriteBoth(Number(seed), Number(bytes));
        return 0;
    case ["children", var count, var file]:
        var children = Enumerable.Range(0, Number(count)).Select(_ => Process.Start(Environment.ProcessPath!, ["hold", "1", "600"])).ToArray();
        File.WriteAllLines(file, children.Select(child => $"{child.Id}"));
        foreach (Process child in children) child.WaitForExit();
        return 0;
    default:
        Console.Error.WriteLine("flyball-dummy burn SECONDS | hold BYTES SECONDS | threads COUNT PROGRAM ARGUMENT... | exit CODE | arguments WORD... | directory | variables NAME... | input | write SEED BYTES | children COUNT FILE");
        return 255;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static double Milliseconds(string seconds) => double.Parse(seconds, CultureInfo.InvariantCulture) * 1000;

static void Tell(IEnumerable<string> words)
{
    using Stream output = Console.OpenStandardOutput();
    output.Write(Encoding.UTF8.GetBytes(string.Concat(words)));
}

// Bytes that follow from the seed to standard output, and those of the next seed to standard error, by turns and in pieces of any length.
static void WriteBoth(int seed, int bytes)
{
    byte[] first = new byte[bytes], second = new byte[bytes];
    new Random(seed).NextBytes(first);
    new Random(seed + 1).NextBytes(second);
    using Stream output = Console.OpenStandardOutput(), error = Console.OpenStandardError();
    var lengths = new Random(seed);
    for (int written = 0; written < bytes;)
    {
        int length = Math.Min(bytes - written, lengths.Next(1, 100_000));
        output.Write(first, written, length);
        error.Write(second, written, length);
        written += length;
    }
}
