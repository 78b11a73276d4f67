package io.headrace.gateway.order;

import io.headrace.media.Ladder;
import io.headrace.payments.Price;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a client wants to have transcoded: a file or a stream.
 *
 * @param id names the job; unguessable, because whoever knows it may fetch the result
 * @param maxPrice the most that is paid per pixel
 * @param folder the job's own: segments, results, what a restart needs
 */
public record VideoOrder(String id, Source source, Ladder ladder, Optional<Price> maxPrice, Path folder)
        implements JobOrder {

    /** Of every job of video. */
    public static final String PIPELINE = "video-transcoding";

    /** What is transcoded. */
    public sealed interface Source {}

    /** @param input stays where it is until the job is over */
    public record OfFile(Path input) implements Source {}

    /**
     * @param name the manifest's, under which the stream is played
     * @param keeping what is left when the stream is over
     */
    public record OfStream(String name, Keeping keeping, SourceRendition sourceRendition) implements Source {}

    /** What is left of a stream when it is over. */
    public enum Keeping {
        /** What a player that is late may still ask for. */
        WINDOW,
        /** Every segment, in playlists from the first to the last. */
        EVERYTHING,
        /** Every segment, and one MP4 of each rendition. */
        RECORDING
    }

    /** Whether what was published is played as well, beside what was made of it. */
    public enum SourceRendition {
        LEFT_OUT,
        PLAYED;

        /** What the source is called among the renditions. */
        public static final String NAME = "source";
    }

    /** A rendition that is ordered under the source's name has the name. */
    public boolean playsSource() {
        return source instanceof OfStream(var _, var _, var sourceRendition)
                && sourceRendition == SourceRendition.PLAYED
                && ladder.profiles().stream()
                        .noneMatch(profile -> profile.name().equals(SourceRendition.NAME));
    }

    public Path segments() {
        return folder.resolve("source");
    }
}
