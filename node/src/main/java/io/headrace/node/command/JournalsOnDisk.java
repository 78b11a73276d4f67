package io.headrace.node.command;

import io.headrace.cli.RecordedJobs;
import io.headrace.job.JobId;
import io.headrace.journal.Explaining;
import io.headrace.journal.ExplanationText;
import io.headrace.node.data.DataDirectory;
import io.headrace.store.Database;
import io.headrace.store.SqliteJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The journals that gateways left in a data directory: of `up`, and of the networks of single commands. */
public final class JournalsOnDisk implements RecordedJobs {

    private static final String GATEWAY = "gateway";

    private final Map<String, String> environment;

    public JournalsOnDisk(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Optional<RecordedJob> explain(Optional<Path> data, String job) {
        var root = data.map(DataDirectory::new).orElseGet(() -> DataDirectory.standard(environment));
        return Stream.of(
                        root.of(OwnNetwork.FOLDER).of(GATEWAY),
                        root.of(DemoCommand.FOLDER).of(GATEWAY),
                        root.of(GATEWAY))
                .map(DataDirectory::database)
                .filter(Files::exists)
                .flatMap(file -> explain(file, new JobId(job)).stream())
                .findFirst();
    }

    private static Optional<RecordedJob> explain(Path file, JobId job) {
        try (var database = Database.open(file)) {
            return Explaining.explain(job, new SqliteJournal(database).read(job), Map.of())
                    .map(told -> new RecordedJob(told.json(), ExplanationText.print(told)));
        }
    }
}
