using System.Buffers;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Records;

/// <summary>Reads the notes of a checkpoint, and leaves the file as it is.</summary>
static class CheckpointReader
{
    /// <summary>What a file notes.</summary>
    /// <param name="path">Its name. If there is no such file, nothing was run.</param>
    /// <exception cref="UsageException">It cannot be read, or is no checkpoint.</exception>
    public static NotedJobs Read(string path)
    {
        if (!File.Exists(path)) return new();
        Checkpoint.CheckKept(path);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return Read(file, path, out _);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Checkpoint.CannotUse(path, failure);
        }
    }

    /// <param name="file">Read from where it stands.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="wholeLength">How much of it was written whole, in bytes: what follows is a line that was cut off.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <inheritdoc cref="Read(string)"/>
    public static NotedJobs Read(FileStream file, string path, out long wholeLength)
    {
        NotedJobs notes = new();
        RecordLines lines = new(file);
        foreach (ReadOnlyMemory<byte> line in lines.Read())
        {
            if (lines.Number == 1) CheckVersion(path, line);
            else notes.Add(CheckpointRecord.Parse(line) ?? throw Checkpoint.Wrong(path, $"is damaged: line {lines.Number} is not the record of a job", "mend or remove that line; a job without a record runs again"));
        }

        wholeLength = lines.WholeLength;
        // Something else than a checkpoint must not be cut.
        if (lines.Number == 0 && file.Length > 0 && !MayBeCutHeader(file)) throw NoCheckpoint(path);
        return notes;
    }

    static void CheckVersion(string path, ReadOnlyMemory<byte> line)
    {
        int version = CheckpointRecord.VersionOf(line) ?? throw NoCheckpoint(path);
        if (version > CheckpointRecord.Version)
            throw Checkpoint.Wrong(path, $"was written by a newer flyball, in version {version} of its format", $"this flyball reads version {CheckpointRecord.Version}: update it");
    }

    static bool MayBeCutHeader(FileStream file)
    {
        ArrayBufferWriter<byte> header = new();
        CheckpointRecord.WriteHeader(header);
        byte[] begin = new byte[Math.Min(file.Length, header.WrittenCount)];
        file.Position = 0;
        file.ReadExactly(begin);
        return file.Length < header.WrittenCount && header.WrittenSpan.StartsWith(begin);
    }

    static UsageException NoCheckpoint(string path) => Checkpoint.Wrong(path, "is something else than a checkpoint", "--checkpoint takes the name of a new file, or of one that it has written");
}
