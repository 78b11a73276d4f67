package io.headrace.gateway.batch.api;

import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.error.BatchFailure;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.PictureSize;
import io.headrace.wire.batch.file.UploadedFile;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The most that is asked of one model: what is beyond is refused before an orchestrator is asked, with the limit in the
 * sentence. Each at least 1.
 *
 * @param fileBytes of the file that comes with a request
 * @param pixels of a picture that comes in, one of a film too, and of one that is made
 * @param images made at once
 * @param steps of a diffusion
 * @param tokens of an answer
 * @param characters of a text to be spoken
 */
public record ModelLimits(long fileBytes, long pixels, int images, int steps, int tokens, int characters) {

    /** 50 MiB as runners take them, 4096 × 4096 pixels, 16 pictures, 500 steps, 131,072 tokens, 16,384 characters. */
    public static final ModelLimits USUAL = new ModelLimits(50L << 20, 16_777_216, 16, 500, 131_072, 16_384);

    /** Of a film: what our own runners take. */
    static final long FILM_FRAMES = 3_600;

    static final Duration FILM_DURATION = Duration.ofMinutes(2);

    public ModelLimits {
        if (Math.min(fileBytes, pixels) < 1 || Math.min(Math.min(images, steps), Math.min(tokens, characters)) < 1) {
            throw new IllegalArgumentException(
                    "Limits below 1: %d bytes, %d pixels, %d images, %d steps, %d tokens, %d characters"
                            .formatted(fileBytes, pixels, images, steps, tokens, characters));
        }
    }

    /** What of the request is too much. */
    Optional<BatchFailure> excess(BatchRequest request) {
        return switch (request) {
            case BatchRequest.TextToImage text ->
                first(made(text.size()), counted("num_images_per_prompt", text.images(), images), steps(text.steps()));
            case BatchRequest.ImageToImage image ->
                first(
                        sent(image.body().file()),
                        counted("num_images_per_prompt", image.images(), images),
                        steps(image.steps()));
            case BatchRequest.ImageToVideo clip ->
                first(sent(clip.body().file()), made(clip.size()), steps(clip.steps()));
            case BatchRequest.Upscale upscale ->
                first(film(upscale.body().file()), sent(upscale.body().file()), steps(upscale.steps()));
            case BatchRequest.FrameInterpolation between ->
                first(film(between.body().file()), sent(between.body().file()));
            case BatchRequest.SegmentAnything2 segment -> sent(segment.body().file());
            case BatchRequest.ImageToText image -> sent(image.body().file());
            case BatchRequest.AudioToText _ -> Optional.empty();
            case BatchRequest.Llm chat -> counted("max_tokens", chat.maxTokens(), tokens);
            case BatchRequest.TextToSpeech speech ->
                counted(
                        "characters of text",
                        speech.text().codePointCount(0, speech.text().length()),
                        characters);
        };
    }

    @SafeVarargs
    private static Optional<BatchFailure> first(Optional<BatchFailure>... found) {
        return Stream.of(found).flatMap(Optional::stream).findFirst();
    }

    private Optional<BatchFailure> sent(UploadedFile file) {
        return switch (file.content()) {
            case FileContent.Picture(var size) -> looked("picture", size);
            case FileContent.Film(var size, var _, var _) -> looked("film", size);
            case FileContent.Sound _, FileContent.Unknown _ -> Optional.empty();
        };
    }

    private Optional<BatchFailure> looked(String what, PictureSize size) {
        return size.pixels() > pixels
                ? Optional.of(new BatchFailure.TooLarge("the " + what + " has " + size + " = " + size.pixels()
                        + " pixels; at most " + pixels + " are taken"))
                : Optional.empty();
    }

    private static Optional<BatchFailure> film(UploadedFile file) {
        if (!(file.content() instanceof FileContent.Film(var _, long frames, var duration))) {
            return Optional.empty();
        }
        return frames > FILM_FRAMES || duration.compareTo(FILM_DURATION) > 0
                ? Optional.of(
                        new BatchFailure.TooLarge("the film has " + frames + " pictures in " + duration.toSeconds()
                                + " s; at most " + FILM_FRAMES + " in " + FILM_DURATION.toSeconds() + " s are taken"))
                : Optional.empty();
    }

    private Optional<BatchFailure> made(PictureSize size) {
        return size.pixels() > pixels
                ? Optional.of(new BatchFailure.Invalid("width and height are " + size + " = " + size.pixels()
                        + " pixels; at most " + pixels + " are made"))
                : Optional.empty();
    }

    private Optional<BatchFailure> steps(OptionalInt asked) {
        return asked.isPresent() ? counted("num_inference_steps", asked.getAsInt(), steps) : Optional.empty();
    }

    private static Optional<BatchFailure> counted(String name, int asked, int most) {
        return asked > most
                ? Optional.of(new BatchFailure.Invalid(name + " is " + asked + "; at most " + most + " are allowed"))
                : Optional.empty();
    }
}
