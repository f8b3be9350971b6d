using CsCheck;
using Flyball.Cli.Output;
using Flyball.Execution;
using Flyball.Execution.Portable;

namespace Flyball.Tests.Cli.Output;

public sealed class SpoolTests
{
    /// <summary>Lengths of outputs and errors, and after which of them the oldest that are held are printed.</summary>
    static readonly Gen<(int Output, int Error, int Prints)[]> s_runs = Gen.Select(Gen.Int[0, 700], Gen.Int[0, 700], Gen.Int[0, 3]).Array[1, 40];

    [Fact]
    public void What_was_held_comes_back_in_any_size_and_order() => s_runs.Sample(run =>
    {
        using Spool spool = new(VanishingFile.Open, mostInMemory: 2000);
        Queue<(HeldText Text, byte Mark, int Output, int Error)> held = new();
        byte mark = 0;
        void PrintFirst()
        {
            (HeldText text, byte expected, int output, int error) = held.Dequeue();
            byte[] bytes = [.. Enumerable.Repeat(expected, output + error)];
            List<byte> printed = [];
            long outputs = 0;
            spool.Print(text, (stream, piece) =>
            {
                if (stream == OutputKind.StandardOutput) outputs += piece.Length;
                printed.AddRange(piece);
            });
            printed.ShouldBe(bytes);
            outputs.ShouldBe(output);
        }

        foreach ((int output, int error, int prints) in run)
        {
            mark++;
            spool.Write(OutputKind.StandardOutput, Enumerable.Repeat(mark, output).ToArray());
            spool.Write(OutputKind.StandardError, Enumerable.Repeat(mark, error).ToArray());
            held.Enqueue((spool.Hold(), mark, output, error));
            for (int i = 0; i < prints && held.Count > 0; i++) PrintFirst();
        }

        while (held.Count > 0) PrintFirst();
    });

    [Fact]
    public void Little_takes_no_file()
    {
        using Spool spool = new(() => throw new IOException("no file is needed"));
        spool.Write(OutputKind.StandardOutput, "a"u8);
        spool.Hold().InMemory.ShouldBe("a"u8.ToArray());
    }

    [Fact]
    public void Much_takes_one_file_which_is_empty_when_all_was_printed()
    {
        List<Microsoft.Win32.SafeHandles.SafeFileHandle> files = [];
        using Spool spool = new(() =>
        {
            files.Add(VanishingFile.Open());
            return files[^1];
        }, mostInMemory: 0);
        HeldText[] held = [.. Enumerable.Range(0, 10).Select(_ =>
        {
            spool.Write(OutputKind.StandardOutput, new byte[1_000_000]);
            return spool.Hold();
        })];
        RandomAccess.GetLength(files.ShouldHaveSingleItem()).ShouldBe(10_000_000);
        foreach (HeldText text in held) spool.Print(text, (_, _) => { });
        RandomAccess.GetLength(files[0]).ShouldBe(0);
    }
}
