package io.headrace.worker.batch;

import io.headrace.engine.ChildException;
import io.headrace.engine.media.MediaEngine;
import io.headrace.media.FrameRate;
import io.headrace.media.request.MediaAnswer;
import io.headrace.media.request.MediaReply;
import io.headrace.media.request.MediaRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a film of pictures, in another process. Blocks its (virtual) thread; any thread. */
@FunctionalInterface
public interface FilmMaker {

    /** From the pictures to the film, a child that has to be started included. */
    Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * @param pictures PNG or JPEG, of one size, in their order: 1 to {@value MediaRequest.EncodeFrames#MOST_FRAMES}
     * @return an MP4
     * @throws IOException when none can be made of them; the message says why
     */
    byte[] film(List<byte[]> pictures, FrameRate rate) throws IOException, InterruptedException;

    /** By a media child, by way of files that are gone afterwards. */
    static FilmMaker by(MediaEngine media) {
        return (pictures, rate) -> {
            var folder = Files.createTempDirectory("film");
            var files = new ArrayList<Path>();
            try {
                for (var picture : pictures) {
                    files.add(Files.write(folder.resolve(Integer.toString(files.size())), picture));
                }
                return made(media, new MediaRequest.EncodeFrames(files, rate, folder.resolve("film.mp4")));
            } finally {
                clear(folder, files);
            }
        };
    }

    private static byte[] made(MediaEngine media, MediaRequest.EncodeFrames request)
            throws IOException, InterruptedException {
        try {
            return switch (media.ask(request, PATIENCE)) {
                case MediaAnswer.Done<MediaReply.FilmMade>(var made, var _) -> Files.readAllBytes(made.file());
                case MediaAnswer.Refused<MediaReply.FilmMade>(var refusal, var _) ->
                    throw new IOException(refusal.sentence());
            };
        } catch (ChildException failed) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private static void clear(Path folder, List<Path> pictures) throws IOException {
        for (var picture : pictures) {
            Files.deleteIfExists(picture);
        }
        Files.deleteIfExists(folder.resolve("film.mp4"));
        Files.deleteIfExists(folder);
    }
}
