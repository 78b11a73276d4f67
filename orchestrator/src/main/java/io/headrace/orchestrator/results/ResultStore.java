package io.headrace.orchestrator.results;

import io.headrace.admission.SessionId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Renditions in memory until their gateway has fetched them. A file is found by the name of its session, which nobody
 * else knows (guarantee 5), and lives until the session ends, newer ones push it out, or memory is short. Any thread.
 */
public final class ResultStore {

    private final ResultLimits limits;

    /** In the order in which they were put in. */
    private final LinkedHashMap<Name, StoredResult> files = new LinkedHashMap<>();

    private final Map<Directory, Deque<Name>> directories = new HashMap<>();
    private long bytes;

    public ResultStore(ResultLimits limits) {
        this.limits = limits;
    }

    private record Directory(String session, String rendition) {}

    private record Name(Directory directory, String file) {}

    /** A file of the same name gives way. */
    public synchronized void put(SessionId session, String rendition, String file, StoredResult result) {
        var directory = new Directory(session.text(), rendition);
        var name = new Name(directory, file);
        remove(name);
        files.put(name, result);
        bytes += result.bytes().length();
        var names = directories.computeIfAbsent(directory, _ -> new ArrayDeque<>());
        names.addLast(name);
        if (names.size() > limits.perDirectory()) {
            remove(names.getFirst());
        }
        while (bytes > limits.bytes() && files.size() > 1) {
            remove(files.firstEntry().getKey());
        }
    }

    /** As {@link #put}, but nothing else is pushed out: false when there is no room. */
    public synchronized boolean putIfRoom(SessionId session, String rendition, String file, StoredResult result) {
        var names = directories.get(new Directory(session.text(), rendition));
        boolean full = names != null && names.size() >= limits.perDirectory();
        if (full || bytes + result.bytes().length() > limits.bytes()) {
            return false;
        }
        put(session, rendition, file, result);
        return true;
    }

    public synchronized Optional<StoredResult> find(String session, String rendition, String file) {
        return Optional.ofNullable(files.get(new Name(new Directory(session, rendition), file)));
    }

    /** Lets go of everything of a session. */
    public synchronized void drop(SessionId session) {
        var gone = files.keySet().stream()
                .filter(name -> name.directory.session.equals(session.text()))
                .toList();
        gone.forEach(this::remove);
    }

    /** Lets go of what nobody fetched, and of what came after its session had ended. */
    public synchronized void dropOlderThan(Instant since) {
        while (!files.isEmpty() && files.firstEntry().getValue().since().isBefore(since)) {
            remove(files.firstEntry().getKey());
        }
    }

    public synchronized long bytes() {
        return bytes;
    }

    private void remove(Name name) {
        var result = files.remove(name);
        if (result == null) {
            return;
        }
        bytes -= result.bytes().length();
        var names = directories.get(name.directory);
        if (names != null) {
            names.remove(name);
            if (names.isEmpty()) {
                directories.remove(name.directory);
            }
        }
    }
}
