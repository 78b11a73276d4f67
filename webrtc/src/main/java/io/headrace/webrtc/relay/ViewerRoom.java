package io.headrace.webrtc.relay;

import io.headrace.media.AccessUnit.Picture;
import io.headrace.media.VideoCodec;
import io.headrace.media.codec.BrowserFitness;
import io.headrace.media.codec.PictureCoding;
import io.headrace.webrtc.desk.End;
import io.headrace.webrtc.desk.OpusPacket;
import io.headrace.webrtc.desk.Viewer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Those who watch one stream in real time: so many at once, and only those who can show its pictures. Before there is a
 * picture everybody may enter; who turns out to be unable, then or when the stream becomes another, is let go with that
 * reason, for a picture that stands still tells nobody what is wrong. Safe for threads; pictures come from one at a time.
 */
public final class ViewerRoom {

    private static final Logger LOG = LoggerFactory.getLogger(ViewerRoom.class);

    private final VideoCodec codec;
    private final int most;

    /** Guarded by this. */
    private final Set<Viewer> viewers = new LinkedHashSet<>();

    /** Guarded by this. */
    private Optional<PictureCoding> coding = Optional.empty();

    /** Guarded by this. */
    private boolean over;

    private volatile List<Viewer> present = List.of();

    /** Whether somebody may watch. */
    public sealed interface Entry {}

    public record Entered() implements Entry {}

    /** @param most viewers, who are all there */
    public record Full(int most) implements Entry {
        public String sentence() {
            return "Too many viewers for this stream: there are " + most + " of " + most;
        }
    }

    /** @param sentence why the viewer cannot show the stream, and what to do */
    public record Unfit(String sentence) implements Entry {}

    /** The stream is over. */
    public record Over() implements Entry {}

    /**
     * @param codec of the pictures
     * @param most viewers at once
     */
    public ViewerRoom(VideoCodec codec, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A stream has room for at least one viewer, not " + most);
        }
        this.codec = codec;
        this.most = most;
    }

    public VideoCodec codec() {
        return codec;
    }

    /** Lets a viewer in, who gets what comes from now on. */
    public synchronized Entry enter(Viewer viewer) {
        if (over) {
            return new Over();
        }
        var hindrance = hindrance(viewer);
        if (hindrance.isPresent()) {
            return new Unfit(hindrance.get());
        }
        if (viewers.size() >= most) {
            return new Full(most);
        }
        viewers.add(viewer);
        present = List.copyOf(viewers);
        return new Entered();
    }

    public synchronized void leave(Viewer viewer) {
        viewers.remove(viewer);
        present = List.copyOf(viewers);
    }

    /** How many watch. */
    public int present() {
        return present.size();
    }

    public void picture(Picture picture) {
        letGoUnfit(picture);
        present.forEach(viewer -> viewer.picture(picture));
    }

    public void sound(OpusPacket packet) {
        present.forEach(viewer -> viewer.sound(packet));
    }

    /** Nothing follows: all sessions end. */
    public void close() {
        List<Viewer> last;
        synchronized (this) {
            over = true;
            last = present;
        }
        last.forEach(viewer -> viewer.ended(End.SOURCE_ENDED));
    }

    private synchronized void letGoUnfit(Picture picture) {
        var now = coding.map(known -> known.after(picture)).or(() -> PictureCoding.of(picture));
        if (now.equals(coding)) {
            return;
        }
        coding = now;
        for (var viewer : present) {
            hindrance(viewer).ifPresent(why -> {
                LOG.info("A viewer is let go: {}", why);
                viewer.ended(End.UNSHOWABLE);
                leave(viewer);
            });
        }
    }

    /** Why a viewer cannot show what there is, and what to do. */
    private Optional<String> hindrance(Viewer viewer) {
        var codecs = viewer.codecs().video();
        if (!codecs.contains(codec)) {
            return Optional.of("The stream is in " + codec + ", and the offer takes "
                    + codecs.stream().map(VideoCodec::name).collect(Collectors.joining(", "))
                    + ". Watch with a browser that takes it, or publish the other.");
        }
        return coding.filter(known -> !known.equals(new PictureCoding.Other(codec)))
                .map(known -> BrowserFitness.of(known, viewer.codecs().profiles()))
                .flatMap(fitness -> switch (fitness) {
                    case BrowserFitness.Unfit(var sentence) -> Optional.of(sentence);
                    case BrowserFitness.Fit() -> Optional.empty();
                });
    }
}
