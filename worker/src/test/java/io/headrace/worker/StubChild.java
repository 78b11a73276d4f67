package io.headrace.worker;

import io.headrace.engine.media.MediaServer;
import io.headrace.media.MediaBytes;
import io.headrace.media.PixelCount;
import io.headrace.media.Profile;
import io.headrace.media.RenditionSegment;
import io.headrace.media.request.MediaRefusal;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A child process without any media code, which does what the name of the stream says. */
public final class StubChild {

    private static final int FRAMES = 60;

    private StubChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        MediaServer.serve((request, limits, segments) -> answer((MediaRequest.Transcode) request));
    }

    private static MediaReply.Final answer(MediaRequest.Transcode request) throws InterruptedException {
        var profiles = request.ladder().profiles();
        return switch (request.stream()) {
            case "die" -> {
                Runtime.getRuntime().halt(3);
                throw new IllegalStateException("still alive");
            }
            case "hang" -> {
                new CountDownLatch(1).await();
                throw new IllegalStateException("woken");
            }
            case "fail" -> throw new IllegalStateException("it did not work");
            case "refuse" -> new MediaRefusal.InvalidVideo("nothing to be seen");
            case "short" -> new MediaReply.Transcoded(List.of(), FRAMES);
            case "overbill" -> transcoded(profiles, 2);
            default -> transcoded(profiles, 1);
        };
    }

    private static MediaReply.Transcoded transcoded(List<Profile> profiles, int factor) {
        return new MediaReply.Transcoded(
                profiles.stream().map(profile -> output(profile, factor)).toList(), FRAMES);
    }

    private static MediaReply.Output output(Profile profile, int factor) {
        var pixels = new PixelCount(factor
                * PixelCount.of(profile.width(), profile.height(), FRAMES).pixels());
        var segment = new RenditionSegment(profile, pixels, MediaBytes.owning(new byte[188]));
        return new MediaReply.Output(segment, profile.width(), profile.height(), FRAMES);
    }
}
