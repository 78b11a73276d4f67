package io.headrace.media.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a file says of itself.
 *
 * @param container the demuxer's name, for people ({@code mov,mp4,m4a,3gp,3g2,mj2})
 * @param duration zero when the file does not tell
 * @param bitrate bits per second over everything; zero when unknown
 */
public record MediaDescription(String container, Duration duration, long bitrate, List<MediaStream> streams)
        implements MediaReply.Final {

    public MediaDescription {
        streams = List.copyOf(streams);
    }

    /** The picture that is transcoded. */
    public Optional<MediaStream.Video> video() {
        return streams.stream()
                .filter(MediaStream.Video.class::isInstance)
                .map(MediaStream.Video.class::cast)
                .findFirst();
    }

    public boolean hasAudio() {
        return streams.stream().anyMatch(MediaStream.Audio.class::isInstance);
    }
}
