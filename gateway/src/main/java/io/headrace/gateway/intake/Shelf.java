package io.headrace.gateway.intake;

import io.headrace.crypto.Hash256;
import io.headrace.crypto.Keccak;
import io.headrace.gateway.publication.WholeFile;
import io.headrace.media.Container;
import io.headrace.media.VideoCodec;
import io.headrace.media.request.SegmentFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The segments of a stream that are not done yet, on disk: the bytes first, then a card that says what they are. A
 * restarted gateway goes on with what has a card.
 */
record Shelf(Path folder) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CARD = ".json";

    /**
     * What is known of one segment.
     *
     * @param hash Keccak-256 of its bytes
     */
    record Card(SourceUnit unit, VideoCodec codec, Container container, Hash256 hash) {}

    static Shelf open(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new Shelf(folder);
    }

    Card put(long seq, Duration offset, Arrival arrival) throws IOException {
        var file = folder.resolve(seq + arrival.container().extension());
        WholeFile.write(file, arrival.bytes());
        var segment = new SegmentFile(seq, file, arrival.start(), offset, arrival.duration(), arrival.frames());
        var card = new Card(
                new SourceUnit(segment, arrival.width(), arrival.height(), arrival.discontinuity()),
                arrival.codec(),
                arrival.container(),
                Keccak.hash(arrival.bytes().asByteBuffer()));
        WholeFile.write(folder.resolve(seq + CARD), JSON.writeValueAsString(SavedCard.of(card)));
        return card;
    }

    /** What an earlier life left, in order; a card that cannot be read ends what can be gone on with. */
    List<Card> all() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(CARD))
                    .flatMap(file -> read(file).stream())
                    .sorted(Comparator.comparingLong(card -> card.unit().seq()))
                    .toList();
        }
    }

    private List<Card> read(Path file) {
        try {
            return List.of(
                    JSON.readValue(Files.readString(file), SavedCard.class).in(folder));
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }

    /** It is done, or was given up. */
    void remove(Card card) throws IOException {
        Files.deleteIfExists(folder.resolve(card.unit().seq() + CARD));
        Files.deleteIfExists(card.unit().file().file());
    }
}
