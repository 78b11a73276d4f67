package io.headrace.orchestrator.unit;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.media.MediaBytes;
import io.headrace.transport.BodyTooLargeException;
import io.headrace.transport.Exchange;
import io.headrace.transport.TransportException;
import io.headrace.wire.PeerError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Brings a unit's media in, from the request's body or from the URL in it, and holds it against the signed hash. */
final class SourceIntake {

    private static final String BY_URI = "application/vnd+livepeer.uri";
    private static final int CHUNK = 64 * 1024;
    private static final int MAX_URL = 4_096;

    private final int maxBytes;
    private final SourceFetch fetch;

    /** @param maxBytes of one source */
    SourceIntake(int maxBytes, SourceFetch fetch) {
        this.maxBytes = maxBytes;
        this.fetch = fetch;
    }

    /** @param unwanted becomes true when nobody waits for the media any more */
    Verdict<MediaBytes> read(Exchange exchange, Hash256 hash, SourceMemory.Lease lease, BooleanSupplier unwanted)
            throws IOException {
        var read =
                exchange.headers().first("Content-Type").filter(BY_URI::equals).isPresent()
                        ? byUri(exchange, lease, unwanted)
                        : body(exchange, lease, unwanted);
        return switch (read) {
            case Verdict.Bad<byte[]> bad -> new Verdict.Bad<>(bad.refusal());
            case Verdict.Good<byte[]>(var bytes) ->
                Keccak.hash(bytes).equals(hash)
                        ? new Verdict.Good<>(MediaBytes.owning(bytes))
                        : Verdict.bad(PeerError.SEGMENT_HASH);
        };
    }

    private Verdict<byte[]> body(Exchange exchange, SourceMemory.Lease lease, BooleanSupplier unwanted)
            throws IOException {
        try (var stream = exchange.body().stream(maxBytes)) {
            return readAll(stream, lease, unwanted)
                    .<Verdict<byte[]>>map(Verdict.Good::new)
                    .orElseGet(() -> Verdict.bad(PeerError.INTERNAL));
        } catch (TransportException broken) {
            return Verdict.bad(PeerError.INTERNAL);
        }
    }

    private Verdict<byte[]> byUri(Exchange exchange, SourceMemory.Lease lease, BooleanSupplier unwanted)
            throws IOException {
        try {
            var url = exchange.body().readAll(MAX_URL);
            return fetch.fetch(url, maxBytes, answer -> readAll(answer.body(), lease, unwanted))
                    .<Verdict<byte[]>>map(Verdict.Good::new)
                    .orElseGet(() -> Verdict.bad(PeerError.SOURCE_NOT_FETCHED));
        } catch (BodyTooLargeException noUrl) {
            return Verdict.bad(PeerError.SOURCE_NOT_FETCHED);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return Verdict.bad(PeerError.INTERNAL);
        }
    }

    /** Empty when memory is short or nobody waits any more. */
    private Optional<byte[]> readAll(InputStream stream, SourceMemory.Lease lease, BooleanSupplier unwanted)
            throws IOException {
        var all = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        for (int count = stream.read(chunk); count >= 0; count = stream.read(chunk)) {
            if (unwanted.getAsBoolean() || all.size() + count > maxBytes || !lease.grow(count)) {
                return Optional.empty();
            }
            all.write(chunk, 0, count);
        }
        return Optional.of(all.toByteArray());
    }
}
