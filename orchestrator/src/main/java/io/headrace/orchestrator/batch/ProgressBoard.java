package io.headrace.orchestrator.batch;

import io.headrace.admission.batch.BatchPlace;
import io.headrace.pipeline.Progress;
import io.headrace.pipeline.ProgressQuestion;
import io.headrace.transport.Exchange;
import io.headrace.transport.PathParameters;
import io.headrace.wire.batch.reply.ProgressDocument;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells gateways how far those of their requests are to which they gave a name, {@code GET /progress/{name}}: whoever knows the name
 * may ask. The runner is asked only then, and by one at a time; others hear what it said last. As many entries as there are
 * requests with a place. Any thread.
 */
final class ProgressBoard {

    static final String PATTERN = ProgressQuestion.PATH + "{name}";

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** One request's. */
    final class Entry implements AutoCloseable {

        private final Optional<String> name;
        private final BatchPlace place;
        private final ReentrantLock asking = new ReentrantLock();
        private volatile Optional<Progress> last = Optional.empty();

        private Entry(Optional<String> name, BatchPlace place) {
            this.name = name;
            this.place = place;
        }

        private Optional<Progress> progress() throws InterruptedException {
            if (asking.tryLock()) {
                try {
                    last = place.progress().or(() -> last);
                } finally {
                    asking.unlock();
                }
            }
            return last;
        }

        /** It is over. */
        @Override
        public void close() {
            name.ifPresent(known -> entries.remove(known, this));
        }
    }

    /** From now on, until it is closed, the request can be asked about; of one without a name nobody hears. */
    Entry open(Optional<String> name, BatchPlace place) {
        var entry = new Entry(name, place);
        name.ifPresent(known -> entries.put(known, entry));
        return entry;
    }

    void serve(Exchange exchange, PathParameters path) throws IOException {
        var entry = Optional.ofNullable(entries.get(path.get("name")));
        try {
            var progress = entry.isPresent() ? entry.get().progress() : Optional.<Progress>empty();
            if (progress.isPresent()) {
                exchange.answer(200, "application/json", ProgressDocument.encode(progress.get()));
            } else {
                exchange.refuse(404, "ErrNotFound");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("This node is ending");
        }
    }
}
