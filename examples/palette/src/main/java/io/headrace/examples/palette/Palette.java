package io.headrace.examples.palette;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.headrace.pipeline.PricingUnit;
import io.headrace.sdk.Doc;
import io.headrace.sdk.Max;
import io.headrace.sdk.Min;
import io.headrace.sdk.PipelineDefinition;
import io.headrace.sdk.Run;
import io.headrace.sdk.Size;
import io.headrace.sdk.TypedPipeline;
import io.headrace.sdk.serve.PipelineServer;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tells the most frequent colours of a picture, and is paid by its pixels. */
@PipelineDefinition(
        name = "palette",
        description = "The colours of a picture.",
        unit = PricingUnit.PIXEL,
        mostUnits = PictureFile.MAX_PIXELS)
public final class Palette implements TypedPipeline<Palette.Picture, Palette.Colours> {
    @SuppressWarnings("ArrayRecordComponent") // It is looked at once, and compared with nothing.
    record Picture(
            @Doc("PNG, JPEG or GIF.") @Size(min = 1, max = 6_000_000)
            byte[] image,

            @Doc("How many are told; 5 without it.") @Min(1) @Max(32)
            Optional<Integer> colours) {}

    record Colours(List<Colour> colours) {}

    record Colour(
            @Doc("#rrggbb, each to a sixteenth.") String hex,
            @Doc("Of all pixels.") double share) {}

    @Override
    public Colours run(Picture input, Run run) throws Exception {
        var image = PictureFile.read(input.image());
        int width = image.getWidth();
        int pixels = width * image.getHeight();
        run.used(pixels);
        var counts = IntStream.range(0, pixels)
                .mapToObj(i -> image.getRGB(i % width, i / width) & 0xf0f0f0)
                .collect(groupingBy(rgb -> rgb, counting()));
        return new Colours(counts.entrySet().stream()
                .sorted(Entry.<Integer, Long>comparingByValue().reversed().thenComparing(Entry.comparingByKey()))
                .limit(input.colours().orElse(5))
                .map(found -> new Colour("#%06x".formatted(found.getKey()), (double) found.getValue() / pixels))
                .toList());
    }

    /** Serves it, as the variables of the environment say. */
    public static void main(String[] arguments) throws Exception {
        PipelineServer.serve(new Palette(), System.getenv());
    }
}
