using System.Buffers;
using System.Globalization;
using System.Text;
using Flyball.Cli.Input;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Flyball.Jobs;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output.Results;

/// <summary>
/// Keeps each job's outputs and its number in three files. The number comes last, and only when the job has run to its end: its file is empty for what we ended ourselves, for what had attempts left when the run was stopped, and for what a kill leaves half written.
/// Safe for use by any thread.
/// </summary>
/// <param name="path">Where a job's files are: see <see cref="ResultPath.Files"/>.</param>
sealed class ResultFiles(Func<JobExecution, string> path) : IJobOutput
{
    const int PieceSize = 256 * 1024;

    /// <summary>Two jobs of the same values have the same files: one is written after the other. Which lock a path has is its hash's matter.</summary>
    readonly Lock[] _writing = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    /// <inheritdoc/>
    public async ValueTask WriteAsync(JobExecution execution, JobOutcome outcome, OutputContent standardOutput, OutputContent standardError)
    {
        string place = path(execution);
        (string output, string error, string number) = ResultPath.Files(place);
        await Task.Run(() =>
        {
            lock (_writing[(uint)place.GetHashCode(StringComparison.Ordinal) % _writing.Length])
            {
                MakeFolder(place);
                Write(number, new([], 0));
                Write(output, standardOutput);
                Write(error, standardError);
                if (outcome.Status == JobStatus.Cancelled || (outcome.Status.IsFailure() && execution.HasMoreAttempts)) return;
                byte[] digits = Encoding.ASCII.GetBytes(JobArguments.Of(execution.Job).Number.ToString(CultureInfo.InvariantCulture));
                Write(number, new(digits, digits.Length));
            }
        }).ConfigureAwait(false);
        standardOutput.Dispose();
        standardError.Dispose();
    }

    static void MakeFolder(string place)
    {
        int slash = place.LastIndexOf('/');
        if (slash > 0) Naming(place[..slash], Descriptor.MakeFolders);
    }

    static void Write(string file, OutputContent content) => Naming(file, path =>
    {
        using SafeFileHandle handle = Descriptor.OpenToAppend(path, empty: true);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        for (long position = 0; content.Read(position, piece) is > 0 and var count; position += count)
            Descriptor.WriteAll((int)handle.DangerousGetHandle(), piece.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(piece);
    });

    static void Naming(string path, Action<string> act)
    {
        try
        {
            act(path);
        }
        catch (IOException failure)
        {
            throw new IOException($"{failure.Message}: '{path}'", failure);
        }
    }
}
