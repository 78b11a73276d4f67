package io.headrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What go-livepeer 0.9.1 put on the wire, recorded between its nodes. For every module that speaks with such nodes. */
public final class RecordedExchanges {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<Recording, List<RecordedExchange>> READ = new ConcurrentHashMap<>();

    private RecordedExchanges() {}

    /**
     * Transcoding without a chain; transcoding by a remote worker; paid transcoding; streams that a webhook judges and
     * whose renditions are stored elsewhere; names in the configuration header and the limit of streams; paid workers that
     * misbehave; prices by capability, and work of other pipelines that is paid likewise; a live session, one paid by a
     * remote signer, and what AI workers and streams of other applications have in common with it; batch requests done by the
     * orchestrator itself and by its workers, and registered containers; live runners; offers of models; what a gateway asks
     * of the service that pays for it.
     */
    public enum Recording {
        OFF_CHAIN("A-transcoding-off-chain.jsonl"),
        REMOTE_WORKER("B-remote-transcoder.jsonl"),
        PAID("D-transcoding-paid.jsonl"),
        WEBHOOKS("K-stores-webhooks-redeemer-router.jsonl"),
        LIMITS("N-limits-and-missing-secret.jsonl"),
        MISBEHAVING("H-misbehaving-transcoder.jsonl"),
        PRICES("L-prices-and-hardware.jsonl"),
        LIVE_SESSION("E-ai-local-and-live.jsonl"),
        AI_WORKERS("G-ai-remote-and-byoc.jsonl"),
        SIGNED_ELSEWHERE("J-remote-signer.jsonl"),
        BATCH("E-ai-batch.jsonl"),
        BATCH_BY_WORKERS("G-ai-workers-batch-and-byoc.jsonl"),
        LIVE_RUNNERS("I-live-runners.jsonl"),
        OFFERS("E-ai-offers.jsonl"),
        OFFERS_OF_WORKERS("G-ai-offers.jsonl"),
        SIGNER("J-signer.jsonl");

        private final String file;

        Recording(String file) {
            this.file = file;
        }
    }

    public static List<RecordedExchange> of(Recording recording) {
        return READ.computeIfAbsent(recording, RecordedExchanges::read);
    }

    private static List<RecordedExchange> read(Recording recording) {
        return text(recording.file)
                .lines()
                .map(JSON::readTree)
                .map(RecordedExchange::of)
                .toList();
    }

    public static Stream<RecordedExchange> all() {
        return Stream.of(Recording.values()).flatMap(recording -> of(recording).stream());
    }

    public static Stream<RecordedExchange> to(String path) {
        return all().filter(exchange -> exchange.path().equals(path));
    }

    /** @param id as in the recordings: {@code A-004} */
    public static RecordedExchange named(String id) {
        return all().filter(exchange -> exchange.id().equals(id)).findFirst().orElseThrow();
    }

    /** Signatures and hashes of the paid recording, recomputed by others than us. */
    static List<JsonNode> verifiedSignatures(String kind) {
        return JSON.readTree(text("verified-signatures.json"))
                .get("checks")
                .valueStream()
                .filter(check -> check.get("kind").asString().equals(kind))
                .toList();
    }

    private static String text(String file) {
        try (var in = RecordedExchanges.class.getResourceAsStream("/vectors/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
