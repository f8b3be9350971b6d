using Flyball.Admission;
using Microsoft.Data.Sqlite;

namespace Flyball.Sqlite;

/// <summary>What is remembered of single commands: one row each. Its statements are made once, since a batch may hold a thousand.</summary>
sealed class CommandTable : IDisposable
{
    readonly SqliteConnection _connection;
    readonly SqliteTransaction? _transaction;
    readonly SqliteCommand _find, _write;

    /// <summary>Makes the statements.</summary>
    /// <param name="connection">To the file.</param>
    /// <param name="transaction">What they belong to; <c>null</c>: each is one of its own.</param>
    public CommandTable(SqliteConnection connection, SqliteTransaction? transaction)
    {
        (_connection, _transaction) = (connection, transaction);
        _find = Statement("SELECT memory, cores, seconds FROM commands WHERE template = $template AND hash = $hash", "$template", "$hash");
        _write = Statement("""
            INSERT INTO commands(template, hash, day, memory, cores, seconds) VALUES ($template, $hash, $day, $memory, $cores, $seconds)
            ON CONFLICT(template, hash) DO UPDATE SET day = $day, memory = $memory, cores = $cores, seconds = $seconds
            """, "$template", "$hash", "$day", "$memory", "$cores", "$seconds");
    }

    /// <summary>Whether one was added that was not known.</summary>
    public bool HasNew { get; private set; }

    /// <summary>All commands of a template.</summary>
    public Dictionary<UInt128, CommandRecord> All(long template)
    {
        Dictionary<UInt128, CommandRecord> all = [];
        using SqliteCommand every = Statement("SELECT memory, cores, seconds, hash FROM commands WHERE template = $template", "$template");
        every.Parameters[0].Value = template;
        using SqliteDataReader rows = every.ExecuteReader();
        while (rows.Read())
            if (CommandHash.Read(HistoryDatabase.Bytes(rows, 3)) is { } hash && Read(rows) is { } record) all[hash] = record;
        return all;
    }

    /// <summary>Takes in ends of jobs of one template; of a command that ran many times, one row is written.</summary>
    public void Add(long template, IEnumerable<EndedJob> jobs, byte[] secret, int today)
    {
        Dictionary<UInt128, CommandRecord> changed = [];
        foreach (EndedJob ended in jobs)
        {
            if (ended.Job is not { } job || CommandHash.Of(job, secret) is not { } hash) continue;
            CommandRecord? earlier = changed.GetValueOrDefault(hash) ?? Find(template, hash);
            if (CommandRecord.After(earlier, ended.Seen) is not { } record) continue;
            HasNew |= earlier is null;
            changed[hash] = record;
        }

        foreach ((UInt128 hash, CommandRecord record) in changed) Write(template, hash, record, today);
    }

    public void Dispose()
    {
        _find.Dispose();
        _write.Dispose();
    }

    CommandRecord? Find(long template, UInt128 hash)
    {
        _find.Parameters[0].Value = template;
        _find.Parameters[1].Value = CommandHash.Bytes(hash);
        using SqliteDataReader rows = _find.ExecuteReader();
        return rows.Read() ? Read(rows) : null;
    }

    void Write(long template, UInt128 hash, CommandRecord record, int today)
    {
        object[] values = [template, CommandHash.Bytes(hash), today, record.PeakMemory.Bytes, record.Cores, record.WallTime.TotalSeconds];
        for (int i = 0; i < values.Length; i++) _write.Parameters[i].Value = values[i];
        _write.ExecuteNonQuery();
    }

    /// <returns><c>null</c>: no job can have taken so long.</returns>
    static CommandRecord? Read(SqliteDataReader rows) => rows.GetDouble(2) is >= 0 and < 1e9 and var seconds
        ? new(new(Math.Max(0, rows.GetInt64(0))), Math.Clamp(rows.GetDouble(1), 0, 1e6), TimeSpan.FromSeconds(seconds))
        : null;

    SqliteCommand Statement(string text, params ReadOnlySpan<string> parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts: values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = _transaction;
        foreach (string name in parameters) command.Parameters.Add(new(name, null));
        return command;
    }
}
