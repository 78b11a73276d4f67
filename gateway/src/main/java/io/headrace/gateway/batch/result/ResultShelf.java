package io.headrace.gateway.batch.result;

import io.headrace.crypto.SecretSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results on disk: one folder for each answer, named by 128 random bits, because whoever knows the name may fetch the
 * files. A folder's time of change is when it expires, so that a restarted gateway goes on serving what it still owes.
 * When the quota is exceeded those go first that expire first. Any thread.
 *
 * <pre>
 * {folder}/{32 hexadecimal digits}/{name}     served at /stream/{32 hexadecimal digits}/{name}
 * {folder}/draft-{…}/{name}                   still being fetched; cleared when the gateway starts
 * </pre>
 */
public final class ResultShelf {

    /** Of everything that is served. */
    public static final String PATH = "/stream/";

    private static final Logger LOG = LoggerFactory.getLogger(ResultShelf.class);
    private static final int ID_BYTES = 16;
    private static final String DRAFT = "draft-";

    private final Path folder;
    private final long quotaBytes;
    private final SecretSource secrets;
    private final InstantSource clock;

    /** Guarded by this: what is served. */
    private final Map<String, Held> held = new TreeMap<>();

    /** Guarded by this. */
    private long bytes;

    private record Held(long bytes, Instant until) {}

    private ResultShelf(Path folder, long quotaBytes, SecretSource secrets, InstantSource clock) {
        this.folder = folder;
        this.quotaBytes = quotaBytes;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Finds what an earlier life of the gateway left there. */
    public static ResultShelf open(Path folder, long quotaBytes, SecretSource secrets, InstantSource clock)
            throws IOException {
        var shelf = new ResultShelf(Files.createDirectories(folder), quotaBytes, secrets, clock);
        shelf.takeStock();
        return shelf;
    }

    private synchronized void takeStock() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (var each : folders) {
                var name = String.valueOf(each.getFileName());
                if (name.matches("[0-9a-f]{32}")) {
                    hold(name, Files.getLastModifiedTime(each).toInstant());
                } else if (name.startsWith(DRAFT)) {
                    delete(each);
                }
            }
        }
        makeRoom();
    }

    /** The files of one answer while they are fetched. One thread; closing it throws away what is not published. */
    public final class Draft implements AutoCloseable {
        private final String id;
        private final Path place;
        private boolean published;

        private Draft(String id, Path place) {
            this.id = id;
            this.place = place;
        }

        /** Where a file is to be written. */
        public Path file(String name) {
            return place.resolve(name);
        }

        /** The path at which it will be served. */
        public String path(String name) {
            return PATH + id + "/" + name;
        }

        /** Where the file will lie. */
        public Path published(String name) {
            return folder.resolve(id).resolve(name);
        }

        /** From now on it is served, for so long. */
        public void publish(Duration keep) throws IOException {
            var until = clock.instant().plus(keep);
            Files.setLastModifiedTime(place, FileTime.from(until));
            Files.move(place, folder.resolve(id));
            published = true;
            synchronized (ResultShelf.this) {
                hold(id, until);
                makeRoom();
            }
        }

        @Override
        public void close() {
            if (!published) {
                delete(place);
            }
        }
    }

    public Draft draft() throws IOException {
        var id = HexFormat.of().formatHex(secrets.bytes(ID_BYTES));
        return new Draft(id, Files.createDirectory(folder.resolve(DRAFT + id)));
    }

    /** Whether the name of a folder is one that is, or was, served here. */
    public static boolean isId(String name) {
        return name.matches("[0-9a-f]{32}");
    }

    /** Empty for what never was here, and for what has expired. */
    public Optional<Path> find(String id, String name) {
        synchronized (this) {
            var found = held.get(id);
            if (found == null || !found.until().isAfter(clock.instant())) {
                return Optional.empty();
            }
        }
        var root = folder.resolve(id);
        var file = root.resolve(name).normalize();
        return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /** Lets go of what has expired. */
    public synchronized void sweep() {
        makeRoom();
    }

    private void hold(String id, Instant until) throws IOException {
        long size = 0;
        try (var files = Files.newDirectoryStream(folder.resolve(id))) {
            for (var file : files) {
                size += Files.size(file);
            }
        }
        held.put(id, new Held(size, until));
        bytes += size;
    }

    private void makeRoom() {
        var now = clock.instant();
        held.entrySet().stream()
                .filter(each -> !each.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::drop);
        while (bytes > quotaBytes && held.size() > 1) {
            drop(held.entrySet().stream()
                    .min(Comparator.comparing(each -> each.getValue().until()))
                    .orElseThrow()
                    .getKey());
        }
    }

    private void drop(String id) {
        var gone = held.remove(id);
        bytes -= gone == null ? 0 : gone.bytes();
        delete(folder.resolve(id));
    }

    private static void delete(Path place) {
        try (var files = Files.newDirectoryStream(place)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(place);
        } catch (IOException notNow) {
            LOG.warn("The folder {} of a result cannot be deleted: {}", place, notNow.getMessage());
        }
    }
}
