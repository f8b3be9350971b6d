using System.Security.Cryptography;
using Flyball.Admission;
using Microsoft.Data.Sqlite;

namespace Flyball.Sqlite;

/// <summary>The tables of the file. Every change is one transaction that reads before it writes, so that several processes lose nothing of one another.</summary>
sealed class HistoryDatabase : IDisposable
{
    /// <summary>"Flyb", and the version of the tables.</summary>
    const long ApplicationId = 0x466c7962, Version = 1;

    /// <summary>Of more, the oldest are forgotten.</summary>
    const int MostCommands = 20_000, MostTemplates = 5_000;

    /// <summary>How long others who hold the file are waited for, in seconds: none of us holds it for more than some milliseconds. A run may wait so at its end.</summary>
    const int Patience = 1;

    const string Tables = """
        CREATE TABLE secret(key BLOB NOT NULL);
        CREATE TABLE templates(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, ends INTEGER NOT NULL, day INTEGER NOT NULL, record BLOB NOT NULL);
        CREATE INDEX templates_by_day ON templates(day);
        CREATE TABLE commands(
            template INTEGER NOT NULL, hash BLOB NOT NULL, day INTEGER NOT NULL, memory INTEGER NOT NULL, cores REAL NOT NULL, seconds REAL NOT NULL,
            PRIMARY KEY(template, hash)) WITHOUT ROWID;
        CREATE INDEX commands_by_day ON commands(day);
        """;

    readonly SqliteConnection _connection;

    HistoryDatabase(SqliteConnection connection) => _connection = connection;

    /// <summary>The key of the hashes of commands: without this file nobody can try out what they are.</summary>
    public byte[] Secret { get; private set; } = [];

    /// <summary>Opens the file; makes it where it is not there, for its owner alone.</summary>
    /// <exception cref="SqliteException">It cannot be used, or is damaged.</exception>
    /// <exception cref="HistoryFileException">It is something else, or of a newer version.</exception>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static HistoryDatabase Open(string path)
    {
        MakeFile(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = Patience }.ToString());
        var database = new HistoryDatabase(connection);
        try
        {
            connection.Open();
            // Not worth a flush of the disk, for which this run and others would wait: should the machine lose power just then the file may be damaged, and is set aside.
            database.Execute($"PRAGMA busy_timeout={Patience * 1000}; PRAGMA synchronous=OFF");
            database.Prepare();
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A number that is another one when somebody else has written.</summary>
    public long Changes => Number("PRAGMA data_version");

    /// <summary>The record of a template, and its number.</summary>
    public (long Id, TemplateRecord Record)? Find(string template, SqliteTransaction? within = null)
    {
        using SqliteCommand command = Command("SELECT id, record FROM templates WHERE name = $name", within, ("$name", template));
        using SqliteDataReader rows = command.ExecuteReader();
        return rows.Read() ? (rows.GetInt64(0), RecordBytes.Read(Bytes(rows, 1)) ?? TemplateRecord.Empty) : null;
    }

    /// <summary>What is remembered of the commands of a template.</summary>
    public Dictionary<UInt128, CommandRecord> CommandsOf(long template)
    {
        using CommandTable commands = new(_connection, transaction: null);
        return commands.All(template);
    }

    /// <summary>Takes in what jobs needed.</summary>
    public void Add(IReadOnlyCollection<EndedJob> all, int today)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        using CommandTable commands = new(_connection, transaction);
        foreach (IGrouping<string, EndedJob> jobs in all.GroupBy(job => job.Template, StringComparer.Ordinal))
        {
            TemplateRecord earlier = Find(jobs.Key, transaction)?.Record ?? TemplateRecord.Empty;
            JobObservation[] seen = [.. jobs.Select(job => job.Seen)];
            long template = Write(jobs.Key, earlier.With(seen, today), transaction);
            commands.Add(template, jobs, Secret, today);
        }

        Execute($"""
            DELETE FROM templates WHERE id IN (SELECT id FROM templates ORDER BY day DESC, id DESC LIMIT -1 OFFSET {MostTemplates});
            """, transaction);
        if (commands.HasNew)
        {
            Execute($"""
                DELETE FROM commands WHERE template NOT IN (SELECT id FROM templates);
                DELETE FROM commands WHERE (template, hash) IN (SELECT template, hash FROM commands ORDER BY day DESC LIMIT -1 OFFSET {MostCommands});
                """, transaction);
        }

        transaction.Commit();
    }

    /// <summary>All templates with their records.</summary>
    public List<KeyValuePair<string, TemplateRecord>> All()
    {
        List<KeyValuePair<string, TemplateRecord>> all = [];
        using SqliteCommand command = Command("SELECT name, record FROM templates ORDER BY name", null);
        using SqliteDataReader rows = command.ExecuteReader();
        while (rows.Read())
            if (RecordBytes.Read(Bytes(rows, 1)) is { } record) all.Add(new(rows.GetString(0), record));
        return all;
    }

    /// <summary>Forgets one template, or all.</summary>
    /// <returns>How many.</returns>
    public int Forget(string? template)
    {
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        using SqliteCommand forget = Command("DELETE FROM templates WHERE $name IS NULL OR name = $name", transaction, ("$name", template));
        int count = forget.ExecuteNonQuery();
        Execute("DELETE FROM commands WHERE template NOT IN (SELECT id FROM templates)", transaction);
        transaction.Commit();
        return count;
    }

    /// <summary>Whether all of it can be read.</summary>
    public bool IsSound() => Scalar("PRAGMA quick_check(1)") is "ok";

    public void Dispose() => _connection.Dispose();

    /// <summary>SQLite would make it readable for everybody.</summary>
    static void MakeFile(string path)
    {
        if (File.Exists(path)) return;
        if (Directory.Exists(path)) throw new HistoryFileException("it is a folder");
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var made = new FileStream(path, options);
    }

    void Prepare()
    {
        if (Number("PRAGMA user_version") == 0) MakeTables();
        if (Number("PRAGMA application_id") != ApplicationId) throw new HistoryFileException("it is a database of another program");
        if (Number("PRAGMA user_version") is > Version and var newer) throw new HistoryFileException($"it was written by a newer flyball, in version {newer} of its format");
        Secret = Scalar("SELECT key FROM secret") as byte[] ?? throw new HistoryFileException("it has no key") { IsDamaged = true };
    }

    /// <summary>Unless the file holds something, or another process was faster.</summary>
    void MakeTables()
    {
        if (Number("SELECT count(*) FROM sqlite_schema") == 0) Execute("PRAGMA journal_mode=WAL");
        using SqliteTransaction transaction = _connection.BeginTransaction(deferred: false);
        if ((long)Scalar("SELECT count(*) FROM sqlite_schema", transaction)! != 0) return;
        Execute(Tables, transaction);
        using SqliteCommand secret = Command("INSERT INTO secret(key) VALUES ($key)", transaction, ("$key", RandomNumberGenerator.GetBytes(32)));
        secret.ExecuteNonQuery();
        Execute($"PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version}", transaction);
        transaction.Commit();
    }

    long Write(string template, TemplateRecord record, SqliteTransaction transaction)
    {
        using SqliteCommand command = Command("""
            INSERT INTO templates(name, ends, day, record) VALUES ($name, $ends, $day, $record)
            ON CONFLICT(name) DO UPDATE SET ends = $ends, day = $day, record = $record RETURNING id
            """, transaction, ("$name", template), ("$ends", record.Ends), ("$day", record.LastDay), ("$record", RecordBytes.Of(record)));
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>In SQLite any column may hold a value of any type.</summary>
    public static byte[] Bytes(SqliteDataReader rows, int column) => rows.GetValue(column) as byte[] ?? [];

    long Number(string text) => (long)Scalar(text)!;

    object? Scalar(string text, SqliteTransaction? within = null)
    {
        using SqliteCommand command = Command(text, within);
        return command.ExecuteScalar();
    }

    void Execute(string text, SqliteTransaction? within = null)
    {
        using SqliteCommand command = Command(text, within);
        command.ExecuteNonQuery();
    }

    SqliteCommand Command(string text, SqliteTransaction? within, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        SqliteCommand command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts: values are parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        command.Transaction = within;
        foreach ((string name, object? value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
