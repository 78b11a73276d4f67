package io.headrace.gateway.publication;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was published, one JSON line a unit, in order: what a restarted gateway leans on. A line is on disk before the
 * unit counts as published; a torn last line is a unit that was not.
 */
final class PublicationRecord {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    private PublicationRecord(Path file) {
        this.file = file;
    }

    /** Of the job with that folder. */
    static PublicationRecord in(Path folder) {
        return new PublicationRecord(folder.resolve("published.jsonl"));
    }

    List<PublishedUnit> read() throws IOException {
        var units = new ArrayList<PublishedUnit>();
        if (!Files.exists(file)) {
            return units;
        }
        for (var line : Files.readAllLines(file)) {
            try {
                units.add(JSON.readValue(line, PublishedUnit.class));
            } catch (JacksonException torn) {
                break;
            }
        }
        rewrite(units);
        return units;
    }

    void append(PublishedUnit unit) throws IOException {
        write(line(unit), StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);
    }

    /** Cuts a torn line off, so that the next one begins a line of its own. */
    private void rewrite(List<PublishedUnit> units) throws IOException {
        var text = new StringBuilder();
        units.forEach(unit -> text.append(line(unit)));
        write(
                text.toString(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    private void write(String text, StandardOpenOption... options) throws IOException {
        try (var channel = FileChannel.open(file, options)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
    }

    private static String line(PublishedUnit unit) {
        return JSON.writeValueAsString(unit) + "\n";
    }
}
