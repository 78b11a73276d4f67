package io.headrace.wire.batch.price;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headrace.wire.batch.BatchRequest;
import io.headrace.wire.batch.file.FileContent;
import io.headrace.wire.batch.file.UploadedFile;
import io.headrace.wire.chat.TokenUsage;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * How slow an answer was for its size, as existing gateways rate orchestrators (pipelines section 1.4): seconds by the
 * amount of work, by the number of steps. Lower is better; work of no size has the score 0, the best.
 */
public final class LatencyScore {

    private static final int FRAMES = 25;
    private static final int LIGHTNING_STEPS = 8;
    private static final String LIGHTNING = "ByteDance/SDXL-Lightning";
    private static final Pattern STEPS_IN_NAME = Pattern.compile("_(\\d{1,4})step");

    private LatencyScore() {}

    /** @param usage of a language model; empty when it was not told, which is the score 0 */
    public static double of(BatchRequest request, Duration taken, Optional<TokenUsage> usage) {
        double seconds = taken.toNanos() / 1e9;
        double work = amount(request, usage) * steps(request);
        return work > 0 ? seconds / work : 0;
    }

    private static double amount(BatchRequest request, Optional<TokenUsage> usage) {
        return switch (request) {
            case BatchRequest.TextToImage text -> (double) text.size().pixels() * text.images();
            case BatchRequest.ImageToImage image -> pixels(image.body().file()) * image.images();
            case BatchRequest.ImageToVideo clip -> (double) clip.size().pixels() * FRAMES;
            case BatchRequest.Upscale upscale -> pixels(upscale.body().file());
            case BatchRequest.FrameInterpolation between ->
                pixels(between.body().file()) * between.between();
            case BatchRequest.SegmentAnything2 segment -> pixels(segment.body().file());
            case BatchRequest.ImageToText image -> pixels(image.body().file());
            case BatchRequest.AudioToText audio -> wholeSeconds(audio.body().file());
            case BatchRequest.Llm _ -> usage.map(TokenUsage::total).orElse(0L);
            case BatchRequest.TextToSpeech speech -> speech.text().getBytes(UTF_8).length;
        };
    }

    private static double pixels(UploadedFile file) {
        return file.content().pixels().orElse(0);
    }

    private static double wholeSeconds(UploadedFile file) {
        return file.content() instanceof FileContent.Sound(var duration) ? duration.toSeconds() : 0;
    }

    private static int steps(BatchRequest request) {
        return switch (request) {
            case BatchRequest.TextToImage text -> steps(text.model(), text.steps(), 50);
            case BatchRequest.ImageToImage image -> steps(image.model(), image.steps(), 100);
            case BatchRequest.ImageToVideo clip -> steps("", clip.steps(), 25);
            case BatchRequest.Upscale upscale -> steps("", upscale.steps(), 75);
            case BatchRequest.FrameInterpolation _,
                    BatchRequest.SegmentAnything2 _,
                    BatchRequest.ImageToText _,
                    BatchRequest.AudioToText _,
                    BatchRequest.Llm _,
                    BatchRequest.TextToSpeech _ -> 1;
        };
    }

    /** Models that are distilled to a number of steps have it in their name, and take no other. */
    private static int steps(String model, OptionalInt asked, int otherwise) {
        if (model.startsWith(LIGHTNING)) {
            var named = STEPS_IN_NAME.matcher(model);
            return named.find() ? Math.max(1, Integer.parseInt(named.group(1))) : LIGHTNING_STEPS;
        }
        return asked.isPresent() ? Math.max(1, asked.getAsInt()) : otherwise;
    }
}
