using System.Collections.Concurrent;
using Flyball.Admission;
using Flyball.Jobs;
using Microsoft.Data.Sqlite;

namespace Flyball.Sqlite;

/// <summary>
/// Remembers in one SQLite file what jobs needed. The file is opened when it is first asked, and made when the first job has ended; several processes may use it at once. A file that is damaged is set aside,
/// one that cannot be used is left alone: either is told once, and jobs run as if nothing were known. Safe for use by any thread.
/// </summary>
public sealed class SqliteJobHistory : IJobHistory, IDisposable
{
    /// <summary>What a killed process forgets at most. Within a run nothing is read back; and each write may make others wait that use the disk.</summary>
    static readonly TimeSpan s_writeEvery = TimeSpan.FromSeconds(10);

    /// <summary>Of jobs that take no time so many are written at once: so many figures are no large object yet, which would stay in memory for long.</summary>
    const int MostWaiting = 512;

    /// <summary>How often it is tried at the end of a run to write what it has learned, as long as others write meanwhile.</summary>
    const int MostAttempts = 6;

    readonly string _path;
    readonly TimeProvider _time;
    readonly Action<string>? _tell;
    readonly ConcurrentQueue<EndedJob> _ended = new();
    readonly ConcurrentDictionary<string, IReadOnlyDictionary<UInt128, CommandRecord>> _commands = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, bool> _withCommands = new(StringComparer.Ordinal);
    readonly Lock _gate = new();
    HistoryDatabase? _database;
    ITimer? _timer;
    int _waiting;
    bool _isGivenUp, _isDisposed;

    /// <summary>Names the file. Nothing is opened yet.</summary>
    /// <param name="path">The file, in a folder that is there.</param>
    /// <param name="time">Where the day comes from; <c>null</c>: the system.</param>
    /// <param name="tell">Is told, once, what is wrong with the file; a line for people. <c>null</c>: nobody is.</param>
    public SqliteJobHistory(string path, TimeProvider? time = null, Action<string>? tell = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (_path, _time, _tell) = (Path.GetFullPath(path), time ?? TimeProvider.System, tell);
    }

    /// <summary>Today, in days since 1970.</summary>
    public int Today => (int)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalDays;

    /// <inheritdoc/>
    public TemplateRecord? Find(string templateName)
    {
        ArgumentNullException.ThrowIfNull(templateName);

        // A first run has no file: then its first job need not wait for one.
        lock (_gate)
        {
            if (_database is null && !IsThere(_path)) return null;
            return Use(database =>
            {
                if (database.Find(templateName) is not { } found) return null;
                Dictionary<UInt128, CommandRecord> commands = database.CommandsOf(found.Id);
                _commands[templateName] = commands;
                if (commands.Count > 0) _withCommands[templateName] = true;
                return found.Record;
            });
        }
    }

    /// <inheritdoc/>
    public CommandRecord? Find(string templateName, Job job)
    {
        if (!_commands.TryGetValue(templateName, out IReadOnlyDictionary<UInt128, CommandRecord>? known) || known.Count == 0) return null;
        byte[]? secret = _database?.Secret;
        return secret is not null && CommandHash.Of(job, secret) is { } hash ? known.GetValueOrDefault(hash) : null;
    }

    /// <inheritdoc/>
    public void Add(string templateName, Job job, JobObservation seen)
    {
        _ended.Enqueue(new(templateName, IsWorthKnowing(templateName, seen) ? job : null, seen));
        bool isMuch = Interlocked.Increment(ref _waiting) == MostWaiting;
        if (_timer is { } timer)
        {
            if (isMuch) timer.Change(TimeSpan.Zero, s_writeEvery);
            return;
        }

        lock (_gate)
        {
            if (!_isDisposed) _timer ??= _time.CreateTimer(_ => Write(), null, s_writeEvery, s_writeEvery);
        }
    }

    /// <summary>All that is remembered, by template.</summary>
    /// <returns><c>null</c>: the file cannot be used, which is told, or others hold it.</returns>
    public IReadOnlyList<KeyValuePair<string, TemplateRecord>>? All()
    {
        lock (_gate)
        {
            if (_database is null && !IsThere(_path)) return [];
            return Use(database => database.All());
        }
    }

    /// <summary>Forgets a template, and what is remembered of its commands.</summary>
    /// <param name="template">Which; <c>null</c>: all.</param>
    /// <returns>How many there were; <c>null</c>: the file cannot be used, which is told, or others hold it.</returns>
    public int? Forget(string? template)
    {
        lock (_gate)
        {
            if (_database is null && !IsThere(_path)) return 0;
            return Use(database => (int?)database.Forget(template));
        }
    }

    /// <summary>Writes what is not written yet, and closes the file.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _timer?.Dispose();
            WriteAtLast();
            if (!_ended.IsEmpty && !_isGivenUp) _tell?.Invoke($"what this run has learned is not kept: others hold {_path}");
            _isDisposed = true;
            _database?.Dispose();
            _database = null;
        }
    }

    /// <summary>Others who come and go are waited for, one who keeps the file is not.</summary>
    void WriteAtLast()
    {
        if (_ended.IsEmpty) return;
        long? seen = Changes();
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            Write();
            if (_ended.IsEmpty || _isGivenUp) return;
            long? now = Changes();
            if (now == seen) return;
            seen = now;
        }

        long? Changes() => Use(database => (long?)database.Changes);
    }

    void Write()
    {
        lock (_gate)
        {
            if (_isDisposed || _ended.IsEmpty) return;
            _waiting = 0;
            List<EndedJob> batch = [];
            while (_ended.TryDequeue(out EndedJob ended)) batch.Add(ended);
            bool? isWritten = Use(database =>
            {
                database.Add(batch, Today);
                return (bool?)true;
            });

            // Others hold it: next time.
            if (isWritten is null && !_isGivenUp)
                foreach (EndedJob ended in batch) _ended.Enqueue(ended);
        }
    }

    /// <summary>Whether the very command is to be known again: most are not worth it, unless one of its template was. Of the others nothing is kept in memory until it is written.</summary>
    bool IsWorthKnowing(string templateName, in JobObservation seen)
    {
        if (_withCommands.ContainsKey(templateName)) return true;
        if (CommandRecord.After(null, seen) is null) return false;
        _withCommands[templateName] = true;
        return true;
    }

    /// <summary>Whether there is anything of that name.</summary>
    static bool IsThere(string path) => File.Exists(path) || Directory.Exists(path);

    /// <summary>Does something with the file. What fails is not known, or tried again later.</summary>
    T? Use<T>(Func<HistoryDatabase, T?> action)
    {
        for (int attempt = 0; !_isGivenUp && !_isDisposed; attempt++)
        {
            try
            {
                _database ??= HistoryDatabase.Open(_path);
                return action(_database);
            }
            catch (SqliteException failure) when (IsBusy(failure))
            {
                return default;
            }
            catch (Exception failure) when (failure is SqliteException or IOException or UnauthorizedAccessException or HistoryFileException)
            {
                _database?.Dispose();
                _database = null;
                if (attempt == 0 && IsDamaged(failure) && SetAside()) continue;
                _isGivenUp = true;
                _tell?.Invoke($"what was learned in earlier runs cannot be used: {_path}: {Text(failure)}");
            }
        }

        return default;
    }

    bool SetAside()
    {
        try
        {
            if (DamagedFile.SetAside(_path, _time.GetUtcNow()) is { } name) _tell?.Invoke($"what was learned in earlier runs is lost: the file was damaged, and is now {name}");
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static bool IsBusy(SqliteException failure) => failure.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED;

    static bool IsDamaged(Exception failure) =>
        failure is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_ERROR } or HistoryFileException { IsDamaged: true };

    static string Text(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CANTOPEN } => "it cannot be opened",
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_READONLY } => "it cannot be written",
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL } => "the disk is full",
        SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_IOERR } => "it cannot be read or written",
        _ => failure.Message,
    };
}

/// <summary>A job that has ended, on its way to the file.</summary>
/// <param name="Template">Its template.</param>
/// <param name="Job">The job as it was added; <c>null</c>: its command need not be known again.</param>
/// <param name="Seen">What it needed.</param>
readonly record struct EndedJob(string Template, Job? Job, JobObservation Seen);

/// <summary>The file is none that we can use.</summary>
sealed class HistoryFileException(string message) : Exception(message)
{
    /// <summary>Whether it is of use to nobody: then it is in our way. What others use is not ours to move.</summary>
    public bool IsDamaged { get; init; }
}
