package io.headrace.worker.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.admission.batch.BatchAnswer;
import io.headrace.admission.batch.BatchCall;
import io.headrace.admission.batch.BatchPlace;
import io.headrace.media.FrameRate;
import io.headrace.media.request.MediaRequest;
import io.headrace.pipeline.BuiltInPipelines;
import io.headrace.pipeline.Progress;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.batch.reply.BatchReplyCodec;
import io.headrace.wire.batch.reply.DataUrl;
import io.headrace.wire.text.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place whose runner may answer the pictures of a clip: they become the one film that the network expects, as existing
 * workers make it (pipelines section 1.2, image-to-video). Every other answer is passed on as it comes. Seed and safety check are the
 * first picture's.
 *
 * <pre>
 * {"frames":[[{"url","seed","nsfw"}…]]}   →   {"images":[{"url":"data:video/mp4;base64,…","seed","nsfw"}]}
 * </pre>
 */
record FilmingPlace(BatchPlace place, FilmMaker films) implements BatchPlace {

    private static final String JSON = "application/json";

    @Override
    public BatchAnswer send(BatchCall call, InputStream body) throws InterruptedException {
        var answer = place.send(call, body);
        return call.film().isPresent()
                        && answer instanceof BatchAnswer.Answered made
                        && made.contentType().toLowerCase(Locale.ROOT).startsWith(JSON)
                ? filmed(made, call.film().get())
                : answer;
    }

    @Override
    public Optional<Progress> progress() throws InterruptedException {
        return place.progress();
    }

    private BatchAnswer filmed(BatchAnswer.Answered made, FrameRate rate) throws InterruptedException {
        try (var body = made.body()) {
            var json = new String(body.readAllBytes(), UTF_8);
            return BatchReplyCodec.decode(BuiltInPipelines.IMAGE_TO_VIDEO, json)
                            instanceof BatchReply.Frames(var frames)
                    ? answered(made, BatchReplyCodec.encode(film(frames, rate)))
                    : answered(made, json);
        } catch (UnreadableException garbage) {
            return new BatchAnswer.Failed(0, "The runner's answer makes no sense: " + garbage.sentence());
        } catch (IOException failed) {
            return new BatchAnswer.Failed(
                    0, "No film could be made of what the runner answered: " + failed.getMessage());
        }
    }

    private static BatchAnswer answered(BatchAnswer.Answered made, String json) {
        return new BatchAnswer.Answered(JSON, made.modelKind(), new ByteArrayInputStream(json.getBytes(UTF_8)));
    }

    private BatchReply film(List<BatchReply.Image> frames, FrameRate rate)
            throws IOException, UnreadableException, InterruptedException {
        if (frames.isEmpty() || frames.size() > MediaRequest.EncodeFrames.MOST_FRAMES) {
            throw new UnreadableException("a clip of " + frames.size() + " pictures; 1 to "
                    + MediaRequest.EncodeFrames.MOST_FRAMES + " make a film");
        }
        var pictures = new ArrayList<byte[]>();
        for (var frame : frames) {
            pictures.add(DataUrl.parse(frame.url()).bytes());
        }
        var film = DataUrl.of("video/mp4", films.film(pictures, rate)).toString();
        var first = frames.getFirst();
        return new BatchReply.Images(List.of(new BatchReply.Image(film, first.seed(), first.nsfw())));
    }

    @Override
    public void close() {
        place.close();
    }
}
