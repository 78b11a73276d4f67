package io.headrace.orchestrator.byoc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests are held at once, so that no crowd of senders can exhaust the node. Any thread. */
public final class BodyMemory {

    private static final int CHUNK = 65_536;

    private final long limit;
    private final AtomicLong held = new AtomicLong();

    BodyMemory(long limit) {
        this.limit = limit;
    }

    long held() {
        return held.get();
    }

    /** A body that is held until this is closed. */
    public final class Held implements AutoCloseable {
        private long bytes;

        /** Reads all of it; empty when no more can be held just now. */
        public Optional<byte[]> read(InputStream from) throws IOException {
            var body = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                if (!grow(read)) {
                    return Optional.empty();
                }
                body.write(chunk, 0, read);
            }
            return Optional.of(body.toByteArray());
        }

        private boolean grow(int more) {
            if (held.addAndGet(more) > limit) {
                held.addAndGet(-more);
                return false;
            }
            bytes += more;
            return true;
        }

        @Override
        public void close() {
            held.addAndGet(-bytes);
            bytes = 0;
        }
    }
}
