package io.headrace.wire.batch.price;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.FormLayout;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.batch.reply.BatchReply;
import io.headrace.wire.chat.TokenUsage;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a request comes to (pipelines section 3.4).
 *
 * <pre>
 *     pipeline             existing gateway     existing orchestrator   own: at most         own: used
 *     text-to-image        height·width·images  same                    same                 pixels of the pictures
 *     image-to-image       input pixels·images  same                    same                 pixels of the pictures
 *     image-to-video       height·width·25      same                    same                 pixels of the frames
 *     upscale              input pixels         same                    input pixels·16      pixels of the picture
 *       of a film          input pixels·frames  same                    the same·16          pixels of the frames
 *     frame-interpolation  -                    -                       pixels of the new        the same
 *     segment-anything-2,
 *     image-to-text        input pixels         same                    same                 same
 *     audio-to-text        whole seconds·1000   same                    milliseconds         milliseconds
 *     llm                  max_tokens           same                    max_tokens           completion tokens
 *     text-to-speech       bytes of UTF-8       code points·1000        code points          code points
 * </pre>
 *
 * <p>Nodes of ours never charge more than what was reserved before the work began.
 */
public final class WorkUnits {

    /** Frames of a clip, however many are made. */
    private static final int FRAMES = 25;

    /** Pixels that upscaling makes of one: four by four. */
    private static final int UPSCALED = 16;

    private static final long THOUSAND = 1_000;

    private static final String UNKNOWN_FILE =
            "the file is no PNG, JPEG or GIF, and no film in MP4, MOV, Matroska or WebM whose head can be read";

    private WorkUnits() {}

    /** What is reserved before the work begins. */
    public static WorkCount requested(BatchRequest request, Counting counting) {
        return switch (request) {
            case BatchRequest.TextToImage text -> units(text, text.size().pixels() * text.images());
            case BatchRequest.ImageToImage image -> pictures(image, image.body().file(), image.images());
            case BatchRequest.ImageToVideo clip -> units(clip, clip.size().pixels() * FRAMES);
            case BatchRequest.Upscale upscale ->
                pictures(upscale, upscale.body().file(), counting == Counting.OWN ? UPSCALED : 1);
            case BatchRequest.FrameInterpolation between -> between(between);
            case BatchRequest.SegmentAnything2 segment ->
                pictures(segment, segment.body().file(), 1);
            case BatchRequest.ImageToText image -> pictures(image, image.body().file(), 1);
            case BatchRequest.AudioToText audio -> sound(audio, audio.body().file(), counting);
            case BatchRequest.Llm chat -> units(chat, chat.maxTokens());
            case BatchRequest.TextToSpeech speech -> units(speech, letters(speech.text(), counting));
        };
    }

    /**
     * What is charged once it is done, by {@link Counting#OWN}. Towards existing nodes it is what was requested.
     *
     * @param pixels of all pictures that were made, a film's too; empty when nobody could tell
     */
    public static WorkCount used(BatchRequest request, BatchReply reply, OptionalLong pixels) {
        var most = requested(request, Counting.OWN);
        if (!(most instanceof WorkCount.Units(var unit, var limit))) {
            return most;
        }
        long used = switch (request) {
            case BatchRequest.TextToImage _,
                    BatchRequest.ImageToImage _,
                    BatchRequest.ImageToVideo _,
                    BatchRequest.Upscale _ -> pixels.orElse(limit);
            case BatchRequest.FrameInterpolation between ->
                pixels.isPresent() ? Math.max(0, pixels.getAsLong() - shownAgain(between)) : limit;
            case BatchRequest.Llm _ -> completionTokens(reply, limit);
            case BatchRequest.SegmentAnything2 _,
                    BatchRequest.ImageToText _,
                    BatchRequest.AudioToText _,
                    BatchRequest.TextToSpeech _ -> limit;
        };
        return new WorkCount.Units(unit, Math.min(used, limit));
    }

    /** For an answer in pieces, of which the usage is what is kept. */
    public static WorkCount used(BatchRequest.Llm request, TokenUsage usage) {
        return units(request, Math.min(usage.completion(), request.maxTokens()));
    }

    private static long completionTokens(BatchReply reply, long otherwise) {
        return reply instanceof BatchReply.Completion(var completion)
                ? completion.usage().map(TokenUsage::completion).orElse(otherwise)
                : otherwise;
    }

    private static WorkCount units(BatchRequest request, long units) {
        return new WorkCount.Units(request.pipeline().unit(), units);
    }

    private static WorkCount pictures(BatchRequest request, UploadedFile file, int times) {
        var pixels = file.content().pixels();
        return pixels.isPresent()
                ? units(request, pixels.getAsLong() * times)
                : new WorkCount.Unmeasurable(
                        FormLayout.takesFilms(request.pipeline())
                                ? UNKNOWN_FILE
                                : "the picture is no PNG, JPEG or GIF");
    }

    private static WorkCount between(BatchRequest.FrameInterpolation request) {
        return switch (request.body().file().content()) {
            case FileContent.Picture(var size) -> units(request, size.pixels() * request.made());
            case FileContent.Film(var size, var _, var _) -> units(request, size.pixels() * request.made());
            case FileContent.Sound _, FileContent.Unknown _ -> new WorkCount.Unmeasurable(UNKNOWN_FILE);
        };
    }

    /** A film has the pictures that were sent in it, and those are not paid for. */
    private static long shownAgain(BatchRequest.FrameInterpolation request) {
        return switch (request.body().file().content()) {
            case FileContent.Film film -> film.pixels().orElse(0);
            case FileContent.Picture(var size) when request.asFilm() -> size.pixels() * request.sent();
            case FileContent.Picture _, FileContent.Sound _, FileContent.Unknown _ -> 0;
        };
    }

    private static WorkCount sound(BatchRequest request, UploadedFile file, Counting counting) {
        if (!(file.content() instanceof FileContent.Sound(var duration))) {
            return new WorkCount.Unmeasurable("audio duration calculation failed");
        }
        if (counting == Counting.OWN) {
            return units(request, duration.toMillis());
        }
        return duration.compareTo(Duration.ofSeconds(1)) < 0
                ? new WorkCount.Unmeasurable("audio duration is less than 1 second")
                : units(request, duration.toSeconds() * THOUSAND);
    }

    private static long letters(String text, Counting counting) {
        return switch (counting) {
            case EXISTING_GATEWAY -> text.getBytes(UTF_8).length;
            case EXISTING_ORCHESTRATOR -> THOUSAND * text.codePointCount(0, text.length());
            case OWN -> text.codePointCount(0, text.length());
        };
    }
}
